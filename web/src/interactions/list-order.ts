import type { InteractionItem } from '../api/wire-types.ts'

type Placed = Pick<InteractionItem, 'date' | 'id'>

/** Negative where `one` is the older: by date, letters of one moment by their number. */
export function compareAge(one: Placed, other: Placed): number {
  if (one.date !== other.date) return one.date < other.date ? -1 : 1
  if (one.id === other.id) return 0
  if (one.id.length !== other.id.length) return one.id.length - other.id.length
  return one.id < other.id ? -1 : 1
}

/** How a list is read: which letter stands on top, and whether a thread is one line. */
export interface ListShape {
  oldestFirst: boolean
  isFolded: boolean
}

/** Negative where `one` stands above. */
export function comparePlace(one: Placed, other: Placed, { oldestFirst }: ListShape): number {
  return oldestFirst ? compareAge(one, other) : compareAge(other, one)
}
