import type { InteractionItem } from '../api/wire-types.ts'

/** The states that a list can be narrowed to. */
export type ReviewState = 'to-review' | 'reviewed' | 'postponed' | 'unproved'

/** Where an interaction stands now. */
export function reviewStateOf(
  item: Pick<InteractionItem, 'reviewed' | 'reviewAfter'>,
  now: number,
): Exclude<ReviewState, 'unproved'> {
  if (item.reviewed) return 'reviewed'
  if (item.reviewAfter !== null && Date.parse(item.reviewAfter) > now) return 'postponed'
  return 'to-review'
}

export function matchesStatus(item: InteractionItem, status: ReviewState | undefined, now: number): boolean {
  if (status === undefined) return true
  return status === 'unproved' ? !item.proved : reviewStateOf(item, now) === status
}
