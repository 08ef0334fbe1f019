import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { type EntryHeights, type ListEntry, stickyIndex } from './list-entries.ts'

const margin = 8
const noticeRoom = 112

/** Which entries stand on screen, and the head that sticks above them. */
export function useListVirtualizer(
  scroller: RefObject<HTMLDivElement | null>,
  entries: readonly ListEntry[],
  heights: EntryHeights,
) {
  const sticky = useRef(0)
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[entries[index]?.type ?? 'row'],
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: margin,
    scrollPaddingStart: heights.head,
    // Room below the last row, so that a notice at the lower edge never hides it.
    paddingEnd: noticeRoom,
    rangeExtractor: ({ startIndex, endIndex, count }) => {
      sticky.current = stickyIndex(entries, startIndex)
      const from = Math.max(0, startIndex - margin)
      const to = Math.min(count - 1, endIndex + margin)
      const indexes = Array.from({ length: to - from + 1 }, (_, step) => from + step)
      return indexes.includes(sticky.current) ? indexes : [sticky.current, ...indexes]
    },
  })
  const { row } = heights
  useEffect(() => {
    // Rows are taller on a narrow screen.
    if (row > 0) virtualizer.measure()
  }, [virtualizer, row])
  return { virtualizer, items: virtualizer.getVirtualItems(), stickyAt: sticky.current }
}
