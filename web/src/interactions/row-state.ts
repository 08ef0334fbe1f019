import type { InteractionItem } from '../api/wire-types.ts'
import { reviewStateOf } from './list-pages.ts'

/** What a row looks like; see the word beside the subject and the dot before the picture. */
export interface RowState {
  /** Bold until reviewed, with the dot. */
  isUnreviewed: boolean
  word: 'draft' | 'outgoing' | 'postponedUntil' | 'postponedDue' | 'unproved' | null
  /** For outgoing ones the same flag, inverted. */
  isOnControl: boolean
}

/** Waits for its time, or has waited long enough. */
export function isPostponed(word: RowState['word']): word is 'postponedUntil' | 'postponedDue' {
  return word === 'postponedUntil' || word === 'postponedDue'
}

export function rowStateOf(item: InteractionItem, reviewFlags: boolean, now: number): RowState {
  const isOurs = item.direction === 'outgoing' && item.proved
  if (item.status === 'draft' || item.status === 'outgoing') {
    return { isUnreviewed: false, word: item.status, isOnControl: false }
  }
  if (!reviewFlags) return { isUnreviewed: false, word: item.proved ? null : 'unproved', isOnControl: false }
  const review = reviewStateOf(item, now)
  const isOnControl = isOurs && review !== 'reviewed'
  const isUnreviewed = !isOurs && review === 'to-review'
  if (review === 'postponed') return { isUnreviewed: false, word: 'postponedUntil', isOnControl }
  if (review === 'to-review' && item.reviewAfter !== null)
    return { isUnreviewed: true, word: 'postponedDue', isOnControl }
  return { isUnreviewed, word: item.proved ? null : 'unproved', isOnControl }
}
