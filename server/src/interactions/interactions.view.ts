import type { interactionItem, participant } from '@besedka/contract/interactions'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database, Transaction } from '../platform/database.ts'
import { type FoldedRows, findFolded } from './find-folded.ts'
import { findInteractions } from './find-interactions.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { cutPage } from './list-cursor.ts'
import { countThreads } from './thread-counts.ts'

export type InteractionItem = z.infer<typeof interactionItem>
export type Participant = z.infer<typeof participant>

/** Address headers of a letter as stored with its content. */
export interface People {
  from: Participant[]
  sender: Participant[]
  replyTo: Participant[]
  to: Participant[]
  cc: Participant[]
  bcc: Participant[]
}

interface ItemRow {
  id: string
  kind: InteractionItem['kind']
  direction: InteractionItem['direction']
  date: Date
  threadId: string
  subject: string | null
  snippet: string | null
  people: Pick<People, 'from' | 'to'>
  messageId: string | null
  hasAttachments: boolean | null
  importance: InteractionItem['importance'] | null
  accountId: string | null
  accountName: string | null
  folders: InteractionItem['folders']
  recordType: string | null
  recordExternalId: string | null
  recordTitle: string | null
  recordUrl: string | null
  assigneeId: string | null
  assigneeName: string | null
  reviewed: boolean
  reviewAfter: Date | null
  status: InteractionItem['status']
  sending: InteractionItem['sending']
  proved: boolean
  version: string
}

/** One page of a list; the filter's accounts are the rights. Nothing is counted that is not shown. */
export async function listInteractions(
  db: Database,
  filter: InteractionFilter,
): Promise<{ items: InteractionItem[]; next: string | null }> {
  const { rows: found, upTo } = await findRows(db, filter)
  const { rows, next } = cutPage(found, filter.limit, upTo)
  const ids = rows.map(({ id }) => id)
  if (filter.fold === undefined) return { items: await showInteractions(db, ids), next }
  const [items, threads] = await Promise.all([
    showInteractions(db, ids),
    countThreads(
      db,
      rows.map(({ threadId }) => threadId),
      filter.fold.readable,
    ),
  ])
  return { items: items.map((item) => ({ ...item, thread: threads.get(item.threadId) ?? null })), next }
}

/** The dates of the first and the last row of a list, each looked up from its own end. */
export async function spanOfList(
  db: Database,
  filter: InteractionFilter,
): Promise<{ newest: string | null; oldest: string | null }> {
  const [newest, oldest] = await Promise.all(
    [false, true].map(async (oldestFirst) => (await findRows(db, { ...filter, oldestFirst, limit: 1 })).rows[0]),
  )
  return { newest: newest?.date.toISOString() ?? null, oldest: oldest?.date.toISOString() ?? null }
}

async function findRows(db: Database, filter: InteractionFilter): Promise<FoldedRows> {
  return filter.fold === undefined
    ? { rows: await findInteractions(db, filter), upTo: undefined }
    : findFolded(db, filter)
}

/** A letter may name thousands of people, and a page holds two hundred letters. */
const FIRST_PEOPLE = sql.raw('0 to 19')

/**
 * Items of the ids given, in their order, each with its first twenty people; ids that are gone are left out. The caller
 * has checked the rights.
 */
export async function showInteractions(db: Database | Transaction, ids: readonly string[]): Promise<InteractionItem[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ItemRow>`
    select i.id, i.kind, i.direction, i.date, i.thread_id, coalesce(m.subject, d.subject) as subject,
      coalesce(m.snippet, d.snippet) as snippet,
      jsonb_build_object(
        'from', coalesce(jsonb_path_query_array(named.people, '$.from[${FIRST_PEOPLE}]'), '[]'),
        'to', coalesce(jsonb_path_query_array(named.people, '$.to[${FIRST_PEOPLE}]'), '[]')) as people,
      m.internet_message_id as message_id, coalesce(m.importance, d.importance) as importance,
      coalesce(m.has_attachments, exists (
        select from uploads f where f.interaction_id = i.id and f.whole and f.content_id is null)) as has_attachments,
      a.id as account_id, a.name as account_name,
      r.type as record_type, r.external_id as record_external_id, r.title as record_title, r.url as record_url,
      u.id as assignee_id, u.name as assignee_name,
      i.reviewed, i.review_after, i.status, i.proved, i.version,
      (select o.state from outbox o
        where o.interaction_id = i.id and o.state not in ('sent', 'cancelled')) as sending,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', f.id::text, 'path', f.path, 'name', f.name, 'role', f.role) order by f.id)
        from folders f where f.id in (select p.folder_id from placements p where p.interaction_id = i.id)
      ), '[]') as folders
    from unnest(${[...ids]}::bigint[]) with ordinality as wanted(id, place)
    join interactions i on i.id = wanted.id
    left join messages m on m.id = i.message_id
    left join drafts d on d.interaction_id = i.id and m.id is null
    left join accounts a on a.id = i.account_id
    cross join lateral (select coalesce(m.people, d.recipients || jsonb_build_object(
      'from', jsonb_build_array(jsonb_build_object('name', a.sender_name, 'address', a.address)))) as people) as named
    left join records r on r.id = i.record_id
    left join users u on u.id = i.assignee_id
    order by wanted.place`.execute(db)
  return rows.map(showItem)
}

function showItem(row: ItemRow): InteractionItem {
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    date: row.date.toISOString(),
    subject: row.subject ?? '',
    snippet: row.snippet ?? '',
    from: row.people.from,
    to: row.people.to,
    messageId: row.messageId,
    threadId: row.threadId,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
    folders: row.folders,
    record: showRecord(row),
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    reviewed: row.reviewed,
    reviewAfter: row.reviewAfter?.toISOString() ?? null,
    hasAttachments: row.hasAttachments ?? false,
    importance: row.importance ?? 'normal',
    status: row.status,
    sending: row.sending,
    proved: row.proved,
    version: Number(row.version),
  }
}

function showRecord(row: ItemRow): InteractionItem['record'] {
  if (row.recordType === null || row.recordExternalId === null) return null
  return { type: row.recordType, externalId: row.recordExternalId, title: row.recordTitle ?? '', url: row.recordUrl }
}
