import { sql } from 'kysely'
import type { Transaction } from '../platform/database.ts'

export type OutgoingStatus = 'draft' | 'outgoing' | 'sent'

export interface NewOutgoing {
  accountId: string
  authorId: string
  /** `follows`: it stands in the thread of its basis. */
  basis: { id: string; follows: boolean } | null
}

export interface HeldOutgoing {
  accountId: string | null
  messageId: string | null
  status: OutgoingStatus | null
  version: number
}

/** A letter that is about to be written: in the thread of its basis at once, with its record, its author responsible. */
export async function insertOutgoing(trx: Transaction, { accountId, authorId, basis }: NewOutgoing): Promise<string> {
  const follows = basis?.follows === true
  const { rows } = await sql<{ id: string }>`
    insert into interactions (kind, direction, account_id, thread_id, basis_id, basis_distance, record_id, record_source,
      date, received_at, reviewed, assignee_id, status)
    select 'email', 'outgoing', ${accountId},
      case when ${follows}::boolean then b.thread_id else nextval('thread_ids') end,
      b.id, case when ${follows}::boolean then 1 end,
      b.record_id, case when b.record_id is not null then 'basis' end,
      date_trunc('milliseconds', now()), now(), true, ${authorId}, 'draft'
    from (select) one left join interactions b on b.id = ${basis?.id ?? null}::bigint
    returning id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('an interaction was not inserted')
  return id
}

/**
 * Holds it until the transaction ends: two do not change one letter at once. Not `for update`, which would wait for rows
 * that others are about to hang on the letter, and they for this one.
 */
export async function holdOutgoing(trx: Transaction, id: string): Promise<HeldOutgoing | undefined> {
  const row = await trx
    .selectFrom('interactions')
    .select(['accountId', 'messageId', 'status', 'version'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, version: Number(row.version) }
}

/** Every change gives a new version. */
export async function updateOutgoing(
  trx: Transaction,
  id: string,
  change: { status?: OutgoingStatus; accountId?: string },
): Promise<void> {
  await trx
    .updateTable('interactions')
    .set((eb) => ({ ...change, version: eb('version', '+', '1') }))
    .where('id', '=', id)
    .execute()
}

export async function deleteOutgoing(trx: Transaction, id: string): Promise<void> {
  await trx.deleteFrom('interactions').where('id', '=', id).execute()
}
