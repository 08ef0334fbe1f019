import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { sql } from 'kysely'
import type { Database, Transaction } from '../../platform/database.ts'
import type { LetterBatch } from './letter-batch.ts'

const decompress = promisify(zstdDecompress)

/** A letter of the skip list with its source. */
export interface SkippedLetter {
  readonly accountId: string
  readonly folderId: string
  readonly uidValidity: string
  readonly uid: number
  readonly receivedAt: Date
  readonly flags: readonly string[]
  readonly source: Buffer
}

/** The one with this id, or any one, of those that an account has skipped and not loaded since. */
export async function findSkipped(
  db: Database,
  accountId: string,
  { id }: { readonly id?: string },
): Promise<SkippedLetter[]> {
  let query = db
    .selectFrom('skippedLetters as s')
    .innerJoin('folders as f', 'f.id', 's.folderId')
    .innerJoin('messageSources as m', 'm.messageId', 's.messageId')
    .select(['f.accountId', 's.folderId', 's.uidValidity', 's.uid', 's.receivedAt', 's.flags', 'm.encoding', 'm.bytes'])
    .where('f.accountId', '=', accountId)
    .where('f.goneAt', 'is', null)
    .whereRef('s.uidValidity', '=', 'f.uidValidity')
    .where('s.loadedAt', 'is', null)
    .orderBy('s.id')
    .limit(1)
  query = id === undefined ? query.where('s.reason', '=', 'self-addressed') : query.where('s.id', '=', id)
  const row = await query.executeTakeFirst()
  if (row === undefined) return []
  const { encoding, bytes, uid, ...rest } = row
  return [{ ...rest, uid: Number(uid), source: encoding === 'zstd' ? await decompress(bytes) : bytes }]
}

/** Notes that letters of the skip list were loaded all the same. The rows stay, so that they are not skipped again. */
export async function markLoaded(trx: Transaction, batch: LetterBatch): Promise<void> {
  await trx
    .updateTable('skippedLetters')
    .set({ loadedAt: sql`now()` })
    .where('folderId', '=', batch.folderId)
    .where('uidValidity', '=', batch.uidValidity.toString())
    .where(
      'uid',
      'in',
      batch.letters.map(({ uid }) => String(uid)),
    )
    .execute()
}

/** The interaction that a letter of the skip list has become. */
export async function findLoadedLetter(
  db: Database,
  accountId: string,
  skippedId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('skippedLetters as s')
    .innerJoin('folders as f', 'f.id', 's.folderId')
    .innerJoin('interactions as i', (join) =>
      join.onRef('i.messageId', '=', 's.messageId').onRef('i.accountId', '=', 'f.accountId'),
    )
    .select('i.id')
    .where('s.id', '=', skippedId)
    .where('f.accountId', '=', accountId)
    .executeTakeFirst()
  return row?.id
}
