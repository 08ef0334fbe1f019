import { useEffect, useMemo, useRef, useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'

const nobody: ReadonlySet<string> = new Set()

/** Rows that came on top while the list was on screen: they slide in, and the tint fades. */
export function useFreshRows(rows: readonly InteractionItem[], jumps: number): ReadonlySet<string> {
  const known = useRef({ ids: nobody, jumps })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [fresh, setFresh] = useState(nobody)
  // Whatever arrives stands among the first.
  const first = useMemo(() => rows.slice(0, 60).map(({ id }) => id), [rows])
  useEffect(() => {
    const before = known.current
    known.current = { ids: new Set(first), jumps }
    // Another list or place, or the first look at this one: nothing has just arrived.
    if (before.jumps !== jumps) return
    const lastKnown = first.findLastIndex((id) => before.ids.has(id))
    const arrived = first.slice(0, Math.max(0, Math.min(20, lastKnown))).filter((id) => !before.ids.has(id))
    if (arrived.length === 0) return
    setFresh(new Set(arrived))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setFresh(nobody), 1300)
  }, [first, jumps])
  useEffect(() => () => clearTimeout(timer.current), [])
  return fresh
}
