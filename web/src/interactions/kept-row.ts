import type { InteractionItem } from '../api/wire-types.ts'
import { comparePlace, type ListShape } from './list-order.ts'

/** The rows with one that the list no longer holds, at its place; those that hold it stay the same array. */
export function withKept(
  rows: readonly InteractionItem[],
  kept: InteractionItem,
  shape: ListShape,
): readonly InteractionItem[] {
  // A folded thread may stand by another of its letters meanwhile.
  if (rows.some(({ id, threadId }) => id === kept.id || (shape.isFolded && threadId === kept.threadId))) return rows
  const place = rows.findIndex((row) => comparePlace(row, kept, shape) > 0)
  // Above the first and below the last row the list may go on: there it has no place that is known.
  if (place <= 0) return rows
  return [...rows.slice(0, place), kept, ...rows.slice(place)]
}
