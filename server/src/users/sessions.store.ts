import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from './actor.ts'

/** A browser that is not used for so long is signed out. */
const IDLE = sql`interval '30 days'`

export async function insertSession(trx: Transaction, userId: string, tokenHash: Buffer): Promise<void> {
  await trx.deleteFrom('sessions').where('expiresAt', '<', sql<Date>`now()`).execute()
  await trx
    .insertInto('sessions')
    .values({ userId, tokenHash, expiresAt: sql`now() + ${IDLE}` })
    .execute()
}

/** The session behind a cookie and its active user. Its end moves on while it is used. */
export async function findSession(
  db: Database,
  tokenHash: Buffer,
): Promise<{ id: string; userId: string; role: Actor['role'] } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select(['sessions.id', 'users.id as userId', 'users.role'])
    .select(sql<boolean>`sessions.last_used_at < now() - interval '10 minutes'`.as('isDue'))
    .where('sessions.tokenHash', '=', tokenHash)
    .where('sessions.expiresAt', '>', sql<Date>`now()`)
    .where('users.active', '=', true)
    .executeTakeFirst()
  if (row?.isDue) {
    await db
      .updateTable('sessions')
      .set({ lastUsedAt: sql`now()`, expiresAt: sql`now() + ${IDLE}` })
      .where('id', '=', row.id)
      .execute()
  }
  return row
}

/** Returns whether there was one. */
export async function deleteSession(trx: Transaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('sessions').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deleteSessionsOf(trx: Transaction, userId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('userId', '=', userId).execute()
}
