import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { Part } from '@besedka/mail/parsed-message'
import type { ReadableInteraction } from '../interactions/interactions.access.ts'
import type { People } from '../interactions/interactions.view.ts'
import type { Database } from '../platform/database.ts'

const decompress = promisify(zstdDecompress)

/** What is stored of a letter beside the list's item. */
export interface LetterFacts {
  messageId: string
  subject: string
  people: People
  parts: readonly Part[]
  defects: string[]
  size: number
  receivedAt: Date
  basisId: string | null
}

/** Null for an interaction that is no letter. */
export async function findLetter(db: Database, { id }: ReadableInteraction): Promise<LetterFacts | null> {
  const row = await db
    .selectFrom('interactions')
    .innerJoin('messages', 'messages.id', 'interactions.messageId')
    .select([
      'messages.id',
      'messages.subject',
      'messages.people',
      'messages.parts',
      'messages.defects',
      'messages.size',
      'interactions.receivedAt',
      'interactions.basisId',
    ])
    .where('interactions.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { subject, people, parts, defects, size, receivedAt, basisId } = row
  return {
    messageId: row.id,
    subject,
    people: people as unknown as People,
    parts: parts as unknown as Part[],
    defects,
    size,
    receivedAt,
    basisId,
  }
}

/** The raw letter, byte for byte as the server gave it; null for an interaction that is no letter. */
export async function readSource(db: Database, { id }: ReadableInteraction): Promise<Buffer | null> {
  const row = await db.selectFrom('interactions').select('messageId').where('id', '=', id).executeTakeFirst()
  return row === undefined || row.messageId === null ? null : readStoredSource(db, row.messageId)
}

/** The same by the id of its content, for the program's own work. */
export async function readStoredSource(db: Database, messageId: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('messageSources')
    .select(['encoding', 'bytes'])
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  if (row === undefined) return null
  return row.encoding === 'zstd' ? decompress(row.bytes) : row.bytes
}
