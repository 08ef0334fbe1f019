import { listAccounts } from '../accounts/accounts.view.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'

/**
 * The account that a draft goes out from where none is named: that of the letter it answers, else the one its author last
 * wrote from, else his own, else a shared one. Throws ACCOUNT_CANNOT_SEND where there is none.
 */
export async function chooseAccount(db: Database, actor: Actor, basisAccountId: string | null): Promise<string> {
  const able = (await listAccounts(db, actor)).filter(({ rights, useForSending }) => rights.send && useForSending)
  if (able.some(({ id }) => id === basisAccountId)) return basisAccountId ?? ''
  const last = await db
    .selectFrom('outbox')
    .innerJoin('interactions', 'interactions.id', 'outbox.interactionId')
    .select('interactions.accountId')
    .where('outbox.requestedBy', '=', actor.userId)
    .orderBy('outbox.requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const choice =
    able.find(({ id }) => id === last?.accountId) ?? able.find(({ scope }) => scope === 'personal') ?? able[0]
  if (choice === undefined) throw new AppError('ACCOUNT_CANNOT_SEND')
  return choice.id
}

/** Who a letter of an account is from, and all addresses that are its own. */
export interface Sender {
  name: string
  address: string
  own: string[]
  /** It is set up for sending. */
  canSend: boolean
}

export async function findSender(db: Database | Transaction, accountId: string): Promise<Sender> {
  const row = await db
    .selectFrom('accounts')
    .select(['senderName', 'address', 'aliases', 'useForSending', 'outgoingHost'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('NOT_FOUND')
  const { senderName, address, aliases, useForSending, outgoingHost } = row
  return { name: senderName, address, own: [address, ...aliases], canSend: useForSending && outgoingHost !== null }
}

/** The switch «Исходящие письма в формате HTML», and the language of who writes. */
export async function findWritingHabits(
  db: Database,
  actor: Pick<Actor, 'userId'>,
): Promise<{ htmlOutgoing: boolean; language: 'ru' | 'en' }> {
  const row = await db
    .selectFrom('settings')
    .leftJoin('users', (join) => join.on('users.id', '=', actor.userId))
    .select(['settings.htmlOutgoing', 'users.language as own', 'settings.language'])
    .executeTakeFirstOrThrow()
  return { htmlOutgoing: row.htmlOutgoing, language: row.own ?? row.language }
}
