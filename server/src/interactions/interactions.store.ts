import { sql } from 'kysely'
import type { Transaction } from '../platform/database.ts'
import type { ReadableInteraction } from './interactions.access.ts'

export interface FlagChange {
  reviewed?: boolean | undefined
  reviewAfter?: Date | null | undefined
}

/**
 * Sets flags on many and keeps the folders' counters of letters left to review: what does not change is neither counted
 * nor given a new version. The letters are held first, for who places them or takes them away holds them too, and only a
 * statement that begins after that sees where they lie. Returns the ids that changed.
 */
export async function setFlags(
  trx: Transaction,
  interactions: readonly { id: string }[],
  change: FlagChange,
): Promise<string[]> {
  const ids = interactions.map((interaction) => interaction.id)
  const reviewed = wanted('reviewed', change.reviewed)
  const reviewAfter = wanted('review_after', change.reviewAfter)
  await sql`select from interactions where id = any(${ids}::bigint[]) order by id for update`.execute(trx)
  const { rows } = await sql<{ id: string }>`
    with before as (
      select id, reviewed from interactions where id = any(${ids}::bigint[])
    ), changed as (
      update interactions i set reviewed = ${reviewed}, review_after = ${reviewAfter}, version = version + 1
      from before where i.id = before.id
        and (i.reviewed, i.review_after) is distinct from (${reviewed}, ${reviewAfter})
      returning i.id, (before.reviewed::int - i.reviewed::int) as delta
    ), counted as (
      update folders f set unreviewed_count = f.unreviewed_count + sums.delta
      from (
        select placed.folder_id, sum(changed.delta)::int as delta from changed
        join (select distinct folder_id, interaction_id from placements where interaction_id = any(${ids}::bigint[])) placed
          on placed.interaction_id = changed.id
        group by placed.folder_id having sum(changed.delta) <> 0
      ) sums where f.id = sums.folder_id
    )
    select id from changed`.execute(trx)
  return rows.map((row) => row.id)
}

/** The value a column would have, read from the row being changed where the change does not name it. */
function wanted(column: 'reviewed' | 'review_after', value: boolean | Date | null | undefined) {
  if (value === undefined) return sql.ref(`i.${column}`)
  return column === 'reviewed' ? sql`${value}::boolean` : sql`${value}::timestamptz`
}

/** Sets or clears the record by a person's word. Returns the ids that changed. */
export async function setRecord(
  trx: Transaction,
  interactions: readonly ReadableInteraction[],
  recordId: string | null,
): Promise<string[]> {
  const ids = interactions.map((interaction) => interaction.id)
  const rows = await trx
    .updateTable('interactions')
    .set((eb) => ({ recordId, recordSource: 'person', version: eb('version', '+', '1') }))
    .where('id', 'in', ids)
    .where((eb) =>
      eb.or([eb('recordId', 'is distinct from', recordId), eb('recordSource', 'is distinct from', 'person')]),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Returns the ids that changed. */
export async function setAssignee(
  trx: Transaction,
  interactions: readonly ReadableInteraction[],
  userId: string | null,
): Promise<string[]> {
  const rows = await trx
    .updateTable('interactions')
    .set((eb) => ({ assigneeId: userId, version: eb('version', '+', '1') }))
    .where(
      'id',
      'in',
      interactions.map((interaction) => interaction.id),
    )
    .where('assigneeId', 'is distinct from', userId)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export async function setProved(trx: Transaction, id: string): Promise<void> {
  await trx
    .updateTable('interactions')
    .set((eb) => ({ proved: true, version: eb('version', '+', '1') }))
    .where('id', '=', id)
    .execute()
}
