/** A letter sent on, inside the text of another or as a file. */

import type { DraftFile } from './draft.ts'
import type { FileContent } from './file-content.ts'
import { safeName } from './part-name.ts'
import { type HtmlQuote, type OriginalLetter, shownPictures } from './quote-original.ts'
import { forwardedLines, type QuotedFacts, type QuoteReader } from './quote-words.ts'
import { textToHtml } from './text-to-html.ts'

/** A file of the letter as `parseMessage` gives it, or what the caller knows of it. */
export interface ForwardedFile {
  readonly contentId: string | null
}

export interface HtmlForward<File> extends HtmlQuote<File> {
  /** All other files of the letter. */
  readonly attachments: readonly File[]
}

/** The letter as plain text below a block that tells whose it is. All its files go along as attachments. */
export function forwardPlain(original: QuotedFacts & { readonly text: string }, reader: QuoteReader): string {
  return [...forwardedLines(original, reader), '', original.text.replace(/\r\n?/g, '\n').replace(/\s+$/, '')].join('\n')
}

/**
 * The letter as HTML below a block that tells whose it is; the original stays what it is to the letter. `pictures` are all
 * files of the original: those that its HTML shows go along as pictures, the others as attachments, none is left behind.
 */
export function forwardHtml<File extends ForwardedFile>(
  original: OriginalLetter<File>,
  reader: QuoteReader,
): HtmlForward<File> {
  const block = textToHtml(forwardedLines(original, reader).join('\n'))
  const content = original.html ?? textToHtml(original.text)
  const shown = new Set(shownPictures(original))
  return {
    html: `<div>${block}</div><br>\n<div>${content}</div>`,
    pictures: [...shown],
    attachments: original.pictures.filter((file) => !shown.has(file)),
  }
}

/** The letter as a file; `source` are its raw bytes, which arrive as they are. */
export function forwardAsAttachment(subject: string, source: FileContent): DraftFile {
  const title = subject.replace(/^[.\s]+/, '')
  return {
    name: safeName(`${title === '' ? 'message' : title}.eml`) ?? 'message.eml',
    type: 'message/rfc822',
    content: source,
  }
}
