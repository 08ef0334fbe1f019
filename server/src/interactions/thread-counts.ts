import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'

/** So many and more are told apart by nobody, and are not counted. */
const MOST_COUNTED = 100

export interface ThreadCount {
  /** Interactions of the thread in the accounts given; 100 means 100 or more, in both numbers. */
  count: number
  toReview: number
}

/** What a folded row tells of its thread; `accounts` are the rights. Looks at no more than it tells. */
export async function countThreads(
  db: Database,
  threadIds: readonly string[],
  accounts: readonly string[],
): Promise<Map<string, ThreadCount>> {
  if (threadIds.length === 0) return new Map()
  const inAccounts = sql`i.thread_id = thread.id and i.account_id = any(${[...accounts]}::bigint[])`
  const { rows } = await sql<ThreadCount & { id: string }>`
    select thread.id, whole.count, left_over.count as to_review
    from unnest(${[...threadIds]}::bigint[]) as thread(id)
    cross join lateral (select count(*)::int from (
      select from interactions i where ${inAccounts} limit ${MOST_COUNTED}) as first) as whole
    cross join lateral (select count(*)::int from (
      select from interactions i where ${inAccounts} and not i.reviewed
        and (i.review_after is null or i.review_after <= now()) limit ${MOST_COUNTED}) as first) as left_over`.execute(
    db,
  )
  return new Map(rows.map(({ id, count, toReview }) => [id, { count, toReview }]))
}
