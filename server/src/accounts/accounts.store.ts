import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { AccountsTable } from '../platform/schema.gen.ts'

export type AccountRow = Selectable<AccountsTable>
export type NewAccountRow = Insertable<AccountsTable>
export type AccountRowChange = Updateable<AccountsTable>

export interface Grant {
  userId: string
  send: boolean
  manage: boolean
}

/** One account as stored, passwords sealed; undefined where there is none. */
export function findAccount(db: Database | Transaction, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertAccount(trx: Transaction, row: NewAccountRow): Promise<string> {
  const { id } = await trx.insertInto('accounts').values(row).returning('id').executeTakeFirstOrThrow()
  await trx
    .insertInto('accountReceiving')
    .values({ accountId: id, state: row.useForReceiving && row.awaitsChoice !== true ? 'waiting' : 'off' })
    .execute()
  return id
}

export async function updateAccount(trx: Transaction, id: string, change: AccountRowChange): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ ...change, updatedAt: new Date() })
    .where('id', '=', id)
    .execute()
}

/** Puts receiving back to its start: failures forgotten, the next try at once. */
export async function restartReceiving(trx: Transaction, id: string, receives: boolean): Promise<void> {
  await trx
    .updateTable('accountReceiving')
    .set({
      state: receives ? 'waiting' : 'off',
      since: new Date(),
      errorCode: null,
      errorDetail: null,
      failures: 0,
      nextTry: null,
      requestedAt: new Date(),
    })
    .where('accountId', '=', id)
    .execute()
}

/** Is this address set up already: as a shared account, or as a personal one of this owner? */
export async function findTwin(
  db: Database | Transaction,
  account: { address: string; scope: 'shared' | 'personal' },
  ownerId: string | null,
): Promise<boolean> {
  let query = db
    .selectFrom('accounts')
    .select('id')
    .where((eb) => eb(eb.fn<string>('lower', ['address']), '=', account.address.toLowerCase()))
    .where('scope', '=', account.scope)
    .where('closedAt', 'is', null)
  if (ownerId !== null) query = query.where('ownerId', '=', ownerId)
  return (await query.executeTakeFirst()) !== undefined
}

export async function requestReceiving(trx: Transaction, id: string): Promise<void> {
  const now = { requestedAt: new Date(), nextTry: null }
  await trx.updateTable('accountReceiving').set(now).where('accountId', '=', id).execute()
}

/** There is one system account at most: whichever was it before gives way. */
export async function releaseSystemRole(trx: Transaction): Promise<void> {
  await trx.updateTable('accounts').set({ isSystem: false }).where('isSystem', '=', true).execute()
}

/** Shuts the letters of a user's personal accounts; returns the ids of those that were open. */
export async function lockPersonalAccounts(trx: Transaction, ownerId: string): Promise<string[]> {
  const rows = await trx
    .updateTable('accounts')
    .set({ locked: true })
    .where('scope', '=', 'personal')
    .where('ownerId', '=', ownerId)
    .where('locked', '=', false)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function replaceGrants(trx: Transaction, id: string, grants: readonly Grant[]): Promise<void> {
  await trx.deleteFrom('accountGrants').where('accountId', '=', id).execute()
  if (grants.length === 0) return
  await trx
    .insertInto('accountGrants')
    .values(grants.map((grant) => ({ accountId: id, userId: grant.userId, send: grant.send, manage: grant.manage })))
    .execute()
}

export async function deleteAccount(trx: Transaction, id: string): Promise<void> {
  await trx.deleteFrom('accounts').where('id', '=', id).execute()
}
