import { constants, zstdCompressSync } from 'node:zlib'
import type pg from 'pg'
import type { FetchedLetter } from './letter-batch.ts'

export interface Refusal {
  /** A code of the error table. */
  readonly reason: 'LETTER_REFUSED'
  /** What refused it, in a word that holds nothing of the letter. */
  readonly detail: string
}

interface Place {
  readonly folderId: string
  readonly uidValidity: bigint
}

/** Keeps a letter that could not be stored otherwise, with its source, for a person to look at. */
export async function writeQuarantine(
  client: pg.ClientBase,
  place: Place,
  letter: FetchedLetter & { readonly bytes: Buffer },
  refusal: Refusal,
): Promise<void> {
  const packed = zstdCompressSync(letter.bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  const isSmaller = packed.length < letter.bytes.length
  await client.query(
    `insert into quarantine (folder_id, uid_validity, uid, encoding, source, reason, detail, received_at, flags)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (folder_id, uid_validity, uid) do update set
       encoding = excluded.encoding, source = excluded.source, reason = excluded.reason, detail = excluded.detail,
       attempts = quarantine.attempts + 1, quarantined_at = now()`,
    [
      place.folderId,
      place.uidValidity.toString(),
      letter.uid,
      isSmaller ? 'zstd' : 'identity',
      isSmaller ? packed : letter.bytes,
      refusal.reason,
      refusal.detail,
      new Date(letter.receivedAt),
      letter.flags,
    ],
  )
}
