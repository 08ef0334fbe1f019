import { sql } from 'kysely'
import { type Database, type Transaction, transaction } from '../platform/database.ts'

/** How many attempts one key has within the window. */
export interface AttemptLimit {
  key: string
  limit: number
}

const WINDOW_SECONDS = 15 * 60

/**
 * Counts one attempt for every key, or none when a key has reached its limit; then returns the seconds to wait. Holds over
 * all nodes: attempts with the same key are counted one after another.
 */
export async function admitAttempt(db: Database, limits: readonly AttemptLimit[]): Promise<number | undefined> {
  const inOrder = [...limits].sort((a, b) => (a.key < b.key ? -1 : 1))
  await sql`delete from sign_in_attempts where attempted_at < now() - make_interval(secs => ${WINDOW_SECONDS})`.execute(
    db,
  )
  return transaction(db, async (trx) => {
    for (const { key, limit } of inOrder) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx)
      const wait = await secondsToWait(trx, key, limit)
      if (wait !== undefined) return wait
    }
    await trx
      .insertInto('signInAttempts')
      .values(inOrder.map(({ key }) => ({ key })))
      .execute()
    return undefined
  })
}

/** A right password: forgets all attempts of the one key, and of the other only the one that has just been right. */
export async function forgiveAttempt(trx: Transaction, wholly: string, once: string): Promise<void> {
  await sql`
    delete from sign_in_attempts where key = ${wholly} or ctid = (
      select ctid from sign_in_attempts where key = ${once} order by attempted_at desc limit 1)`.execute(trx)
}

async function secondsToWait(trx: Transaction, key: string, limit: number): Promise<number | undefined> {
  const { rows } = await sql<{ wait: number }>`
    select ceil(extract(epoch from attempted_at - now()) + ${WINDOW_SECONDS})::int as wait
    from sign_in_attempts
    where key = ${key} and attempted_at >= now() - make_interval(secs => ${WINDOW_SECONDS})
    order by attempted_at desc offset ${limit - 1} limit 1`.execute(trx)
  return rows[0] === undefined ? undefined : Math.max(1, rows[0].wait)
}
