import { z } from 'zod'
import { id } from './pages.ts'

export const draftMode = z.enum(['new', 'reply', 'reply-all', 'forward', 'forward-as-attachment'])

/** A mailbox as it is typed or chosen: whether a letter can go there is asked when it is sent. */
const recipient = z.object({ name: z.string().max(500).default(''), address: z.string().max(1000) })
const recipients = z.array(recipient).max(2000)
/** A body may be pasted whole; a quoted letter is none of it. */
const body = z.string().max(4_000_000)

/** What is written of a letter; all of it may be absent. */
export const draftFields = {
  to: recipients.optional(),
  cc: recipients.optional(),
  bcc: recipients.optional(),
  subject: z.string().max(10_000).optional(),
  /** With HTML beside it only for those who read no HTML; then '' means: made from the HTML. */
  text: body.optional(),
  /** Null: plain text. Refused with HTML_OUTGOING_OFF while «Исходящие письма в формате HTML» is off. */
  html: body.nullish(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  /** Whether the letter that is answered goes along below the text, as one piece that is not edited. */
  quote: z.boolean().optional(),
}

/** What a draft, or a letter that waits for its time, has beside every interaction. */
export const draft = z.object({
  mode: draftMode,
  author: z.object({ id, name: z.string() }).nullable(),
  quote: z.boolean(),
  /** The piece below the text, as it goes along while `quote` is on; '' where there is none. */
  quotedText: z.string(),
  /** The same for a letter in HTML, sanitised like every `html`. */
  quotedHtml: z.string().nullable(),
  /** Bytes that all attachments together may have: by the server's own SIZE (RFC 1870) where it is known. */
  attachmentLimit: z.number(),
})
