import type { Part } from '@besedka/mail/parsed-message'
import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { TakenFile } from './draft-basis.ts'

/** A file of a draft, its bytes apart. */
export interface Upload {
  id: string
  name: string
  type: string
  charset: string | null
  size: number
  /** Not null: a picture that the HTML shows. */
  contentId: string | null
  ofQuote: boolean
  /** The letter whose part it is, or the whole of it where `part` is null; null: it has bytes of its own. */
  messageId: string | null
  part: Pick<Part, 'start' | 'end' | 'encoding'> | null
}

/** Files of a draft that are here whole, in the order in which they came. */
export async function listUploads(db: Database | Transaction, interactionId: string): Promise<Upload[]> {
  const rows = await db
    .selectFrom('uploads')
    .select(['id', 'name', 'type', 'charset', 'size', 'contentId', 'ofQuote', 'messageId', 'part'])
    .where('interactionId', '=', interactionId)
    .where('whole', '=', true)
    .orderBy('id')
    .execute()
  return rows.map(({ size, part, ...row }) => ({
    ...row,
    size: Number(size),
    part: part as unknown as Upload['part'],
  }))
}

/** Returns their ids, in order. */
export async function insertTaken(
  trx: Transaction,
  interactionId: string,
  files: readonly TakenFile[],
): Promise<string[]> {
  if (files.length === 0) return []
  const rows = await trx
    .insertInto('uploads')
    .values(
      files.map(({ part, ...file }) => ({
        ...file,
        interactionId,
        part: part === null ? null : JSON.stringify(part),
        whole: true,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).toSorted((one, other) => Number(BigInt(one) - BigInt(other)))
}

/** A file whose bytes are about to come; nobody sees it before it is whole. */
export async function beginUpload(
  db: Database,
  file: { interactionId: string; name: string; type: string; contentId: string | null },
): Promise<string> {
  const { id } = await db.insertInto('uploads').values(file).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Each piece is stored by itself: a slow upload holds no connection. */
export async function addPiece(db: Database, uploadId: string, number: number, bytes: Buffer): Promise<void> {
  await db.insertInto('uploadPieces').values({ uploadId, number, bytes }).execute()
}

export async function finishUpload(trx: Transaction, id: string, size: number): Promise<void> {
  await trx
    .updateTable('uploads')
    .set({ whole: true, size: String(size) })
    .where('id', '=', id)
    .execute()
}

/** Files whose bytes stopped coming when the process ended. */
export async function dropAbandoned(trx: Transaction, interactionId: string): Promise<void> {
  await trx
    .deleteFrom('uploads')
    .where('interactionId', '=', interactionId)
    .where('whole', '=', false)
    .where('createdAt', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
}

/** Returns whether the draft had it. */
export async function deleteUpload(db: Database | Transaction, interactionId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('uploads')
    .where('id', '=', id)
    .where('interactionId', '=', interactionId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The bytes of a file in the pieces in which they came: memory stays flat. */
export async function* readPieces(db: Database, uploadId: string): AsyncGenerator<Buffer, void, undefined> {
  for (let number = 0; ; number += 1) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select bytes from upload_pieces where upload_id = ${uploadId} and number = ${number}`.execute(db)
    const [row] = rows
    if (row === undefined) return
    yield row.bytes
  }
}
