import type { FolderRole } from '@besedka/mail/folder-role'
import type { SyncCursor } from '@besedka/mail/sync-cursor'
import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import { columnsOf, cursorOf } from './folder-cursor.ts'

/** A folder as a pass over it needs to know it. */
export interface LoadedFolder {
  readonly id: string
  readonly accountId: string
  readonly path: string
  readonly role: FolderRole
  /** Null before the first batch. */
  readonly cursor: SyncCursor | null
  /** It was read to its end once: what comes now is new mail. */
  readonly wasRead: boolean
}

/** A folder as the server lists it, with the decision whether it is loaded. */
export interface ListedFolder {
  readonly path: string
  readonly name: string
  readonly delimiter: string | null
  readonly role: FolderRole
  readonly subscribed: boolean
  readonly loaded: boolean
  readonly reason: string
}

/** How the counters of a folder change: letters in it, and those of them left to review. */
export interface CounterChange {
  readonly total: number
  readonly unreviewed: number
}

const progressColumns = [
  'id',
  'accountId',
  'path',
  'role',
  'uidValidity',
  'lowUid',
  'highUid',
  'highestModseq',
  'backfillDone',
  'localCount',
  'firstReadAt',
] as const

interface ProgressRow {
  id: string
  accountId: string
  path: string
  role: string
  uidValidity: string | null
  lowUid: string | null
  highUid: string | null
  highestModseq: string | null
  backfillDone: boolean
  localCount: number
  firstReadAt: Date | null
}

function toFolder(row: ProgressRow): LoadedFolder {
  const { id, accountId, path } = row
  const cursor = cursorOf(row)
  return { id, accountId, path, role: row.role as FolderRole, cursor, wasRead: row.firstReadAt !== null }
}

/** The folder, held until the transaction ends; undefined where it is gone or not loaded. */
export async function lockFolder(trx: Transaction, id: string): Promise<LoadedFolder | undefined> {
  const row = await trx
    .selectFrom('folders')
    .select(progressColumns)
    .where('id', '=', id)
    .where('loaded', '=', true)
    .where('goneAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : toFolder(row)
}

/** Folders of an account that are loaded, INBOX first, then what was sent, then the rest by name. */
export async function listLoaded(db: Database | Transaction, accountId: string): Promise<LoadedFolder[]> {
  const rows = await db
    .selectFrom('folders')
    .select(progressColumns)
    .where('accountId', '=', accountId)
    .where('loaded', '=', true)
    .where('goneAt', 'is', null)
    .orderBy(sql`case role when 'inbox' then 0 when 'sent' then 1 else 2 end`)
    .orderBy('path')
    .execute()
  return rows.map(toFolder)
}

/** Stores the cursor with what came in the same transaction. */
export async function saveCursor(
  trx: Transaction,
  id: string,
  cursor: SyncCursor,
  change: CounterChange = { total: 0, unreviewed: 0 },
): Promise<void> {
  await trx
    .updateTable('folders')
    .set((eb) => ({
      ...columnsOf(cursor),
      firstReadAt: cursor.backfillDone ? eb.fn.coalesce('firstReadAt', sql<Date>`now()`) : eb.ref('firstReadAt'),
      totalCount: eb('totalCount', '+', change.total),
      unreviewedCount: eb('unreviewedCount', '+', change.unreviewed),
    }))
    .where('id', '=', id)
    .execute()
}

/** Brings the stored folders of an account to what its server lists. Returns whether anything changed. */
export async function saveListing(
  trx: Transaction,
  accountId: string,
  listed: readonly ListedFolder[],
): Promise<boolean> {
  const rows = JSON.stringify(listed)
  const { rows: changed } = await sql<{ id: string }>`
    insert into folders as f (account_id, path, name, delimiter, role, subscribed, loaded, reason)
    select ${accountId}, l.path, l.name, l.delimiter, l.role, l.subscribed, l.loaded, l.reason
    from json_to_recordset(${rows}::json) as l(
      path text, name text, delimiter text, role text, subscribed boolean, loaded boolean, reason text)
    on conflict (account_id, path) do update set
      name = excluded.name, delimiter = excluded.delimiter, role = excluded.role, subscribed = excluded.subscribed,
      loaded = excluded.loaded, reason = excluded.reason, gone_at = null
    where (f.name, f.delimiter, f.role, f.subscribed, f.loaded, f.reason, f.gone_at) is distinct from
      (excluded.name, excluded.delimiter, excluded.role, excluded.subscribed, excluded.loaded, excluded.reason, null)
    returning id`.execute(trx)
  const gone = await trx
    .updateTable('folders')
    .set({ goneAt: sql`now()` })
    .where('accountId', '=', accountId)
    .where('goneAt', 'is', null)
    .where(sql<boolean>`path <> all(${listed.map(({ path }) => path)}::text[])`)
    .returning('id')
    .execute()
  return changed.length + gone.length > 0
}

/** Letters left or changed outside a pass. */
export async function changeCounters(trx: Transaction, id: string, change: CounterChange): Promise<void> {
  if (change.total === 0 && change.unreviewed === 0) return
  await trx
    .updateTable('folders')
    .set((eb) => ({
      totalCount: eb('totalCount', '+', change.total),
      unreviewedCount: eb('unreviewedCount', '+', change.unreviewed),
    }))
    .where('id', '=', id)
    .execute()
}

/** A look at folders that went well, at this moment, with the number of letters the server told. */
export async function markSeen(
  db: Database | Transaction,
  looks: readonly { readonly id: string; readonly server: number }[],
): Promise<void> {
  await sql`
    update folders f set server_count = look.server, last_success = now(), error_code = null, error_at = null
    from json_to_recordset(${JSON.stringify(looks)}::json) as look(id bigint, server int)
    where f.id = look.id`.execute(db)
}

/** The last look at a folder failed; what is known of it stays. */
export async function markFailed(db: Database | Transaction, id: string, code: string): Promise<void> {
  await db.updateTable('folders').set({ errorCode: code, errorAt: sql`now()` }).where('id', '=', id).execute()
}

/** Folders that have been missing on the server for a while and still hold letters here. */
export async function listGone(db: Database | Transaction, accountId: string, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('folders')
    .select('id')
    .where('accountId', '=', accountId)
    .where('goneAt', '<', since)
    .where('uidValidity', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Forgets all that was read in a folder: should it come back, it is read anew. */
export async function forgetCursor(trx: Transaction, id: string): Promise<void> {
  await trx
    .updateTable('folders')
    .set({
      uidValidity: null,
      lowUid: null,
      highUid: null,
      highestModseq: null,
      backfillDone: false,
      localCount: 0,
      totalCount: 0,
      unreviewedCount: 0,
      serverCount: null,
    })
    .where('id', '=', id)
    .execute()
}

/** The folder as it stands; undefined where it is gone or not loaded. */
export async function readFolder(db: Database | Transaction, id: string): Promise<LoadedFolder | undefined> {
  const row = await db
    .selectFrom('folders')
    .select(progressColumns)
    .where('id', '=', id)
    .where('loaded', '=', true)
    .where('goneAt', 'is', null)
    .executeTakeFirst()
  return row === undefined ? undefined : toFolder(row)
}
