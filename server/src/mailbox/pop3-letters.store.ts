import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { Pop3Letter } from './pop3-listing.ts'

/** A letter of the mailbox as it is known here. */
export interface KnownPop3 {
  readonly uniqueId: string
  readonly uid: number
  readonly size: number
  /** It was committed here. */
  readonly isReceived: boolean
}

/** All that is known of a mailbox, by id. */
export async function listKnown(db: Database | Transaction, folderId: string): Promise<Map<string, KnownPop3>> {
  const rows = await db
    .selectFrom('pop3Letters')
    .select(['uniqueId', 'uid', 'size', 'receivedAt'])
    .where('folderId', '=', folderId)
    .execute()
  return new Map(
    rows.map(({ uniqueId, uid, size, receivedAt }) => [
      uniqueId,
      { uniqueId, uid: Number(uid), size: Number(size), isReceived: receivedAt !== null },
    ]),
  )
}

/** Gives numbers to letters, in their order; `above`: the highest number that was ever given. */
export async function addLetters(
  trx: Transaction,
  folderId: string,
  letters: readonly Pop3Letter[],
  above: number,
): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map(({ uniqueId, size }, index) => ({ id: uniqueId, size, uid: above + 1 + index }))
  await sql`
    insert into pop3_letters (folder_id, unique_id, uid, size)
    select ${folderId}, l.id, l.uid, l.size
    from json_to_recordset(${JSON.stringify(rows)}::json) as l(id text, uid bigint, size bigint)`.execute(trx)
}

/** Letters that have left the mailbox, or whose id names another letter now. */
export async function forgetPop3Letters(trx: Transaction, folderId: string, uids: readonly number[]): Promise<void> {
  await sql`delete from pop3_letters where folder_id = ${folderId} and uid = any(${[...uids]}::bigint[])`.execute(trx)
}

/** What the server said of a deletion is contradicted by its list. */
export async function noteStillThere(trx: Transaction, folderId: string): Promise<void> {
  await sql`update pop3_letters set deleted_at = null where folder_id = ${folderId} and deleted_at is not null`.execute(
    trx,
  )
}

/** Letters of an interval of numbers were committed here, if not before. */
export async function noteReceived(
  db: Database | Transaction,
  folderId: string,
  interval: { readonly low: number; readonly high: number },
): Promise<void> {
  await sql`
    update pop3_letters set received_at = now()
    where folder_id = ${folderId} and received_at is null and uid between ${interval.low} and ${interval.high}`.execute(
    db,
  )
}

/** Letters that are here and not known to be deleted there. */
export async function countReceived(trx: Transaction, folderId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pop3_letters
    where folder_id = ${folderId} and received_at is not null and deleted_at is null`.execute(trx)
  return rows[0]?.count ?? 0
}

/**
 * Letters whose time on the server is over: here as an interaction, received at least so many days ago. Those that were
 * skipped, are in quarantine, or are here in other bytes only are none.
 */
export async function listDue(db: Database, folderId: string, days: number): Promise<number[]> {
  const { rows } = await sql<{ uid: string }>`
    select l.uid from pop3_letters l
    where l.folder_id = ${folderId} and not l.stays and l.deleted_at is null
      and l.received_at <= now() - make_interval(days => ${days})
      and (l.refused_at is null or l.refused_at < now() - interval '1 hour')
      and exists (select from placements p
        where p.folder_id = l.folder_id and p.uid = l.uid and p.uid_validity = ${POP3_VALIDITY.toString()})
    order by l.uid`.execute(db)
  return rows.map(({ uid }) => Number(uid))
}

/** What the bytes of a letter prove: `here` byte for byte, here in `other` bytes, or not this letter at all. */
export type Proof = 'here' | 'other' | 'unknown'

/** Holds hashes of bytes on the server, in hex by UID, against what is stored for these letters with its source. */
export async function proveLetters(
  db: Database,
  folderId: string,
  hashes: ReadonlyMap<number, string>,
): Promise<Map<number, Proof>> {
  const wanted = JSON.stringify([...hashes].map(([uid, digest]) => ({ uid, hash: digest })))
  const { rows } = await sql<{ uid: string; isHere: boolean; isKnown: boolean }>`
    select w.uid,
      exists (select from placements p
        join interactions i on i.id = p.interaction_id
        join messages m on m.id = i.message_id and m.content_hash = decode(w.hash, 'hex')
        join message_sources s on s.message_id = m.id
        where p.folder_id = ${folderId} and p.uid_validity = ${POP3_VALIDITY.toString()} and p.uid = w.uid
          and not ('parser-failed' = any(m.defects))) as "isHere",
      exists (select from placements p
        join interactions i on i.id = p.interaction_id
        left join messages m on m.id = i.message_id
        where p.folder_id = ${folderId} and p.uid_validity = ${POP3_VALIDITY.toString()} and p.uid = w.uid
          and (m.content_hash = decode(w.hash, 'hex') or exists (select from sent_copies c
            where c.interaction_id = i.id and c.content_hash = decode(w.hash, 'hex'))))
      or exists (select from skipped_letters s join messages m on m.id = s.message_id
        where s.folder_id = ${folderId} and s.uid_validity = ${POP3_VALIDITY.toString()} and s.uid = w.uid
          and m.content_hash = decode(w.hash, 'hex'))
      or exists (select from quarantine q
        where q.folder_id = ${folderId} and q.uid_validity = ${POP3_VALIDITY.toString()} and q.uid = w.uid) as "isKnown"
    from json_to_recordset(${wanted}::json) as w(uid bigint, hash text)`.execute(db)
  return new Map(rows.map(({ uid, isHere, isKnown }) => [Number(uid), isHere ? 'here' : isKnown ? 'other' : 'unknown']))
}

/** What was found out of letters: deleted as the server says, refused by it, to stay for ever, or of another size. */
export interface Pop3Findings {
  readonly deleted?: readonly number[]
  readonly refused?: readonly number[]
  readonly staying?: readonly number[]
  readonly sizes?: readonly { readonly uid: number; readonly size: number }[]
}

export async function noteFindings(
  db: Database | Transaction,
  folderId: string,
  { deleted = [], refused = [], staying = [], sizes = [] }: Pop3Findings,
): Promise<void> {
  const which = (uids: readonly number[]) => sql`folder_id = ${folderId} and uid = any(${[...uids]}::bigint[])`
  if (deleted.length > 0) await sql`update pop3_letters set deleted_at = now() where ${which(deleted)}`.execute(db)
  if (refused.length > 0) await sql`update pop3_letters set refused_at = now() where ${which(refused)}`.execute(db)
  if (staying.length > 0) await sql`update pop3_letters set stays = true where ${which(staying)}`.execute(db)
  if (sizes.length === 0) return
  await sql`
    update pop3_letters l set size = told.size
    from json_to_recordset(${JSON.stringify(sizes)}::json) as told(uid bigint, size bigint)
    where l.folder_id = ${folderId} and l.uid = told.uid`.execute(db)
}

/** Stands for UIDVALIDITY; no IMAP server has it (RFC 9051 section 2.3.1.1: 32 bits), so its UIDs are never mistaken. */
export const POP3_VALIDITY = 2n ** 32n
