import type { Selectable } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { RecordsTable } from '../platform/schema.gen.ts'

export type RecordRow = Selectable<RecordsTable>

export interface RecordKey {
  type: string
  externalId: string
}

export interface RecordFacts extends RecordKey {
  title: string
  url: string | null
  active: boolean
}

export function findRecord(db: Database | Transaction, key: RecordKey): Promise<RecordRow | undefined> {
  return db
    .selectFrom('records')
    .selectAll()
    .where('type', '=', key.type)
    .where('externalId', '=', key.externalId)
    .executeTakeFirst()
}

/** Makes a record known or brings what is known of it up to date. */
export function saveRecord(trx: Transaction, facts: RecordFacts): Promise<RecordRow> {
  const { title, url, active } = facts
  return trx
    .insertInto('records')
    .values(facts)
    .onConflict((conflict) =>
      conflict.columns(['type', 'externalId']).doUpdateSet({ title, url, active, updatedAt: new Date() }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Records whose title or number holds all the words, newest first; `after` is the id of the last one given. */
export function listRecords(
  db: Database,
  wish: { q: string; limit: number; after: string | null },
): Promise<RecordRow[]> {
  let query = db.selectFrom('records').selectAll().orderBy('id', 'desc').limit(wish.limit)
  for (const word of wish.q.split(/\s+/).filter((part) => part !== '')) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('title', 'ilike', pattern), eb('externalId', 'ilike', pattern)]))
  }
  if (wish.after !== null) query = query.where('id', '<', wish.after)
  return query.execute()
}
