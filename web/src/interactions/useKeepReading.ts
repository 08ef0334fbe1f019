import { type RefObject, useLayoutEffect, useRef } from 'react'
import { keepReading, type ListEntry } from './list-entries.ts'

interface Layout {
  entries: readonly ListEntry[]
  offsets: readonly number[]
  /** The first entry is the first of the list. */
  isTop: boolean
  jumps: number
}

/** Holds what is being read in its place while rows arrive or go above it; after a jump the other place begins at its top. */
export function useKeepReading(scroller: RefObject<HTMLDivElement | null>, layout: Layout): void {
  const before = useRef<Layout | null>(null)
  const { entries, offsets, isTop, jumps } = layout
  useLayoutEffect(() => {
    const after = { entries, offsets, isTop, jumps }
    const element = scroller.current
    if (before.current && element) {
      if (before.current.jumps !== jumps) element.scrollTop = 0
      else {
        const shift = keepReading({ ...before.current, scrollTop: element.scrollTop }, after)
        if (shift !== 0) element.scrollBy(0, shift)
      }
    }
    before.current = after
  }, [scroller, entries, offsets, isTop, jumps])
}
