/** The letter that is answered, below the answer. */

import { contentIdsIn, isShown } from './cid-references.ts'
import { attributionLine, type QuotedFacts, type QuoteReader } from './quote-words.ts'
import { textToHtml } from './text-to-html.ts'

/** A letter to quote or to forward; `Picture` is whatever the caller knows of its parts. */
export interface OriginalLetter<Picture extends { readonly contentId: string | null }> extends QuotedFacts {
  readonly text: string
  /** Sanitised, a balanced fragment, its pictures still `cid:` addresses. Null where the letter has no HTML. */
  readonly html: string | null
  readonly pictures: readonly Picture[]
}

export interface QuoteOptions extends QuoteReader {
  /** Off: an answer without history, nothing is quoted. */
  readonly withHistory: boolean
}

export interface HtmlQuote<Picture> {
  /** Stands behind the answer as one piece that no editor takes apart. Empty without history. */
  readonly html: string
  /** The parts that the quote shows: the letter has to carry them again, under the same Content-IDs. */
  readonly pictures: readonly Picture[]
}

/** Deeper quotes share the deepest mark, or the marks of a long exchange would grow with its square. */
const MOST_DEPTH = 10
const QUOTE_STYLE = 'margin:0 0 0 0.8ex;border-left:2px solid #b5c1ce;padding-left:1ex'

/**
 * The quote in plain text: an attribution line and every line of the text behind a mark, for `composeMessage` to break.
 * Quotes in the text go one deeper. Empty without history.
 */
export function quotePlain(original: QuotedFacts & Pick<OriginalLetter<never>, 'text'>, options: QuoteOptions): string {
  if (!options.withHistory) return ''
  const lines = original.text.replace(/\r\n?/g, '\n').replace(/\s+$/, '').split('\n')
  return [attributionLine(original, options), ...lines.map(quoteLine)].join('\n')
}

/**
 * The quote in HTML: an attribution line and one blockquote around the original, which stays what it is to the letter.
 * An original without HTML is its text with its lines.
 */
export function quoteHtml<Picture extends { readonly contentId: string | null }>(
  original: OriginalLetter<Picture>,
  options: QuoteOptions,
): HtmlQuote<Picture> {
  if (!options.withHistory) return { html: '', pictures: [] }
  const attribution = textToHtml(attributionLine(original, options))
  const content = original.html ?? textToHtml(original.text)
  return {
    html: `<div>${attribution}</div><blockquote type="cite" style="${QUOTE_STYLE}">${content}</blockquote>`,
    pictures: shownPictures(original),
  }
}

/** The parts of a letter that its HTML shows, each Content-ID once. */
export function shownPictures<Picture extends { readonly contentId: string | null }>({
  html,
  pictures,
}: Pick<OriginalLetter<Picture>, 'html' | 'pictures'>): Picture[] {
  if (html === null) return []
  const ids = contentIdsIn(html)
  const seen = new Set<string | null>()
  return pictures.filter(({ contentId }) => {
    const isFirst = !seen.has(contentId)
    seen.add(contentId)
    return isFirst && isShown(ids, contentId)
  })
}

/** "> > text", as programs without format=flowed write it, counts like ">> text". */
function quoteLine(line: string): string {
  const marks = /^(?:> ?)*/.exec(line)?.[0] ?? ''
  const content = line.slice(marks.length)
  const depth = Math.min(marks.replaceAll(' ', '').length + 1, MOST_DEPTH)
  return content === '' ? '>'.repeat(depth) : `${'>'.repeat(depth)} ${content}`
}
