import { type RawBuilder, sql } from 'kysely'
import type { InteractionFilter } from './interaction-filter.ts'

/** What a filter asks of interactions `i`; `date` is the one along whose index the rows are walked. */
export function conditions(filter: InteractionFilter, date: RawBuilder<unknown>): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = []
  if (filter.kinds !== undefined) {
    all.push(sql`i.kind = any(${[...filter.kinds]}::text[])`)
    // Nearly all interactions are letters: the others have an index of their own.
    if (!filter.kinds.includes('email')) all.push(sql`i.kind <> 'email'`)
  }
  if (filter.notOfThreads !== undefined && filter.notOfThreads.length > 0)
    all.push(sql`i.thread_id <> all(${[...filter.notOfThreads]}::bigint[])`)
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

/** Whether its search row holds the words. */
export function found({ tsquery }: InteractionFilter): RawBuilder<unknown> {
  if (tsquery === undefined) return sql``
  return sql`and exists (select from search s where s.interaction_id = i.id and s.tsv @@ ${tsquery}::tsquery)`
}

/** All that a filter asks of one interaction `i`, its place in the list left aside. */
export function matching(filter: InteractionFilter): RawBuilder<unknown> {
  const inFolder =
    filter.folder === undefined
      ? sql``
      : sql`and exists (select from placements p where p.interaction_id = i.id and p.folder_id = ${filter.folder})`
  return sql`i.account_id = any(${[...filter.accounts]}::bigint[])
    ${conditions(filter, sql`i.date`)} ${inFolder} ${found(filter)}`
}

/** Rows behind the last one that was given. */
export function keyset(
  filter: InteractionFilter,
  date: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  const { after, before, laterThan, upTo } = filter
  if (after !== undefined && filter.oldestFirst)
    parts.push(sql`and (${date}, ${id}) > (${after.date}, ${after.id}::bigint)`)
  if (after !== undefined && !filter.oldestFirst)
    parts.push(sql`and (${date}, ${id}) < (${after.date}, ${after.id}::bigint)`)
  if (before !== undefined) parts.push(sql`and ${date} <= ${before}`)
  if (laterThan !== undefined) parts.push(sql`and ${date} > ${laterThan}`)
  if (upTo !== undefined) parts.push(sql`and (${date}, ${id}) <= (${upTo.date}, ${upTo.id}::bigint)`)
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `)
}

/** One row beyond the page tells whether there are more. */
export function order(
  filter: InteractionFilter,
  date: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const limit = filter.limit + 1
  return filter.oldestFirst
    ? sql`order by ${date} asc, ${id} asc limit ${limit}`
    : sql`order by ${date} desc, ${id} desc limit ${limit}`
}
