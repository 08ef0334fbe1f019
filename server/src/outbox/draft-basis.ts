import { forwardAsAttachment, forwardHtml, forwardPlain } from '@besedka/mail/forward-letter'
import { isolateStyles } from '@besedka/mail/isolate-styles'
import type { Part } from '@besedka/mail/parsed-message'
import { quoteHtml, quotePlain } from '@besedka/mail/quote-original'
import type { QuoteReader } from '@besedka/mail/quote-words'
import { type Recipients, replyRecipients } from '@besedka/mail/reply-recipients'
import { forwardSubject, replySubject } from '@besedka/mail/reply-subject'
import type { OriginalLetter } from '../emails/original-letter.service.ts'
import type { DraftContent, DraftMode } from './draft-content.ts'

/** A file that a draft takes over from a letter that is here: it is named, not copied. */
export interface TakenFile {
  messageId: string
  name: string
  type: string
  charset: string | null
  size: number
  /** Not null: a picture that the quote shows. */
  contentId: string | null
  ofQuote: boolean
  /** Null: the whole letter. */
  part: Pick<Part, 'start' | 'end' | 'encoding'> | null
}

export interface BasisWish {
  mode: DraftMode
  /** Addresses of the account that answers. */
  own: readonly string[]
  reader: QuoteReader
  isHtml: boolean
  /** The quote goes into the text, where it can be cut and answered line by line. */
  isInText: boolean
  withQuote: boolean
}

const NOBODY: Recipients = { to: [], cc: [], bcc: [] }

/**
 * What a letter that is answered or forwarded gives to the draft: recipients, subject, the quote in both forms, files, and
 * what ties the two together (B16). In HTML the quote stays one piece of its own, which no editor takes apart.
 */
export function draftFromBasis(
  original: OriginalLetter,
  wish: BasisWish,
): { content: DraftContent; files: TakenFile[] } {
  const { header } = original
  const isReply = wish.mode === 'reply' || wish.mode === 'reply-all'
  const quote = wish.mode === 'forward' || isReply ? quoteOf(original, wish, isReply) : NO_QUOTE
  const isInText = wish.withQuote && wish.isInText && quote.text !== null
  return {
    content: {
      mode: wish.mode,
      recipients: isReply ? replyRecipients(header, wish.own, wish.mode === 'reply' ? 'author' : 'all') : NOBODY,
      subject: subjectOf(header.subject, wish.mode),
      text: isInText ? `\n\n${quote.text}` : '',
      html: wish.isHtml ? '' : null,
      importance: 'normal',
      withQuote: wish.withQuote && !isInText && quote.text !== null,
      quoteText: quote.text,
      quoteHtml: quote.html,
      parent: wish.mode === 'new' ? null : parentOf(header),
    },
    files: filesOf(original, wish, quote),
  }
}

interface Quote {
  text: string | null
  html: string | null
  pictures: readonly Part[]
  attachments: readonly Part[]
}

const NO_QUOTE: Quote = { text: null, html: null, pictures: [], attachments: [] }

function quoteOf({ header, text, html, parts }: OriginalLetter, { reader }: BasisWish, isReply: boolean): Quote {
  const files = parts.filter((part) => part.attachment)
  const letter = { ...header, text, html: html === null ? null : isolateStyles(html), pictures: files }
  if (!isReply) return { text: forwardPlain(letter, reader), ...forwardHtml(letter, reader) }
  const options = { ...reader, withHistory: true }
  return { text: quotePlain(letter, options), ...quoteHtml(letter, options), attachments: [] }
}

function filesOf(original: OriginalLetter, { mode, isHtml }: BasisWish, quote: Quote): TakenFile[] {
  const { messageId } = original
  if (mode === 'forward-as-attachment') {
    const { name, type } = forwardAsAttachment(original.header.subject, Buffer.alloc(0))
    const whole = { contentId: null, ofQuote: false, part: null, charset: null }
    return [{ messageId, name, type, size: original.size, ...whole }]
  }
  const take = (part: Part, isPicture: boolean): TakenFile => {
    const { name, type, charset, size, start, end, encoding, contentId } = part
    const shown = isPicture ? contentId : null
    const place = { start, end, encoding }
    return { messageId, name, type, charset, size, contentId: shown, ofQuote: isPicture, part: place }
  }
  // A plain forward shows no picture: each goes along as a file.
  const pictures = quote.pictures.map((part) => take(part, isHtml || mode !== 'forward'))
  return [...pictures, ...quote.attachments.map((part) => take(part, false))]
}

function subjectOf(subject: string, mode: DraftMode): string {
  if (mode === 'new') return ''
  if (mode === 'forward') return forwardSubject(subject)
  return mode === 'forward-as-attachment' ? subject : replySubject(subject)
}

function parentOf({ messageId, inReplyTo, references, threadIndex, subject }: OriginalLetter['header']) {
  return { messageId, inReplyTo, references, threadIndex, subject }
}
