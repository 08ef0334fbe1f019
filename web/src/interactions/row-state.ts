import type { InteractionItem } from '../api/wire-types.ts'
import { reviewStateOf } from './review-states.ts'

/** What a row looks like; see the word beside the subject and the dot before the picture. */
export interface RowState {
  /** Bold until reviewed, with the dot. */
  isUnreviewed: boolean
  word: 'draft' | 'outgoing' | 'partly' | 'postponedUntil' | 'postponedDue' | 'overdue' | 'unproved' | null
  /** For outgoing ones the same flag, inverted. */
  isOnControl: boolean
  /** It did not leave, or not to all: a red dot, and the names are bold until somebody has seen to it. */
  hasFailed: boolean
  /** It waits for review, and nobody is named to do it. */
  isUnassigned: boolean
}

const quiet: RowState = { isUnreviewed: false, word: null, isOnControl: false, hasFailed: false, isUnassigned: false }

/** Waits for its time, or has waited long enough. */
export function isPostponed(word: RowState['word']): word is 'postponedUntil' | 'postponedDue' {
  return word === 'postponedUntil' || word === 'postponedDue'
}

/** Whole days that something planned is late; null where it is not. */
export function daysOverdue({ kind, reviewed, date }: InteractionItem, now: number): number | null {
  if (kind !== 'planned' || reviewed) return null
  const late = now - Date.parse(date)
  return late > 0 ? Math.floor(late / 86_400_000) : null
}

/** Of a folded thread the row tells whether anything in it is left to review. */
export function rowStateOf(item: InteractionItem, reviewFlags: boolean, now: number): RowState {
  const isOurs = item.direction === 'outgoing' && item.proved
  const hasFailed = item.sending === 'failed' || item.sending === 'unconfirmed'
  if (item.status === 'draft' || item.status === 'outgoing') return { ...quiet, word: item.status, hasFailed }
  const said = { ...quiet, word: wordOf(item, reviewFlags, now), hasFailed: item.sending === 'partly' }
  if (!reviewFlags) return said
  const isOwnLeft = reviewStateOf(item, now) === 'to-review'
  const isUnreviewed = leftInThread(item, isOurs && isOwnLeft) ?? (!isOurs && isOwnLeft)
  return {
    ...said,
    isOnControl: isOurs && !item.reviewed,
    isUnreviewed,
    isUnassigned: isUnreviewed && item.assignee === null,
  }
}

/** What is only on control is not left to review. Null where the row is no folded thread. */
function leftInThread({ thread }: InteractionItem, isOnControl: boolean): boolean | null {
  if (!thread || thread.count < 2) return null
  return thread.toReview > (isOnControl ? 1 : 0)
}

function wordOf(item: InteractionItem, reviewFlags: boolean, now: number): RowState['word'] {
  if (item.sending === 'partly') return 'partly'
  if (reviewFlags) {
    const review = reviewStateOf(item, now)
    if (review === 'postponed') return 'postponedUntil'
    if (daysOverdue(item, now) !== null) return 'overdue'
    if (review === 'to-review' && item.reviewAfter !== null) return 'postponedDue'
  }
  return item.proved ? null : 'unproved'
}
