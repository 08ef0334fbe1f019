import type { ThreadAssignment } from '@besedka/mail/assign-threads'
import { type RecordValue, recordsOfThread, type ThreadLetter } from '@besedka/mail/record-inheritance'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/database.ts'

/** An interaction that the storing of others has changed. */
export interface ChangedInteraction {
  readonly id: string
  readonly accountId: string
}

/** Makes threads that a letter has shown to be one into one. */
export async function mergeThreads(
  trx: Transaction,
  merges: ThreadAssignment<bigint>['merges'],
): Promise<ChangedInteraction[]> {
  const changed: ChangedInteraction[] = []
  for (const { into, from } of merges) {
    const { rows } = await sql<ChangedInteraction>`
      update interactions set thread_id = ${into.toString()}, version = version + 1
      where thread_id = any(${from.map(String)}::bigint[])
      returning id, account_id as "accountId"`.execute(trx)
    changed.push(...rows)
  }
  return changed
}

export async function setBases(
  trx: Transaction,
  found: readonly { readonly id: string; readonly basisId: string; readonly distance: number }[],
): Promise<ChangedInteraction[]> {
  if (found.length === 0) return []
  const { rows } = await sql<ChangedInteraction>`
    update interactions i set basis_id = found."basisId", basis_distance = found.distance, version = i.version + 1
    from json_to_recordset(${JSON.stringify(found)}::json) as found(id bigint, "basisId" bigint, distance smallint)
    where i.id = found.id
    returning i.id, i.account_id as "accountId"`.execute(trx)
  return rows
}

/** Marks outgoing letters as proved to be ours, and with that as reviewed. */
export async function setProved(trx: Transaction, ids: readonly string[]): Promise<ChangedInteraction[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ChangedInteraction>`
    with before as (
      select id, reviewed from interactions where id = any(${[...ids]}::bigint[])
    ), counted as (
      update folders f set unreviewed_count = f.unreviewed_count - held.count
      from (
        select p.folder_id, count(distinct p.interaction_id)::int as count
        from placements p join before on before.id = p.interaction_id and not before.reviewed
        group by p.folder_id
      ) held where f.id = held.folder_id
    )
    update interactions i set proved = true, reviewed = true, review_after = null, version = version + 1
    from before where i.id = before.id
    returning i.id, i.account_id as "accountId"`.execute(trx)
  return rows
}

interface ThreadRow {
  id: string
  accountId: string
  /** The thread, and within it those who may know of each other's records. */
  circle: string
  basisId: string | null
  recordId: string | null
  recordSource: 'basis' | 'answer' | 'person' | null
  type: string | null
  externalId: string | null
}

/**
 * Settles what the letters of these threads are about, after letters or bases were added. A thread runs through
 * mailboxes of different people: what the owner of a personal account has said of his letters stays there, and what is
 * said in shared accounts stays among them. Threads in which nobody and nothing has set a record cost one look.
 */
export async function settleRecords(trx: Transaction, threads: readonly bigint[]): Promise<ChangedInteraction[]> {
  if (threads.length === 0) return []
  const { rows } = await sql<ThreadRow>`
    select i.id, i.account_id as "accountId", i.basis_id as "basisId",
      concat_ws(' ', i.thread_id, case when a.scope = 'personal' then a.id end) as circle,
      i.record_id as "recordId", i.record_source as "recordSource", r.type, r.external_id as "externalId"
    from interactions i
    left join accounts a on a.id = i.account_id
    left join records r on r.id = i.record_id
    where i.thread_id in (
      select thread_id from interactions where thread_id = any(${threads.map(String)}::bigint[]) and record_id is not null
    )`.execute(trx)
  const changed: ChangedInteraction[] = []
  for (const letters of Map.groupBy(rows, (row) => row.circle).values()) {
    const updates = findRecordChanges(letters)
    if (updates.length === 0) continue
    const result = await sql<ChangedInteraction>`
      update interactions i set record_id = new.record, record_source = new.source, version = i.version + 1
      from json_to_recordset(${JSON.stringify(updates)}::json) as new(id bigint, record bigint, source text)
      where i.id = new.id
      returning i.id, i.account_id as "accountId"`.execute(trx)
    changed.push(...result.rows)
  }
  return changed
}

interface RecordChange {
  id: string
  record: string | null
  source: 'basis' | 'answer' | null
}

function findRecordChanges(letters: readonly ThreadRow[]): RecordChange[] {
  const idOf = new Map(letters.map((row) => [keyOf(heldBy(row)), row.recordId]))
  const held = recordsOfThread(letters.map(toThreadLetter))
  return letters.flatMap((row): RecordChange[] => {
    const now = held.get(row.id)
    if (now === undefined || now.origin !== 'inherited') return []
    const isRecord = now.value.kind === 'record'
    const record = isRecord ? (idOf.get(keyOf(now.value)) ?? null) : null
    const source = !isRecord ? null : now.reach.up === 0 ? 'basis' : 'answer'
    return record === row.recordId && source === row.recordSource ? [] : [{ id: row.id, record, source }]
  })
}

function toThreadLetter(row: ThreadRow): ThreadLetter {
  const own = row.recordSource === 'person' ? { value: heldBy(row), origin: 'set' as const } : null
  return { id: row.id, basis: row.basisId, own }
}

function heldBy({ type, externalId }: ThreadRow): RecordValue {
  return type === null || externalId === null ? { kind: 'none' } : { kind: 'record', type, externalId }
}

function keyOf(value: RecordValue): string {
  return JSON.stringify(value)
}
