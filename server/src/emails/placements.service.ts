import { recountCursor, type SyncCursor } from '@besedka/mail/sync-cursor'
import { sql } from 'kysely'
import { accountAudience } from '../accounts/account-audience.ts'
import { changeCounters, forgetCursor, lockFolder, saveCursor } from '../folders/folders.service.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'

/** A condition on rows that have a place in a folder. */
type Places = ReturnType<typeof sql>

/** UIDs of a folder that are held here: loaded, skipped or in quarantine. Ascending. */
export async function listHeldUids(db: Database, folderId: string, uidValidity: bigint): Promise<number[]> {
  const place = sql`folder_id = ${folderId} and uid_validity = ${uidValidity.toString()}`
  const { rows } = await sql<{ uid: string }>`${heldUids(place)} order by uid`.execute(db)
  return rows.map(({ uid }) => Number(uid))
}

function heldUids(place: Places): Places {
  return sql`
    select uid from placements where ${place}
    union select uid from skipped_letters where ${place} and gone_at is null
    union select uid from quarantine where ${place} and gone_at is null`
}

/**
 * Notes what a comparison has seen on the server: letters that were thought gone are there, and the number of letters
 * that are here is counted. Returns false where the folder was read anew meanwhile.
 */
export function settleHeld(
  db: Database,
  folderId: string,
  uidValidity: bigint,
  seen: readonly number[],
): Promise<boolean> {
  const place = sql`folder_id = ${folderId} and uid_validity = ${uidValidity.toString()}`
  return transaction(db, async (trx) => {
    const folder = await lockFolder(trx, folderId)
    if (folder?.cursor?.uidValidity !== uidValidity) return false
    for (const table of ['skipped_letters', 'quarantine']) {
      await sql`update ${sql.table(table)} set gone_at = null
        where ${place} and gone_at is not null and uid = any(${[...seen]}::bigint[])`.execute(trx)
    }
    const { low, high } = folder.cursor
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from (${heldUids(place)}) held where uid between ${low} and ${high}`.execute(trx)
    await saveCursor(trx, folderId, { ...folder.cursor, count: rows[0]?.count ?? 0 })
    return true
  })
}

/**
 * Letters that were moved or deleted on the server lose their place in the folder. The interactions stay, those without
 * any place left too; what was skipped or quarantined is noted as gone and keeps its source. Returns false where the
 * folder was read anew meanwhile.
 */
export function dropPlaces(
  db: Database,
  folderId: string,
  uidValidity: bigint,
  uids: readonly number[],
): Promise<boolean> {
  const place = sql`folder_id = ${folderId} and uid_validity = ${uidValidity.toString()} and uid = any(${[...uids]}::bigint[])`
  return transaction(db, async (trx) => {
    await holdLetters(trx, place)
    const folder = await lockFolder(trx, folderId)
    if (folder?.cursor?.uidValidity !== uidValidity) return false
    await takeAway(trx, { ...folder, cursor: folder.cursor }, place)
    return true
  })
}

export interface MovedLetters {
  readonly accountId: string
  readonly from: { readonly folderId: string; readonly uidValidity: bigint; readonly uids: readonly number[] }
  /** Null where the server did not tell where they lie now. */
  readonly to: { readonly folderId: string; readonly uidValidity: bigint; readonly uids: readonly number[] } | null
}

/**
 * The server has moved letters. They leave their folder here at once. A folder that is loaded gets them by being read, as
 * if anybody else had moved them; in one that is not loaded nothing else would say where they lie, so they are placed.
 */
export function noteMoved(db: Database, { accountId, from, to }: MovedLetters): Promise<void> {
  const place = sql`folder_id = ${from.folderId} and uid_validity = ${from.uidValidity.toString()}
    and uid = any(${[...from.uids]}::bigint[])`
  return transaction(db, async (trx) => {
    await holdLetters(trx, place)
    await sql`select from folders where id = any(${[from.folderId, to?.folderId ?? '0']}::bigint[]) order by id
      for no key update`.execute(trx)
    if (to !== null) await placeUnread(trx, from, to)
    const folder = await lockFolder(trx, from.folderId)
    if (folder?.cursor?.uidValidity === from.uidValidity) {
      await takeAway(trx, { ...folder, cursor: folder.cursor }, place)
      return
    }
    const left = await removePlacements(trx, from.folderId, place)
    await changeCounters(trx, from.folderId, left.counters)
    await announce(trx, accountId, left.ids)
  })
}

async function placeUnread(
  trx: Transaction,
  from: MovedLetters['from'],
  to: NonNullable<MovedLetters['to']>,
): Promise<void> {
  const { rows } = await sql<{ reviewed: boolean }>`
    with placed as (
      insert into placements (folder_id, uid_validity, uid, interaction_id, date, flags)
      select f.id, ${to.uidValidity.toString()}, moved.new_uid, p.interaction_id, p.date, p.flags
      from unnest(${[...from.uids]}::bigint[], ${[...to.uids]}::bigint[]) as moved(old_uid, new_uid)
      join placements p on p.folder_id = ${from.folderId} and p.uid_validity = ${from.uidValidity.toString()}
        and p.uid = moved.old_uid
      join folders f on f.id = ${to.folderId} and not f.loaded
      on conflict do nothing
      returning interaction_id
    )
    select i.reviewed from interactions i where i.id in (select interaction_id from placed)`.execute(trx)
  const unreviewed = rows.filter(({ reviewed }) => !reviewed).length
  await changeCounters(trx, to.folderId, { total: rows.length, unreviewed })
}

/**
 * Puts a folder's cursor before the first batch. Under the same UIDVALIDITY as before, as on a server restored from a
 * backup, its UIDs may have come to name other letters: what is known under them is set aside, below every UIDVALIDITY
 * (RFC 9051 section 2.3.1.1: none is less than 1), until the folder is read to its end.
 */
export async function beginReading(trx: Transaction, folderId: string, cursor: SyncCursor): Promise<void> {
  for (const table of ['placements', 'skipped_letters', 'quarantine']) {
    await sql`
      update ${sql.table(table)} set uid_validity =
        (select least(min(before.uid_validity), 0) - 1 from ${sql.table(table)} before where before.folder_id = ${folderId})
      where folder_id = ${folderId} and uid_validity = ${cursor.uidValidity.toString()}`.execute(trx)
  }
  await saveCursor(trx, folderId, cursor)
}

/** After a folder was read anew: places that it did not give again are gone. */
export function dropFormerPlaces(db: Database, folderId: string, uidValidity: bigint): Promise<void> {
  const former = sql`folder_id = ${folderId}
    and (uid_validity < ${uidValidity.toString()} or uid_validity > ${uidValidity.toString()})`
  return transaction(db, async (trx) => {
    await holdLetters(trx, former)
    const folder = await lockFolder(trx, folderId)
    if (folder?.cursor?.uidValidity !== uidValidity || !folder.cursor.backfillDone) return
    const left = await removePlacements(trx, folderId, former)
    await noteGone(trx, former)
    await changeCounters(trx, folderId, left.counters)
    if (left.ids.length > 0) await announce(trx, folder.accountId, left.ids)
  })
}

/** A folder that has vanished from the server holds nothing any more; its letters stay. */
export function emptyGoneFolder(db: Database, folderId: string): Promise<void> {
  const all = sql`folder_id = ${folderId}`
  return transaction(db, async (trx) => {
    await holdLetters(trx, all)
    const folder = await trx
      .selectFrom('folders')
      .select('accountId')
      .where('id', '=', folderId)
      .where('goneAt', 'is not', null)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (folder === undefined) return
    const { ids } = await removePlacements(trx, folderId, all)
    await noteGone(trx, all)
    await forgetCursor(trx, folderId)
    await announce(trx, folder.accountId, ids)
  })
}

/** Stores the flags that the server tells, where they differ. */
export async function saveFlags(
  db: Database,
  folderId: string,
  uidValidity: bigint,
  letters: readonly { readonly uid: number; readonly flags: readonly string[] }[],
): Promise<void> {
  if (letters.length === 0) return
  await sql`
    update placements p set flags = told.flags
    from json_to_recordset(${JSON.stringify(letters)}::json) as told(uid bigint, flags text[])
    where p.folder_id = ${folderId} and p.uid_validity = ${uidValidity.toString()} and p.uid = told.uid
      and p.flags is distinct from told.flags`.execute(db)
}

/** Letters that left a mailbox whose folder is kept here (POP3): their places stay, what was skipped or quarantined is gone. */
export async function noteLeftServer(
  trx: Transaction,
  folderId: string,
  uidValidity: bigint,
  uids: readonly number[],
): Promise<void> {
  await noteGone(
    trx,
    sql`folder_id = ${folderId} and uid_validity = ${uidValidity.toString()} and uid = any(${[...uids]}::bigint[])`,
  )
}

/** In the order in which a review takes them: first the interactions, then the folder. */
async function holdLetters(trx: Transaction, which: Places): Promise<void> {
  await sql`select from interactions where id in (select interaction_id from placements where ${which})
    order by id for no key update`.execute(trx)
}

/** What was skipped or quarantined has left the server; its source stays. */
async function noteGone(trx: Transaction, which: Places): Promise<void> {
  await sql`update skipped_letters set gone_at = now() where ${which} and gone_at is null`.execute(trx)
  await sql`update quarantine set gone_at = now() where ${which} and gone_at is null`.execute(trx)
}

/** Takes places of a folder that is read away; a look at the server may have done so a moment before. */
async function takeAway(
  trx: Transaction,
  folder: { id: string; accountId: string; cursor: SyncCursor },
  place: Places,
): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${heldUids(place)}) held`.execute(
    trx,
  )
  const left = await removePlacements(trx, folder.id, place)
  await noteGone(trx, place)
  await saveCursor(trx, folder.id, recountCursor(folder.cursor, 0, rows[0]?.count ?? 0), left.counters)
  await announce(trx, folder.accountId, left.ids)
}

interface Left {
  /** Interactions that no longer lie in the folder. */
  readonly ids: string[]
  readonly counters: { readonly total: number; readonly unreviewed: number }
}

async function removePlacements(trx: Transaction, folderId: string, which: Places): Promise<Left> {
  const { rows } = await sql<{ id: string; reviewed: boolean }>`
    with dropped as (delete from placements where ${which} returning interaction_id)
    select i.id, i.reviewed from interactions i
    where i.id in (select interaction_id from dropped)
      and not exists (
        select from placements where folder_id = ${folderId} and interaction_id = i.id and not (${which}))`.execute(trx)
  const unreviewed = rows.filter(({ reviewed }) => !reviewed).length
  return { ids: rows.map(({ id }) => id), counters: { total: -rows.length, unreviewed: -unreviewed } }
}

async function announce(trx: Transaction, accountId: string, ids: string[]): Promise<void> {
  const audience = [accountAudience(accountId)]
  await publish(trx, { topic: 'folders.changed', audience, data: { accountId } })
  if (ids.length > 0) await publish(trx, { topic: 'interactions.changed', audience, data: { accountId, ids } })
}
