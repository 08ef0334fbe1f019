import { useEffect, useRef } from 'react'
import { addShortcuts, type ShortcutTable } from './shortcut-registry.ts'

/** Binds keys while the component is on screen. */
export function useShortcuts(table: ShortcutTable): void {
  const latest = useRef(table)
  useEffect(() => {
    latest.current = table
  })
  useEffect(() => addShortcuts(latest), [])
}
