import type { newDraft } from '@besedka/contract/outbox'
import type { Importance, Mailbox } from '@besedka/mail/parsed-message'
import type { Recipients } from '@besedka/mail/reply-recipients'
import type { ParentLetter } from '@besedka/mail/reply-references'
import { cleanLine, cleanText } from '@besedka/mail/safe-text'
import type { z } from 'zod'

export type NewDraft = z.infer<typeof newDraft>
export type DraftMode = NewDraft['mode']

/** A draft as it is stored. */
export interface DraftContent {
  mode: DraftMode
  recipients: Recipients
  subject: string
  text: string
  /** Null: plain text. */
  html: string | null
  importance: Importance
  /** Whether the quote goes along below the text. */
  withQuote: boolean
  quoteText: string | null
  quoteHtml: string | null
  /** What ties it to the letter that it answers; null begins a conversation. */
  parent: ParentLetter | null
}

/** What a person changes of it; what is absent stays. */
export type DraftWish = Partial<
  Pick<NewDraft, 'to' | 'cc' | 'bcc' | 'subject' | 'text' | 'html' | 'importance' | 'quote'>
>

/** Whether a change of an interaction is one of what is written. */
export function hasDraftFields(change: DraftWish & { account: string | undefined }): boolean {
  return Object.values(change).some((value) => value !== undefined)
}

/** The draft with what was changed in it; text is made such that the database takes it. */
export function applyWish(content: DraftContent, wish: DraftWish): DraftContent {
  const { recipients } = content
  return {
    ...content,
    recipients: {
      to: mailboxes(wish.to) ?? recipients.to,
      cc: mailboxes(wish.cc) ?? recipients.cc,
      bcc: mailboxes(wish.bcc) ?? recipients.bcc,
    },
    subject: wish.subject === undefined ? content.subject : cleanLine(wish.subject),
    text: wish.text === undefined ? content.text : cleanText(wish.text),
    html: wish.html === undefined ? content.html : wish.html === null ? null : cleanText(wish.html),
    importance: wish.importance ?? content.importance,
    withQuote: wish.quote ?? content.withQuote,
  }
}

function mailboxes(given: NewDraft['to']): readonly Mailbox[] | undefined {
  return given?.map(({ name, address }) => ({ name: cleanLine(name), address: cleanLine(address) }))
}
