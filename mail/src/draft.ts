/** A letter before it is written down. */

import type { FileContent } from './file-content.ts'
import type { Importance, Mailbox } from './parsed-message.ts'
import type { ThreadFields } from './reply-references.ts'

export interface DraftFile {
  readonly name: string
  /** Media type; what is none is told by the name. */
  readonly type: string
  /** Of text files that come from another letter. */
  readonly charset?: string | null
  readonly content: FileContent
}

export interface DraftPicture extends DraftFile {
  /** Without angle brackets; the HTML shows the picture by `cid:` and this (RFC 2392). */
  readonly contentId: string
}

export interface Draft {
  readonly from: Mailbox
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** Receives the letter, stands nowhere in it. */
  readonly bcc: readonly Mailbox[]
  readonly subject: string
  /** Null: taken from the HTML. */
  readonly text: string | null
  /** Null: the letter is plain text and nothing else. */
  readonly html: string | null
  readonly attachments: readonly DraftFile[]
  readonly pictures: readonly DraftPicture[]
  readonly importance: Importance
  /** From `replyReferences` or `newThreadFields`. */
  readonly thread: ThreadFields
  readonly date: Date
  /** From `makeMessageId`. */
  readonly messageId: string
}
