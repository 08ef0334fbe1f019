import { useIsNarrow } from '../ui/useIsNarrow.ts'
import type { EntryHeights } from './list-entries.ts'

const wide = { head: 28, row: 52, more: 44 }
const compact = { head: 28, row: 32, more: 44 }
const narrow = { head: 28, row: 60, more: 44 }

/** A finger needs its room: on a narrow screen rows are tall whatever one likes. */
export function useRowHeights(isCompact: boolean): { heights: EntryHeights; isOneLine: boolean } {
  const isNarrow = useIsNarrow()
  const isOneLine = isCompact && !isNarrow
  return { heights: isNarrow ? narrow : isOneLine ? compact : wide, isOneLine }
}
