import type { ThreadKey } from '@besedka/mail/thread'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/database.ts'
import type { PreparedLetter } from './letter-batch.ts'
import type { RelatedLetter } from './link-letters.ts'

/** A Message-ID that thousands of letters share is no evidence for any of them. */
const MOST_WITH_ONE_ID = 100

/** The thread of each of these keys that is stored, as own key or as ancestor of any letter. */
export async function findThreads(trx: Transaction, keys: readonly string[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; threadId: string }>`
    select wanted.key, i.thread_id as "threadId"
    from unnest(${[...keys]}::uuid[]) as wanted(key)
    cross join lateral (
      select k.interaction_id from letter_keys k where k.key = wanted.key order by k.key, k.distance limit 1
    ) held
    join interactions i on i.id = held.interaction_id`.execute(trx)
  return new Map(rows.map(({ key, threadId }) => [key, BigInt(threadId)]))
}

interface RelatedRow {
  id: string
  accountId: string
  basisId: string | null
  sentAt: Date | null
  hash: string
}

/**
 * Stored letters that decide about bases: those whose own key the letters name, those that name the letters' own keys,
 * and the present bases of the latter. `limit` in a lateral query keeps the planner on the index whatever its statistics
 * say: in the middle of a first sync they are those of empty tables.
 */
export async function findRelated(trx: Transaction, letters: readonly PreparedLetter[]): Promise<RelatedLetter[]> {
  const keys = letters.flatMap((letter) => letter.keys)
  const own = distinct(keys.filter(({ distance }) => distance === 0))
  const ancestors = distinct(keys.filter(({ distance }) => distance > 0))
  const { rows } = await sql<RelatedRow>`
    with hits as materialized (
      select held.interaction_id as id
      from unnest(${ancestors}::uuid[]) as wanted(key)
      cross join lateral (
        select k.interaction_id from letter_keys k where k.key = wanted.key and k.distance = 0 limit ${MOST_WITH_ONE_ID}
      ) held
      union
      select k.interaction_id from letter_keys k where k.key = any(${own}::uuid[]) and k.distance > 0
    ), related as materialized (
      select id from hits
      union
      select above.basis_id from hits
      cross join lateral (select i.basis_id from interactions i where i.id = hits.id limit 1) above
      where above.basis_id is not null
    )
    select i.id, i.account_id as "accountId", i.basis_id as "basisId", m.sent_at as "sentAt", m.hash
    from related
    cross join lateral (select * from interactions i where i.id = related.id limit 1) i
    cross join lateral (
      select m.sent_at, encode(m.content_hash, 'hex') as hash from messages m where m.id = i.message_id limit 1
    ) m`.execute(trx)
  const keysOf = await findKeys(
    trx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ref: row.id,
    account: row.accountId,
    basisId: row.basisId,
    date: row.sentAt?.getTime() ?? null,
    contentHash: row.hash,
    keys: keysOf.get(row.id) ?? [],
  }))
}

async function findKeys(trx: Transaction, ids: readonly string[]): Promise<Map<string, ThreadKey[]>> {
  const keysOf = new Map<string, ThreadKey[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return keysOf
  const { rows } = await sql<{ id: string; key: string; distance: number }>`
    select interaction_id as id, key, distance from letter_keys where interaction_id = any(${[...ids]}::bigint[])`.execute(
    trx,
  )
  for (const { id, key, distance } of rows) keysOf.get(id)?.push({ key, distance })
  return keysOf
}

function distinct(keys: readonly ThreadKey[]): string[] {
  return [...new Set(keys.map(({ key }) => key))]
}
