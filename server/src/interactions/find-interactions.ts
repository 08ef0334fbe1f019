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
  const { rows } = await sql<ListPlace>`${pageQuery(filter)}`.execute(db)
  return rows
}

function pageQuery(filter: InteractionFilter): RawBuilder<unknown> {
  if (filter.folder !== undefined) return folderQuery(filter, filter.folder)
  if (filter.thread !== undefined) return threadQuery(filter, filter.thread)
  const one = filter.tsquery === undefined ? accountQuery(filter) : searchQuery(filter, filter.tsquery)
  return sql`
    select page.id, page.date from unnest(${[...filter.accounts]}::bigint[]) as account(id)
    cross join lateral (${one}) as page
    ${order(filter, sql`page.date`, sql`page.id`)}`
}

function accountQuery(filter: InteractionFilter): RawBuilder<unknown> {
  return sql`
    select i.id, i.date from interactions i
    where i.account_id = account.id ${conditions(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function searchQuery(filter: InteractionFilter, tsquery: string): RawBuilder<unknown> {
  return sql`
    select s.interaction_id as id, s.date from search s
    join interactions i on i.id = s.interaction_id
    where s.account_id = account.id and s.tsv @@ ${tsquery}::tsquery
      ${conditions(filter)} ${keyset(filter, sql`s.date`, sql`s.interaction_id`)}
    ${order(filter, sql`s.date`, sql`s.interaction_id`)}`
}

function folderQuery(filter: InteractionFilter, folder: string): RawBuilder<unknown> {
  const found =
    filter.tsquery === undefined
      ? sql``
      : sql`and exists (
    select from search s where s.interaction_id = i.id and s.tsv @@ ${filter.tsquery}::tsquery)`
  return sql`
    select distinct on (p.date, p.interaction_id) p.interaction_id as id, p.date from placements p
    join interactions i on i.id = p.interaction_id
    where p.folder_id = ${folder} and i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter)} ${found} ${keyset(filter, sql`p.date`, sql`p.interaction_id`)}
    ${order(filter, sql`p.date`, sql`p.interaction_id`)}`
}

function threadQuery(filter: InteractionFilter, thread: string): RawBuilder<unknown> {
  return sql`
    select i.id, i.date from interactions i
    where i.thread_id = ${thread} and i.account_id = any(${[...filter.accounts]}::bigint[])
      ${conditions(filter)} ${keyset(filter, sql`i.date`, sql`i.id`)}
    ${order(filter, sql`i.date`, sql`i.id`)}`
}

function conditions(filter: InteractionFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = []
  if (filter.kinds !== undefined) all.push(sql`i.kind = any(${[...filter.kinds]}::text[])`)
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
  if (filter.since !== undefined) all.push(sql`i.date >= ${filter.since}`)
  if (filter.until !== undefined) all.push(sql`i.date < ${filter.until}`)
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
  postponed: sql`i.review_after > now()`,
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
