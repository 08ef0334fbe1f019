import type { InteractionItem } from '../api/wire-types.ts'
import { dayKey } from '../i18n/formats.ts'
import { rowStateOf } from './row-state.ts'

interface ListHead {
  type: 'head'
  key: string
  date: Date
  left: number | null
  /** Nothing in it is postponed or on control either. */
  isDone: boolean
}

export type ListEntry = ListHead | { type: 'row'; key: string; item: InteractionItem } | { type: 'more'; key: string }

/**
 * Rows under the heads of their days. A head tells how many are left to review; null where the day goes on beyond what is
 * loaded, or where there are no flags: nothing is said that is not known.
 */
export function entriesOf(
  rows: readonly InteractionItem[],
  { hasNext, countLeft, now }: { hasNext: boolean; countLeft: boolean; now: number },
): ListEntry[] {
  const entries: ListEntry[] = []
  let head: ListHead | undefined
  for (const item of rows) {
    const date = new Date(item.date)
    const key = `day ${dayKey(date)}`
    if (head === undefined || head.key !== key) {
      head = { type: 'head', key, date, left: countLeft ? 0 : null, isDone: true }
      entries.push(head)
    }
    if (head.left !== null && rowStateOf(item, true, now).isUnreviewed) head.left++
    if (!item.reviewed) head.isDone = false
    entries.push({ type: 'row', key: item.id, item })
  }
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

/**
 * How far to scroll so that what is being read stays where it is when rows come or go above it: the shift of the first
 * visible row. Zero at the very top, where new rows are wanted on screen.
 */
export function keepReading(
  before: { entries: readonly ListEntry[]; offsets: readonly number[]; scrollTop: number },
  after: { entries: readonly ListEntry[]; offsets: readonly number[] },
): number {
  if (before.scrollTop <= 0) return 0
  const places = new Map(after.entries.map(({ key }, index) => [key, index]))
  for (let index = 0; index < before.entries.length; index++) {
    const entry = before.entries[index]
    const bottom = before.offsets[index + 1]
    if (entry?.type !== 'row' || bottom === undefined || bottom <= before.scrollTop) continue
    const place = places.get(entry.key)
    if (place === undefined) continue
    return (after.offsets[place] ?? 0) - (before.offsets[index] ?? 0)
  }
  return 0
}
