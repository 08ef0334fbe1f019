import type { record } from '@besedka/contract/records'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import {
  findRecord,
  listRecords,
  type RecordFacts,
  type RecordKey,
  type RecordRow,
  saveRecord,
} from './records.store.ts'

export type RecordView = z.infer<typeof record>

/** Makes a record known, as a host program does for its orders and cases, or changes what is known of it. */
export async function putRecord(db: Database, _actor: Actor, facts: RecordFacts): Promise<RecordView> {
  return showRecord(await transaction(db, (trx) => saveRecord(trx, facts)))
}

/** The id of a record that is known. Throws NOT_FOUND otherwise: nothing is linked to what nobody has named. */
export async function recordId(trx: Database | Transaction, key: RecordKey): Promise<string> {
  const row = await findRecord(trx, key)
  if (row === undefined) throw new AppError('NOT_FOUND', { record: `${key.type}:${key.externalId}` })
  return row.id
}

/** One page of records by words of their title or number, newest first. */
export async function findRecords(
  db: Database,
  _actor: Actor,
  wish: { q?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: RecordView[]; next: string | null }> {
  if (wish.cursor !== undefined && !/^\d{1,18}$/.test(wish.cursor)) throw new AppError('CURSOR_INVALID')
  const rows = await listRecords(db, { q: wish.q ?? '', limit: wish.limit + 1, after: wish.cursor ?? null })
  const kept = rows.slice(0, wish.limit)
  return { items: kept.map(showRecord), next: rows.length > wish.limit ? (kept.at(-1)?.id ?? null) : null }
}

function showRecord({ type, externalId, title, url, active }: RecordRow): RecordView {
  return { type, externalId, title, url, active }
}
