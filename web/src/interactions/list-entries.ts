import { dayKey } from '../i18n/formats.ts'
import type { ListLine } from './list-lines.ts'
import { rowStateOf } from './row-state.ts'

interface ListHead {
  type: 'head'
  key: string
  date: Date
  left: number | null
  /** Nothing in it is postponed or on control either. */
  isDone: boolean
}

export type ListEntry = ListHead | { type: 'row'; key: string; line: ListLine } | { type: 'more'; key: string }

interface EntriesOptions {
  /** The list goes on below, or above. */
  hasNext: boolean
  hasPrevious: boolean
  countLeft: boolean
  now: number
}

/**
 * Rows under the heads of their days. A head tells how many are left to review; null where the day goes on beyond what is
 * loaded, or where there are no flags: nothing is said that is not known.
 */
export function entriesOf(lines: readonly ListLine[], options: EntriesOptions): ListEntry[] {
  const { hasNext, hasPrevious, countLeft, now } = options
  const entries: ListEntry[] = []
  let head: ListHead | undefined
  let first: ListHead | undefined
  let lastDate = ''
  for (const line of lines) {
    const { item, isInside } = line
    if (!isInside) {
      // Letters of one moment are of one day: dates are taken apart only where they change.
      const day = item.date === lastDate && head ? head.key : `day ${dayKey(new Date(item.date))}`
      lastDate = item.date
      if (head?.key !== day) {
        head = { type: 'head', key: day, date: new Date(item.date), left: countLeft ? 0 : null, isDone: true }
        first ??= head
        entries.push(head)
      }
      if (head.left !== null && rowStateOf(item, true, now).isUnreviewed) head.left++
      if (!item.reviewed) head.isDone = false
    }
    entries.push({ type: 'row', key: item.id, line })
  }
  if (hasPrevious && first) first.left = null
  if (hasNext) {
    if (head) head.left = null
    entries.push({ type: 'more', key: 'more' })
  }
  return entries
}

export interface EntryHeights {
  head: number
  row: number
  more: number
}

/** Offset of each entry from the top of the list, and after the last one the whole height. */
export function offsetsOf(entries: readonly ListEntry[], heights: EntryHeights): number[] {
  const offsets = [0]
  let sum = 0
  for (const { type } of entries) {
    sum += heights[type]
    offsets.push(sum)
  }
  return offsets
}

/** The head that sticks to the top while its day is being scrolled through. */
export function stickyIndex(entries: readonly ListEntry[], firstVisible: number): number {
  for (let index = Math.min(firstVisible, entries.length - 1); index >= 0; index--) {
    if (entries[index]?.type === 'head') return index
  }
  return 0
}

/** Index of the first row of which something shows below the sticking head; -1 where there is none. */
export function firstVisible(
  entries: readonly ListEntry[],
  offsets: readonly number[],
  { scrollTop, head }: { scrollTop: number; head: number },
): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle + 1] ?? 0) <= scrollTop + head) low = middle + 1
    else high = middle
  }
  while (low < entries.length && entries[low]?.type !== 'row') low++
  return low < entries.length ? low : -1
}

interface Layout {
  entries: readonly ListEntry[]
  offsets: readonly number[]
}

/**
 * How far to scroll so that what is being read stays where it is when rows come or go above it: the shift of the first
 * visible row. Zero at the very top of the list, where new rows are wanted on screen; `isTop` says that it was the top
 * of the list and not only of what is loaded.
 */
export function keepReading(before: Layout & { scrollTop: number; isTop: boolean }, after: Layout): number {
  if (before.isTop && before.scrollTop <= 0) return 0
  const places = new Map(after.entries.map(({ key }, index) => [key, index]))
  const from = firstVisible(before.entries, before.offsets, { scrollTop: before.scrollTop, head: 0 })
  if (from === -1) return 0
  for (let index = from; index < before.entries.length; index++) {
    const entry = before.entries[index]
    if (entry?.type !== 'row') continue
    const place = places.get(entry.key)
    if (place === undefined) continue
    return (after.offsets[place] ?? 0) - (before.offsets[index] ?? 0)
  }
  return 0
}
