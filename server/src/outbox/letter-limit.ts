import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'

/** What attachments may have where the server has not said what it takes. */
const DEFAULT_ATTACHMENT_BYTES = 25 * 1024 * 1024
/** Larger letters than that are not made here, whatever the server takes: they are whole in memory once. */
const MOST_LETTER_BYTES = 100 * 1024 * 1024
/** Header, text and quote. */
const TEXT_BYTES = 256 * 1024
/** base64 in lines of 76 with CRLF (RFC 2045 section 6.8). */
const ENCODED_PER_BYTE = (4 / 3) * (78 / 76)

/** Bytes that all attachments of a letter together may have: what the server of the account takes, less the encoding. */
export async function attachmentLimit(db: Database | Transaction, accountId: string): Promise<number> {
  const row = await db
    .selectFrom('smtpLimits')
    .select('letterBytes')
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return row === undefined ? DEFAULT_ATTACHMENT_BYTES : fittingBytes(Number(row.letterBytes))
}

/** Of a letter of so many bytes, what attachments can have before they are encoded. */
export function fittingBytes(letterBytes: number): number {
  const bytes = Math.min(letterBytes, MOST_LETTER_BYTES)
  return Math.max(0, Math.floor((bytes - Math.min(TEXT_BYTES, bytes / 4)) / ENCODED_PER_BYTE))
}

/** Remembers what the server said (RFC 1870 section 4); 0 means that it sets no limit. */
export async function saveLetterLimit(db: Database, accountId: string, letterBytes: number): Promise<void> {
  await sql`
    insert into smtp_limits as l (account_id, letter_bytes)
    select a.id, ${letterBytes > 0 ? letterBytes : MOST_LETTER_BYTES} from accounts a where a.id = ${accountId}
    on conflict (account_id) do update set letter_bytes = excluded.letter_bytes, seen_at = now()
    where l.letter_bytes <> excluded.letter_bytes`.execute(db)
}
