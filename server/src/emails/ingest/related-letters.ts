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
  keys: string[]
  distances: number[]
}

/**
 * Stored letters that decide about bases: those whose own key the letters name, those that name the letters' own keys,
 * and the present bases of the latter. Of their keys only those come that can matter.
 */
export async function findRelated(trx: Transaction, letters: readonly PreparedLetter[]): Promise<RelatedLetter[]> {
  const keys = letters.flatMap((letter) => letter.keys)
  const own = distinct(keys.filter(({ distance }) => distance === 0))
  const ancestors = distinct(keys.filter(({ distance }) => distance > 0))
  const { rows } = await sql<RelatedRow>`
    with hits as (
      select held.interaction_id as id
      from unnest(${ancestors}::uuid[]) as wanted(key)
      cross join lateral (
        select k.interaction_id from letter_keys k where k.key = wanted.key and k.distance = 0 limit ${MOST_WITH_ONE_ID}
      ) held
      union
      select k.interaction_id from letter_keys k where k.key = any(${own}::uuid[]) and k.distance > 0
    ), related as (
      select id from hits
      union
      select i.basis_id from interactions i join hits on hits.id = i.id where i.basis_id is not null
    ), telling as (
      select unnest(${own}::uuid[]) as key
      union
      select k.key from letter_keys k join related on related.id = k.interaction_id where k.distance = 0
    )
    select i.id, i.account_id as "accountId", i.basis_id as "basisId", m.sent_at as "sentAt",
      encode(m.content_hash, 'hex') as hash, array_agg(k.key::text) as keys, array_agg(k.distance) as distances
    from related
    join interactions i on i.id = related.id
    join messages m on m.id = i.message_id
    join letter_keys k on k.interaction_id = i.id
    where k.distance = 0 or k.key in (select key from telling)
    group by i.id, m.id`.execute(trx)
  return rows.map((row) => ({
    ref: row.id,
    account: row.accountId,
    basisId: row.basisId,
    date: row.sentAt?.getTime() ?? null,
    contentHash: row.hash,
    keys: row.keys.map((key, index): ThreadKey => ({ key, distance: row.distances[index] ?? 0 })),
  }))
}

function distinct(keys: readonly ThreadKey[]): string[] {
  return [...new Set(keys.map(({ key }) => key))]
}
