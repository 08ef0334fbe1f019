import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { gatherByWords } from './gather-by-words.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { conditions, found, keyset, order } from './list-conditions.ts'
import type { ListRow } from './list-cursor.ts'

/**
 * Places of one page, in order, and one row beyond it if there is one. Each account is walked along its own
 * index and the walks are merged, so that the cost follows the page and not the mailbox, however many accounts there are.
 */
export async function findInteractions(db: Database, filter: InteractionFilter): Promise<ListRow[]> {
  if (filter.accounts.length === 0) return []
  const { thread, tsquery } = filter
  if (tsquery !== undefined && thread === undefined) {
    const gathered = await gatherByWords(db, filter, tsquery)
    if (gathered !== null) return gathered
  }
  const { rows } = await sql<ListRow>`${await walkQuery(db, filter)}`.execute(db)
  return rows
}

function walkQuery(db: Database, filter: InteractionFilter): RawBuilder<unknown> | Promise<RawBuilder<unknown>> {
  const { folder, thread, tsquery } = filter
  if (folder !== undefined) return folderQuery(db, filter, folder)
  if (thread !== undefined) return threadQuery(filter)
  return overAccounts(filter, tsquery === undefined ? accountQuery(filter) : searchQuery(filter, tsquery))
}

/** Merges what is found in each account, `account.id`. */
function overAccounts(filter: InteractionFilter, one: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select page.id, page.date, page.thread_id from unnest(${[...filter.accounts]}::bigint[]) as account(id)
    cross join lateral (${one}) as page
    ${order(filter, sql`page.date`, sql`page.id`)}`
}

function accountQuery(filter: InteractionFilter): RawBuilder<unknown> {
  return sql`
    select i.id, i.date, i.thread_id from interactions i
    where i.account_id = account.id ${conditions(filter, sql`i.date`)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function searchQuery(filter: InteractionFilter, tsquery: string): RawBuilder<unknown> {
  return sql`
    select s.interaction_id as id, s.date, i.thread_id from search s
    join interactions i on i.id = s.interaction_id
    where s.account_id = account.id and s.tsv @@ ${tsquery}::tsquery
      ${conditions(filter, sql`s.date`)} ${keyset(filter, sql`s.date`, sql`s.interaction_id`)}
    ${order(filter, sql`s.date`, sql`s.interaction_id`)}`
}

/** A folder is walked along its own index, or, for a state that few letters are in, its account along that of the state. */
async function folderQuery(db: Database, filter: InteractionFilter, folder: string): Promise<RawBuilder<unknown>> {
  return (await areFewInState(db, filter, folder)) ? folderByState(filter, folder) : folderByDate(filter, folder)
}

async function areFewInState(db: Database, { status }: InteractionFilter, folder: string): Promise<boolean> {
  if (status === undefined || status === 'reviewed') return false
  if (status !== 'to-review') return true
  const { rows } = await sql<{ areFew: boolean }>`
    select f.total_count > coalesce((select sum(own.count) from account_unreviewed own where own.account_id = f.account_id), 0)
      as "areFew" from folders f where f.id = ${folder}`.execute(db)
  return rows[0]?.areFew === true
}

function folderByState(filter: InteractionFilter, folder: string): RawBuilder<unknown> {
  return sql`
    select i.id, i.date, i.thread_id from interactions i
    where i.account_id = (select f.account_id from folders f where f.id = ${folder})
      and i.account_id = any(${[...filter.accounts]}::bigint[])
      and exists (select from placements p where p.interaction_id = i.id and p.folder_id = ${folder})
      ${conditions(filter, sql`i.date`)} ${found(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function folderByDate(filter: InteractionFilter, folder: string): RawBuilder<unknown> {
  return sql`
    select distinct on (p.date, p.interaction_id) p.interaction_id as id, p.date, i.thread_id from placements p
    join interactions i on i.id = p.interaction_id
    where p.folder_id = ${folder} and i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter, sql`p.date`)} ${found(filter)} ${keyset(filter, sql`p.date`, sql`p.interaction_id`)}
    ${order(filter, sql`p.date`, sql`p.interaction_id`)}`
}

function threadQuery(filter: InteractionFilter): RawBuilder<unknown> {
  return sql`
    select i.id, i.date, i.thread_id from interactions i
    where i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter, sql`i.date`)} ${found(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}
