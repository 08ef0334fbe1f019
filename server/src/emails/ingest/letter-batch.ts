import type { LetterAddresses } from '@besedka/mail/direction'
import type { SyncCursor } from '@besedka/mail/sync-cursor'
import type { ThreadKey } from '@besedka/mail/thread'
import type { RowSpan } from './copy-writer.ts'

/** One letter as it lies in a folder of a server. */
export interface FetchedLetter {
  readonly uid: number
  /** INTERNALDATE (RFC 9051 section 2.3.3) in milliseconds. */
  readonly receivedAt: number
  readonly flags: readonly string[]
  /** Where its bytes lie in the batch's source, end exclusive. */
  readonly start: number
  readonly end: number
}

/** What of a folder's UIDs a batch covers; null for letters that belong to no range, which leave the cursor as it is. */
export interface BatchCover {
  readonly order: 'up' | 'down'
  readonly from: number
  readonly to: number
}

/** Letters of one folder to be committed in one transaction, together with the cursor. */
export interface LetterBatch {
  readonly accountId: string
  readonly folderId: string
  readonly uidValidity: bigint
  readonly cover: BatchCover | null
  /** In the order of the cover: the newest first where it goes down. */
  readonly letters: readonly FetchedLetter[]
  /** Shared, so that the thread that parses and the one that fetched see the same bytes without a copy. */
  readonly source: SharedArrayBuffer
  /** New mail does not wait behind a first sync. */
  readonly urgent: boolean
  /** Letters whose bytes could not be had, by UID with the reason: they go to quarantine without a source. */
  readonly refused?: ReadonlyMap<number, string>
  /** Letters to oneself are loaded: a person asked for these. */
  readonly loadSelfAddressed?: boolean
}

/**
 * What came of a batch. `stale`: nothing was written, because the folder is not where the batch begins (another process
 * went on with it, it was read anew, it or its account is gone). `off`: nothing was written, the mail client is off.
 */
export type IngestOutcome =
  | { readonly kind: 'stored'; readonly cursor: SyncCursor; readonly counts: IngestCounts }
  | { readonly kind: 'stale' }
  | { readonly kind: 'off' }

export interface IngestCounts {
  /** New interactions. */
  readonly created: number
  /** Letters that were here already and only got a further place. */
  readonly placed: number
  readonly skipped: number
  readonly quarantined: number
}

/** How much of a letter is looked at: `headers` after the whole proved too much for the parser or the database. */
export type PrepareDepth = 'whole' | 'headers'

/** A letter ready to be stored: its rows are encoded but for the ids, which the transaction gives. */
export interface PreparedLetter {
  readonly uid: number
  readonly receivedAt: number
  readonly flags: readonly string[]
  /** SHA-256 of the source, hex. */
  readonly contentHash: string
  /** The Date header in milliseconds. */
  readonly sentAt: number | null
  /** What lists sort by: the Date header, or where it is missing or absurd the time of arrival. */
  readonly date: number
  readonly addresses: LetterAddresses
  readonly keys: readonly ThreadKey[]
  /** Rows of `messages`, `message_sources` and `search` in the buffers of the batch. */
  readonly message: RowSpan
  readonly source: RowSpan
  readonly search: RowSpan
}

export interface PreparedBatch {
  readonly letters: readonly PreparedLetter[]
  readonly messages: Uint8Array<ArrayBuffer>
  readonly sources: Uint8Array<ArrayBuffer>
  readonly searches: Uint8Array<ArrayBuffer>
}
