import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { askPage, type ListKey, nextPage, shapeOf } from './interaction-queries.ts'
import { growWindow, type ListWindow, type Side, trimWindow } from './list-window.ts'

/** Reads on at either edge of what is loaded, once at a time in each direction. */
export function useListGrowth(key: ListKey) {
  const client = useQueryClient()
  const busy = useRef(new Set<Side>())
  const [failed, setFailed] = useState<{ key: ListKey; side: Side } | null>(null)
  const grow = useCallback(
    async (side: Side) => {
      const edge = client.getQueryData<ListWindow>(key)?.[side]
      if (!edge || busy.current.has(side)) return
      busy.current.add(side)
      const ask = { side, edge, limit: nextPage }
      try {
        const page = await askPage(key, ask)
        setFailed(null)
        client.setQueryData<ListWindow>(key, (old) => old && trimWindow(growWindow(old, page, ask, shapeOf(key)), side))
      } catch {
        setFailed({ key, side })
      } finally {
        busy.current.delete(side)
      }
    },
    [client, key],
  )
  return { grow, failed: failed?.key === key ? failed.side : null }
}
