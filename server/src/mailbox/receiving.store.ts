import type { ErrorCode } from '@besedka/contract/errors'
import { sql } from 'kysely'
import { accountAudience } from '../accounts/account-audience.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'

/** An account as the supervisor sees it. */
export interface ReceivingRow {
  readonly accountId: string
  /** Changes with everything that a running session would have to know. */
  readonly updatedAt: number
  readonly requestedAt: number
  readonly failures: number
  readonly isFirstSyncDone: boolean
  /** Null: now. Infinity: not before a person has changed or asked for something. */
  readonly dueAt: number | null
}

/** Accounts that receive; none while the mail client is off. */
export async function listReceiving(db: Database): Promise<ReceivingRow[]> {
  const rows = await db
    .selectFrom('accounts as a')
    .innerJoin('accountReceiving as r', 'r.accountId', 'a.id')
    .innerJoin('settings as s', (join) => join.onTrue())
    .select([
      'a.id',
      'a.updatedAt',
      'r.requestedAt',
      'r.failures',
      'r.firstSyncDone',
      'r.state',
      'r.nextTry',
      'r.since',
    ])
    .where('a.useForReceiving', '=', true)
    .where('a.paused', '=', false)
    .where('a.awaitsChoice', '=', false)
    .where('a.closedAt', 'is', null)
    .where('s.mailClient', '=', true)
    .orderBy('a.id')
    .execute()
  return rows.map((row) => {
    const isAsked = row.requestedAt !== null && row.requestedAt > row.since
    const waits = row.state === 'failed' && row.nextTry === null && !isAsked
    return {
      accountId: row.id,
      updatedAt: row.updatedAt.getTime(),
      requestedAt: row.requestedAt?.getTime() ?? 0,
      failures: row.failures,
      isFirstSyncDone: row.firstSyncDone,
      dueAt: waits ? Number.POSITIVE_INFINITY : (row.nextTry?.getTime() ?? null),
    }
  })
}

export type ReceivingState = 'off' | 'waiting' | 'connecting' | 'syncing' | 'idle'

/** Notes how receiving stands, and says so where it is something else than before. */
export function noteState(db: Database, accountId: string, state: ReceivingState): Promise<void> {
  const isWell = state === 'idle'
  return transaction(db, async (trx) => {
    const changed = await trx
      .updateTable('accountReceiving')
      .set({
        state,
        since: sql`now()`,
        ...(isWell ? { errorCode: null, errorDetail: null, failures: 0, nextTry: null } : {}),
      })
      .where('accountId', '=', accountId)
      .where('state', '<>', state)
      .returning('accountId')
      .execute()
    if (changed.length > 0) await announce(trx, accountId)
  })
}

/** Notes that everything was seen to be as the server has it, at this moment. */
export async function noteSuccess(db: Database, accountId: string): Promise<void> {
  await db.updateTable('accountReceiving').set({ lastSuccess: sql`now()` }).where('accountId', '=', accountId).execute()
}

/** The mail client is off: nothing is received. */
export async function noteOff(db: Database): Promise<void> {
  await db
    .updateTable('accountReceiving')
    .set({ state: 'off', since: sql`now()` })
    .where('state', '<>', 'off')
    .execute()
}

export interface ReceivingFailure {
  readonly code: ErrorCode
  /** The server's own words, with nothing secret in them. */
  readonly detail: string
  readonly failures: number
  readonly nextTry: Date | null
}

export function noteFailure(db: Database, accountId: string, failure: ReceivingFailure): Promise<void> {
  return transaction(db, async (trx) => {
    await trx
      .updateTable('accountReceiving')
      .set({
        state: 'failed',
        since: sql`now()`,
        errorCode: failure.code,
        errorDetail: failure.detail,
        failures: failure.failures,
        nextTry: failure.nextTry,
      })
      .where('accountId', '=', accountId)
      .execute()
    await announce(trx, accountId)
  })
}

/** The first sync is over. Returns false where it was before. */
export async function noteFirstSync(db: Database, accountId: string): Promise<boolean> {
  const changed = await db
    .updateTable('accountReceiving')
    .set({ firstSyncDone: true })
    .where('accountId', '=', accountId)
    .where('firstSyncDone', '=', false)
    .returning('accountId')
    .execute()
  return changed.length > 0
}

async function announce(trx: Transaction, accountId: string): Promise<void> {
  await publish(trx, { topic: 'accounts.changed', audience: [accountAudience(accountId)], data: { accountId } })
}
