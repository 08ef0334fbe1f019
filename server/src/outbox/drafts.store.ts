import { htmlToText } from '@besedka/mail/html-to-text'
import type { Recipients } from '@besedka/mail/reply-recipients'
import type { ParentLetter } from '@besedka/mail/reply-references'
import { snippetOf } from '@besedka/mail/snippet'
import type { Database, Transaction } from '../platform/database.ts'
import type { DraftContent } from './draft-content.ts'

/** A draft with what its interaction says of it. */
export interface StoredDraft extends DraftContent {
  interactionId: string
  accountId: string
  author: { id: string; name: string } | null
}

export async function insertDraft(
  trx: Transaction,
  { interactionId, authorId, content }: { interactionId: string; authorId: string; content: DraftContent },
): Promise<void> {
  await trx
    .insertInto('drafts')
    .values({ interactionId, authorId, ...columnsOf(content) })
    .execute()
}

export async function updateDraft(trx: Transaction, interactionId: string, content: DraftContent): Promise<void> {
  await trx.updateTable('drafts').set(columnsOf(content)).where('interactionId', '=', interactionId).execute()
}

/** What was sent needs no draft any more: its message holds everything. */
export async function closeDraft(trx: Transaction, interactionId: string): Promise<void> {
  await trx.deleteFrom('drafts').where('interactionId', '=', interactionId).execute()
}

/** Undefined for an interaction that is no draft, or one no longer. */
export async function findDraft(db: Database | Transaction, id: string): Promise<StoredDraft | undefined> {
  const row = await db
    .selectFrom('drafts')
    .innerJoin('interactions', 'interactions.id', 'drafts.interactionId')
    .leftJoin('users', 'users.id', 'drafts.authorId')
    .selectAll('drafts')
    .select(['interactions.accountId', 'users.name as authorName'])
    .where('drafts.interactionId', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.accountId === null) return undefined
  const { interactionId, accountId, authorId, authorName, mode, subject, importance, withQuote, quoteText } = row
  return {
    interactionId,
    accountId,
    author: authorId === null ? null : { id: authorId, name: authorName ?? '' },
    mode,
    recipients: row.recipients as unknown as Recipients,
    subject,
    text: row.bodyText,
    html: row.bodyHtml,
    importance,
    withQuote,
    quoteText,
    quoteHtml: row.quoteHtml,
    parent: row.parent as unknown as ParentLetter | null,
  }
}

function columnsOf(content: DraftContent) {
  const { mode, recipients, subject, text, html, importance, withQuote, quoteText, quoteHtml, parent } = content
  return {
    mode,
    recipients: JSON.stringify(recipients),
    subject,
    snippet: snippetOf(text === '' && html !== null ? htmlToText(html).text : text),
    bodyText: text,
    bodyHtml: html,
    importance,
    withQuote,
    quoteText,
    quoteHtml,
    parent: parent === null ? null : JSON.stringify(parent),
  }
}
