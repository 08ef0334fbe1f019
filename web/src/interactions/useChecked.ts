import { useCallback, useState } from 'react'

const nobody: ReadonlySet<string> = new Set()

/** Rows marked for a group action; forgotten when the list becomes another one. */
export function useChecked(listKey: string) {
  const [state, setState] = useState({ listKey, ids: nobody, anchor: '' })
  const current = state.listKey === listKey ? state : { listKey, ids: nobody, anchor: '' }

  const toggle = useCallback(
    (id: string) =>
      setState((old) => {
        const ids = new Set(old.listKey === listKey ? old.ids : nobody)
        if (!ids.delete(id)) ids.add(id)
        return { listKey, ids, anchor: id }
      }),
    [listKey],
  )
  /** From the last marked row to this one, both included. */
  const extend = useCallback(
    (id: string, order: readonly string[], from: string | undefined) =>
      setState((old) => {
        const anchor = (old.listKey === listKey && old.anchor) || from || id
        const [start, end] = [order.indexOf(anchor), order.indexOf(id)].sort((one, other) => one - other)
        const kept = old.listKey === listKey ? old.ids : nobody
        const span = start === undefined || start < 0 || end === undefined ? [id] : order.slice(start, end + 1)
        return { listKey, ids: new Set([...kept, ...span]), anchor }
      }),
    [listKey],
  )
  const clear = useCallback(() => setState({ listKey, ids: nobody, anchor: '' }), [listKey])
  return { ids: current.ids, toggle, extend, clear }
}

export type Checked = ReturnType<typeof useChecked>
