import { type ServerState, type SyncCursor, topUid } from './sync-cursor.ts'

/** UIDs to list and load; `to` null means "up to the last one", IMAP's `*`. */
export interface UidRange {
  readonly from: number
  readonly to: number | null
  /**
   * New letters go up and older ones down, so that the loaded UIDs stay one interval at any moment. In both cases the
   * newest letters that are missing come before the older ones of the backfill.
   */
  readonly order: 'up' | 'down'
  readonly purpose: 'new' | 'backfill' | 'compare'
}

export interface FlagsWork {
  /** FETCH low:high (FLAGS) CHANGEDSINCE this, null: compare the flags of all letters. */
  readonly since: bigint | null
  /** False: the server cannot tell whether flags changed, so the comparison may wait for a quieter moment. */
  readonly certain: boolean
}

export type PlanReason =
  | 'unchanged'
  | 'new-letters'
  | 'uidnext-unknown'
  | 'backfill'
  | 'letters-vanished'
  | 'modseq-advanced'
  | 'modseq-went-back'
  | 'modseq-gained'
  | 'modseq-lost'
  | 'no-modseq'
  | 'first-sync'
  | 'uidvalidity-changed'
  | 'uidnext-went-back'
  | 'cursor-invalid'
  | 'letters-missing'

export interface SyncPlan {
  /** The most that has to be done: `full` > `new` > `flags` > `none`. */
  readonly kind: 'none' | 'new' | 'flags' | 'full'
  readonly reason: PlanReason
  /** To be worked off in this order. */
  readonly ranges: readonly UidRange[]
  readonly flags: FlagsWork | null
  /** Letters were expunged: list the UIDs of the interval and drop the placements that are gone. */
  readonly vanished: boolean
  /**
   * The stored UIDs mean nothing any more: begin with `startCursor`, and give every letter that is here already, by its
   * content, its new UID instead of loading it again.
   */
  readonly rematch: boolean
}

function isValid(cursor: SyncCursor): boolean {
  const numbers = [cursor.low, cursor.high, cursor.count]
  return (
    numbers.every((value) => Number.isSafeInteger(value) && value >= 0) &&
    cursor.low >= 1 &&
    cursor.low <= cursor.high + 1 &&
    cursor.count <= cursor.high - cursor.low + 1
  )
}

function fullPlan(reason: PlanReason, server: ServerState, rematch: boolean): SyncPlan {
  const top = topUid(server)
  const range: UidRange = { from: 1, to: top, order: 'down', purpose: 'backfill' }
  const empty = top === 0 || (top === null && server.exists === 0)
  return { kind: 'full', reason, ranges: empty ? [] : [range], flags: null, vanished: false, rematch }
}

function wholeReason(cursor: SyncCursor, server: ServerState): PlanReason | null {
  if (cursor.uidValidity !== server.uidValidity) return 'uidvalidity-changed'
  if (!isValid(cursor)) return 'cursor-invalid'
  const top = topUid(server)
  // UIDNEXT may not shrink under one UIDVALIDITY: the server was restored, its UIDs may now name other letters.
  return top !== null && top < cursor.high ? 'uidnext-went-back' : null
}

function planNew(cursor: SyncCursor, server: ServerState): UidRange | null {
  const top = topUid(server)
  const isNew = top === null ? server.exists > 0 : top > cursor.high
  return isNew ? { from: cursor.high + 1, to: top, order: 'up', purpose: 'new' } : null
}

function planFlags(cursor: SyncCursor, server: ServerState): { reason: PlanReason; work: FlagsWork } | null {
  if (cursor.count === 0) return null
  const [before, now] = [cursor.highestModseq, server.highestModseq]
  if (before === null && now === null) return { reason: 'no-modseq', work: { since: null, certain: false } }
  if (now === null) return { reason: 'modseq-lost', work: { since: null, certain: true } }
  if (before === null) return { reason: 'modseq-gained', work: { since: null, certain: true } }
  if (now < before) return { reason: 'modseq-went-back', work: { since: null, certain: true } }
  return now > before ? { reason: 'modseq-advanced', work: { since: before, certain: true } } : null
}

/**
 * Decides what a pass over one folder has to do, from the stored cursor (null: never read) and the server's state. Every
 * pair of states has a decision, contradictory ones included, and doing what it says brings a quiet folder to `none`. Two
 * kinds of server never come to rest: one without RFC 7162 stays at `flags` (`no-modseq`), one without UIDNEXT at `new`
 * (`uidnext-unknown`), where only asking can tell.
 */
export function planSync(cursor: SyncCursor | null, server: ServerState): SyncPlan {
  if (cursor === null) return fullPlan('first-sync', server, false)
  const whole = wholeReason(cursor, server)
  if (whole) return fullPlan(whole, server, true)
  const fresh = planNew(cursor, server)
  const backfill: UidRange | null =
    cursor.backfillDone || cursor.low === 1 ? null : { from: 1, to: cursor.low - 1, order: 'down', purpose: 'backfill' }
  const ranges = [fresh, backfill].filter((range) => range !== null)
  const flags = planFlags(cursor, server)
  const vanished = server.exists < cursor.count
  const rest = { flags: flags?.work ?? null, vanished, rematch: false }
  if (!backfill && !fresh && server.exists > cursor.count) {
    const all: UidRange = { from: 1, to: cursor.high, order: 'down', purpose: 'compare' }
    return { kind: 'full', reason: 'letters-missing', ranges: [all], ...rest }
  }
  if (fresh) {
    const reason = topUid(server) === null ? 'uidnext-unknown' : 'new-letters'
    return { kind: 'new', reason, ranges, ...rest }
  }
  if (backfill) return { kind: 'new', reason: 'backfill', ranges, ...rest }
  if (vanished) return { kind: 'flags', reason: 'letters-vanished', ranges, ...rest }
  if (flags) return { kind: 'flags', reason: flags.reason, ranges, ...rest }
  return { kind: 'none', reason: 'unchanged', ranges, ...rest }
}
