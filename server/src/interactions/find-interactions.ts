import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import type { ListPlace } from './list-cursor.ts'

/**
 * Ids and dates of one page, in order, and one row beyond it if there is one. Each account is walked along its own
 * index and the walks are merged, so that the cost follows the page and not the mailbox, however many accounts there are.
 */
export async function findInteractions(db: Database, filter: InteractionFilter): Promise<ListPlace[]> {
  if (filter.accounts.length === 0) return []
  const query = filter.folder === undefined ? pageQuery(filter) : await folderQuery(db, filter, filter.folder)
  const { rows } = await sql<ListPlace>`${query}`.execute(db)
  return rows
}

function pageQuery(filter: InteractionFilter): RawBuilder<unknown> {
  if (filter.thread !== undefined) return threadQuery(filter)
  const one = filter.tsquery === undefined ? accountQuery(filter) : searchQuery(filter, filter.tsquery)
  return sql`
    select page.id, page.date from unnest(${[...filter.accounts]}::bigint[]) as account(id)
    cross join lateral (${one}) as page
    ${order(filter, sql`page.date`, sql`page.id`)}`
}

function accountQuery(filter: InteractionFilter): RawBuilder<unknown> {
  return sql`
    select i.id, i.date from interactions i
    where i.account_id = account.id ${conditions(filter, sql`i.date`)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function searchQuery(filter: InteractionFilter, tsquery: string): RawBuilder<unknown> {
  return sql`
    select s.interaction_id as id, s.date from search s
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
    select f.total_count > (select sum(own.unreviewed_count) from folders own where own.account_id = f.account_id)
      as "areFew" from folders f where f.id = ${folder}`.execute(db)
  return rows[0]?.areFew === true
}

function folderByState(filter: InteractionFilter, folder: string): RawBuilder<unknown> {
  return sql`
    select i.id, i.date from interactions i
    where i.account_id = (select f.account_id from folders f where f.id = ${folder})
      and i.account_id = any(${[...filter.accounts]}::bigint[])
      and exists (select from placements p where p.interaction_id = i.id and p.folder_id = ${folder})
      ${conditions(filter, sql`i.date`)} ${found(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function found({ tsquery }: InteractionFilter): RawBuilder<unknown> {
  if (tsquery === undefined) return sql``
  return sql`and exists (select from search s where s.interaction_id = i.id and s.tsv @@ ${tsquery}::tsquery)`
}

function folderByDate(filter: InteractionFilter, folder: string): RawBuilder<unknown> {
  return sql`
    select distinct on (p.date, p.interaction_id) p.interaction_id as id, p.date from placements p
    join interactions i on i.id = p.interaction_id
    where p.folder_id = ${folder} and i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter, sql`p.date`)} ${found(filter)} ${keyset(filter, sql`p.date`, sql`p.interaction_id`)}
    ${order(filter, sql`p.date`, sql`p.interaction_id`)}`
}

function threadQuery(filter: InteractionFilter): RawBuilder<unknown> {
  return sql`
    select i.id, i.date from interactions i
    where i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter, sql`i.date`)} ${found(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

/** `date` is the one along whose index the rows are walked. */
function conditions(filter: InteractionFilter, date: RawBuilder<unknown>): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = []
  if (filter.kinds !== undefined) {
    all.push(sql`i.kind = any(${[...filter.kinds]}::text[])`)
    // Nearly all interactions are letters: the others have an index of their own.
    if (!filter.kinds.includes('email')) all.push(sql`i.kind <> 'email'`)
  }
  if (filter.thread !== undefined) all.push(sql`i.thread_id = ${filter.thread}`)
  if (filter.directions !== undefined) all.push(sql`i.direction = any(${[...filter.directions]}::text[])`)
  if (filter.record !== undefined) {
    const { type, externalId } = filter.record
    all.push(sql`i.record_id = (select r.id from records r where r.type = ${type} and r.external_id = ${externalId})`)
  }
  if (filter.assignee === null) all.push(sql`i.assignee_id is null`)
  else if (filter.assignee !== undefined) all.push(sql`i.assignee_id = ${filter.assignee}`)
  if (filter.status !== undefined) all.push(STATUS[filter.status])
  if (filter.contact !== undefined)
    all.push(sql`exists (
    select from messages m, jsonb_path_query(m.people, '$.*[*].address') address
    where m.id = i.message_id and lower(address #>> '{}') = ${filter.contact})`)
  if (filter.since !== undefined) all.push(sql`${date} >= ${filter.since}`)
  if (filter.until !== undefined) all.push(sql`${date} < ${filter.until}`)
  if (filter.hasAttachments === true) {
    all.push(sql`exists (select from messages m where m.id = i.message_id and m.has_attachments)`)
  }
  for (const name of filter.inFolders ?? []) all.push(liesIn(name))
  return all.length === 0 ? sql`` : sql`and ${sql.join(all, sql` and `)}`
}

function liesIn(name: string): RawBuilder<unknown> {
  return sql`exists (
    select from placements p join folders f on f.id = p.folder_id
    where p.interaction_id = i.id and (f.role = ${name} or lower(f.name) = ${name}))`
}

const STATUS = {
  'to-review': sql`(not i.reviewed and (i.review_after is null or i.review_after <= now()))`,
  reviewed: sql`i.reviewed`,
  postponed: sql`(i.review_after is not null and i.review_after > now())`,
  unproved: sql`not i.proved`,
  draft: sql`i.status = 'draft'`,
  outgoing: sql`i.status = 'outgoing'`,
  sent: sql`i.status = 'sent'`,
} as const

function keyset(filter: InteractionFilter, date: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  const { after, before } = filter
  if (after !== undefined && filter.oldestFirst)
    parts.push(sql`and (${date}, ${id}) > (${after.date}, ${after.id}::bigint)`)
  if (after !== undefined && !filter.oldestFirst)
    parts.push(sql`and (${date}, ${id}) < (${after.date}, ${after.id}::bigint)`)
  if (before !== undefined) parts.push(sql`and ${date} <= ${before}`)
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `)
}

function order(filter: InteractionFilter, date: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const limit = filter.limit + 1
  return filter.oldestFirst
    ? sql`order by ${date} asc, ${id} asc limit ${limit}`
    : sql`order by ${date} desc, ${id} desc limit ${limit}`
}
