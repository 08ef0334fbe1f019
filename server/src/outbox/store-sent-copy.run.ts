import type { ImapFlow } from 'imapflow'
import type { SendingAccount } from '../accounts/accounts.service.ts'
import { readStoredSource } from '../emails/letter.view.ts'
import { announceOutgoing } from '../interactions/outgoing.service.ts'
import { AppError, type Outcome } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { decideSentCopy } from './decide-sent-copy.ts'
import { findOutbox, type SentCopyState, setSentCopy } from './outbox.store.ts'
import { storeSentCopy } from './store-sent-copy.job.ts'

export interface SentCopyDeps {
  db: Database
  accounts: { sendingAccount(id: string): Promise<SendingAccount | null>; receiveSoon(id: string): Promise<void> }
  openImap(incoming: NonNullable<SendingAccount['incoming']>): Promise<Outcome<ImapFlow>>
}

interface SentLetter {
  interactionId: string
  accountId: string
  messageId: string
  /** The header, without angle brackets. */
  internetMessageId: string
}

/**
 * B15: after success, and never before, the very bytes that were sent go into the folder with the role sent, marked \Seen.
 * The folder is searched for the Message-ID first, so that a try whose end was lost leaves no second copy. Where there is
 * no such folder, the delivery says so and none is made.
 */
export function storeSentCopyHandler(deps: SentCopyDeps): JobHandler {
  return handleJob(storeSentCopy, async ({ interactionId }, { isLastAttempt }) => {
    const letter = await findSent(deps.db, interactionId)
    if (letter === null) return
    const account = await deps.accounts.sendingAccount(letter.accountId)
    if (account?.incoming?.protocol !== 'imap') return note(deps.db, letter, { state: 'no-receiving' })
    const path = await findSentFolder(deps.db, letter.accountId)
    if (path === undefined) return note(deps.db, letter, { state: 'no-folder' })
    try {
      const state = await store(deps, letter, { account, path })
      await note(deps.db, letter, { state })
      await deps.accounts.receiveSoon(letter.accountId)
    } catch (error) {
      if (isLastAttempt) await note(deps.db, letter, { state: 'failed', ...reasonOf(error) })
      throw error
    }
  })
}

async function store(
  deps: SentCopyDeps,
  letter: SentLetter,
  { account, path }: { account: SendingAccount; path: string },
): Promise<'stored' | 'by-provider'> {
  if (account.incoming === null) return 'by-provider'
  const opened = await deps.openImap(account.incoming)
  if (!opened.ok) throw opened.error
  const client = opened.value
  try {
    const isThere = await holds(client, path, letter.internetMessageId)
    const isGmail = client.capabilities.has('X-GM-EXT-1')
    const decision = decideSentCopy({ smtpHost: account.outgoing.host, isGmail, isThere })
    if (decision === 'by-provider') return 'by-provider'
    if (decision === 'append') await append(deps.db, client, letter, path)
    return 'stored'
  } finally {
    await client.logout().catch(() => client.close())
  }
}

/** SEARCH (RFC 3501 section 6.4.4) finds the text anywhere in the field; the brackets make it whole. */
async function holds(client: ImapFlow, path: string, messageId: string): Promise<boolean> {
  const lock = await client.getMailboxLock(path, { readOnly: true })
  try {
    const found = await client.search({ header: { 'Message-ID': `<${messageId}>` } }, { uid: true })
    return Array.isArray(found) && found.length > 0
  } finally {
    lock.release()
  }
}

async function append(db: Database, client: ImapFlow, letter: SentLetter, path: string): Promise<void> {
  const source = await readStoredSource(db, letter.messageId)
  if (source === null) throw new AppError('SOURCE_MISSING')
  const result = await client.append(path, source, ['\\Seen'])
  if (result === false) throw new AppError('SERVER_REFUSED', { words: 'APPEND was refused' })
}

async function findSent(db: Database, interactionId: string): Promise<SentLetter | null> {
  const outbox = await findOutbox(db, interactionId)
  if (outbox?.sentCopy !== 'waiting') return null
  const row = await db
    .selectFrom('interactions')
    .innerJoin('messages', 'messages.id', 'interactions.messageId')
    .select(['interactions.accountId', 'messages.id as messageId', 'messages.internetMessageId'])
    .where('interactions.id', '=', interactionId)
    .executeTakeFirst()
  if (row === undefined || row.accountId === null || row.internetMessageId === null) return null
  const { accountId, messageId, internetMessageId } = row
  return { interactionId, accountId, messageId, internetMessageId }
}

/** By its role as receiving found it, never by a guess of its name. */
async function findSentFolder(db: Database, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('folders')
    .select('path')
    .where('accountId', '=', accountId)
    .where('role', '=', 'sent')
    .where('goneAt', 'is', null)
    .orderBy('loaded', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.path
}

function note(
  db: Database,
  { interactionId, accountId }: SentLetter,
  { state, code = null, detail = '' }: { state: SentCopyState; code?: string | null; detail?: string },
): Promise<void> {
  return transaction(db, async (trx) => {
    await setSentCopy(trx, interactionId, { state, code, detail })
    await announceOutgoing(trx, { id: interactionId, accountId })
  })
}

function reasonOf(error: unknown): { code: string; detail: string } {
  if (!(error instanceof AppError)) return { code: 'UNEXPECTED', detail: '' }
  const { words } = error.details
  return { code: error.code, detail: typeof words === 'string' ? words : '' }
}
