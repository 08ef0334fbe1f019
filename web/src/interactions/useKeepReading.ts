import { type RefObject, useLayoutEffect, useRef } from 'react'
import { keepReading, type ListEntry } from './list-entries.ts'

interface Layout {
  entries: readonly ListEntry[]
  offsets: readonly number[]
  /** The first entry is the first of the list. */
  isTop: boolean
  jumps: number
  /** After the last jump the end of the list is looked at. */
  isFromEnd: boolean
}

/** Holds what is being read in its place while rows arrive or go above it; after a jump one looks at its beginning, or at the end of the list. */
export function useKeepReading(scroller: RefObject<HTMLDivElement | null>, layout: Layout): void {
  const before = useRef<Layout | null>(null)
  const { entries, offsets, isTop, jumps, isFromEnd } = layout
  useLayoutEffect(() => {
    const after = { entries, offsets, isTop, jumps, isFromEnd }
    const element = scroller.current
    if (before.current && element) {
      if (before.current.jumps !== jumps) element.scrollTo(0, isFromEnd ? element.scrollHeight : 0)
      else {
        const shift = keepReading({ ...before.current, scrollTop: element.scrollTop }, after)
        if (shift !== 0) element.scrollBy(0, shift)
      }
    }
    before.current = after
  }, [scroller, entries, offsets, isTop, jumps, isFromEnd])
}
