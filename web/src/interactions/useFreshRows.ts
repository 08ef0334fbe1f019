import { useEffect, useMemo, useRef, useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'

const nobody: ReadonlySet<string> = new Set()

/** Rows that came on top while the list was on screen: they slide in, and the tint fades. */
export function useFreshRows(rows: readonly InteractionItem[]): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string>>(nobody)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [fresh, setFresh] = useState(nobody)
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  useEffect(() => {
    const before = known.current
    known.current = new Set(ids)
    // Another list, or the first look at this one: nothing has just arrived.
    const lastKnown = ids.findLastIndex((id) => before.has(id))
    const arrived = ids.slice(0, Math.max(0, Math.min(20, lastKnown))).filter((id) => !before.has(id))
    if (arrived.length === 0) return
    setFresh(new Set(arrived))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setFresh(nobody), 1300)
  }, [ids])
  useEffect(() => () => clearTimeout(timer.current), [])
  return fresh
}
