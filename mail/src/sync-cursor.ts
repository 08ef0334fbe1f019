/**
 * Where the reading of one server folder stands: every letter whose UID lies in the closed interval [low, high] has been
 * committed here, in the skip list or in quarantine. `high + 1 === low` is the empty interval. UIDs only grow (RFC 9051
 * section 2.3.1.1), so a hole in the interval stays a hole and one interval is enough.
 */
export interface SyncCursor {
  readonly uidValidity: bigint
  readonly low: number
  readonly high: number
  /** HIGHESTMODSEQ (RFC 7162) up to which flags are known, null where the server had none. */
  readonly highestModseq: bigint | null
  /** Nothing is left below `low`. */
  readonly backfillDone: boolean
  /** Letters of the folder inside the interval: loaded, skipped and quarantined ones. */
  readonly count: number
}

/** What SELECT or STATUS said about the folder. */
export interface ServerState {
  readonly uidValidity: bigint
  /** Null where the server does not tell. */
  readonly uidNext: number | null
  readonly exists: number
  readonly highestModseq: bigint | null
}

/** Letters to be committed in one transaction; with it the cursor covers `from` to `to`, holes included. */
export interface UidBatch {
  readonly order: 'up' | 'down'
  readonly from: number
  readonly to: number
  /** Highest first where the order is down, lowest first where it is up. */
  readonly uids: readonly number[]
  readonly bytes: number
}

/** The batch does not touch the cursor's interval, or overlaps it: committing it would lose or double letters. */
export class CursorGapError extends Error {
  override readonly name = 'CursorGapError'
  readonly code = 'SYNC_CURSOR_GAP'
}

/** The highest UID that the folder can hold now, null where the server does not tell or contradicts itself. */
export function topUid(server: ServerState): number | null {
  if (server.uidNext === null || !Number.isSafeInteger(server.uidNext) || server.uidNext < 1) return null
  // UIDs are distinct and start at 1, so fewer UIDs than letters is a server's mistake.
  return server.uidNext - 1 < server.exists ? null : server.uidNext - 1
}

/**
 * The cursor before the first batch: an empty interval at the top. A folder whose server tells no UIDNEXT starts at the
 * highest UID that a listing of it has shown.
 */
export function startCursor(server: ServerState, highestListedUid = 0): SyncCursor {
  const high = topUid(server) ?? highestListedUid
  return {
    uidValidity: server.uidValidity,
    low: high + 1,
    high,
    highestModseq: server.highestModseq,
    backfillDone: high === 0,
    count: 0,
  }
}

/**
 * The cursor after a batch, to be stored in the same transaction as its letters.
 * @throws CursorGapError when the batch is not next to the interval
 */
export function advanceCursor(cursor: SyncCursor, batch: UidBatch): SyncCursor {
  const count = cursor.count + batch.uids.length
  const touches = batch.order === 'up' ? batch.from === cursor.high + 1 : batch.to === cursor.low - 1
  if (!touches || batch.from > batch.to || batch.from < 1) {
    throw new CursorGapError(`batch ${batch.from}:${batch.to} (${batch.order}) beside ${cursor.low}:${cursor.high}`)
  }
  if (batch.order === 'up') return { ...cursor, high: batch.to, count }
  return { ...cursor, low: batch.from, count, backfillDone: batch.from === 1 }
}

/**
 * The cursor after letters were found missing inside the interval and loaded (`found`), or seen to be gone from the server
 * and dropped (`gone`).
 */
export function recountCursor(cursor: SyncCursor, found: number, gone: number): SyncCursor {
  return { ...cursor, count: Math.max(0, cursor.count + found - gone) }
}

/** The cursor once all the work of a plan is committed: flags are known as of the state the plan was made from. */
export function finishPass(cursor: SyncCursor, server: ServerState): SyncCursor {
  return { ...cursor, highestModseq: server.highestModseq }
}
