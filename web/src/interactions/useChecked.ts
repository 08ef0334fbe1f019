import { useCallback, useMemo, useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'

type Marked = ReadonlyMap<string, InteractionItem>
const nothing: Marked = new Map()

/**
 * Rows marked for a group action; forgotten when the list becomes another one. The rows themselves are kept: a long list
 * drops what is far away, and a mark holds all the same.
 */
export function useChecked(listKey: unknown) {
  const [state, setState] = useState({ listKey, marked: nothing, anchor: '' })
  const current = state.listKey === listKey ? state : { listKey, marked: nothing, anchor: '' }
  const { marked } = current
  const ids = useMemo<ReadonlySet<string>>(() => new Set(marked.keys()), [marked])

  const toggle = useCallback(
    (item: InteractionItem) =>
      setState((old) => {
        const next = new Map(old.listKey === listKey ? old.marked : nothing)
        if (!next.delete(item.id)) next.set(item.id, item)
        return { listKey, marked: next, anchor: item.id }
      }),
    [listKey],
  )
  /** From the last marked row to this one, both included. */
  const extend = useCallback(
    (item: InteractionItem, order: readonly InteractionItem[], from: string | undefined) =>
      setState((old) => {
        const anchor = (old.listKey === listKey && old.anchor) || from || item.id
        const places = [anchor, item.id].map((id) => order.findIndex((row) => row.id === id))
        const [start = -1, end = -1] = places.sort((one, other) => one - other)
        const kept = old.listKey === listKey ? old.marked : nothing
        const span = start < 0 ? [item] : order.slice(start, end + 1)
        return { listKey, marked: joined(kept, span), anchor }
      }),
    [listKey],
  )
  const checkAll = useCallback(
    (items: readonly InteractionItem[]) =>
      setState((old) => ({ listKey, marked: joined(nothing, items), anchor: old.anchor })),
    [listKey],
  )
  const clear = useCallback(() => setState({ listKey, marked: nothing, anchor: '' }), [listKey])
  return { ids, marked, toggle, extend, checkAll, clear }
}

function joined(marked: Marked, items: readonly InteractionItem[]): Marked {
  return new Map([...marked, ...items.map((item) => [item.id, item] as const)])
}

export type Checked = ReturnType<typeof useChecked>
