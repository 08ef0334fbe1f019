import { type RefObject, useLayoutEffect, useRef } from 'react'
import { type EntryHeights, keepReading, type ListEntry, offsetsOf } from './list-entries.ts'

/** Holds what is being read in its place while rows arrive above it. */
export function useKeepReading(
  scroller: RefObject<HTMLDivElement | null>,
  entries: readonly ListEntry[],
  heights: EntryHeights,
): void {
  const before = useRef<{ entries: readonly ListEntry[]; offsets: number[] } | null>(null)
  useLayoutEffect(() => {
    const after = { entries, offsets: offsetsOf(entries, heights) }
    const element = scroller.current
    if (before.current && element) {
      const shift = keepReading({ ...before.current, scrollTop: element.scrollTop }, after)
      if (shift !== 0) element.scrollBy(0, shift)
    }
    before.current = after
  }, [scroller, entries, heights])
}
