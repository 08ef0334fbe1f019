import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import { useCompose } from '../compose/useCompose.ts'
import { dragRows } from './drag-rows.ts'
import type { RowActions } from './row-parts.ts'
import type { Checked } from './useChecked.ts'

interface RowParts {
  rows: readonly InteractionItem[]
  openId: string | undefined
  open: (id: string | undefined, options: { replace: boolean }) => void
  openThread: (threadId: string, isOpen: boolean) => void
  checked: Checked
  markReviewed: (items: readonly InteractionItem[]) => void
  postpone: (item: InteractionItem) => void
}

/** What the pointer does on a row. The functions stay the same ones, so that a row is drawn anew only when it changes. */
export function useRowActions(parts: RowParts): {
  check: (id: string, withSpan: boolean) => void
  actions: RowActions
} {
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  const compose = useCompose()
  const check = useCallback((id: string, withSpan: boolean) => {
    const { rows, openId, checked } = latest.current
    const item = rows.find((row) => row.id === id)
    if (!item) return
    if (withSpan) checked.extend(item, rows, openId)
    else checked.toggle(item)
  }, [])
  const actions = useMemo<RowActions>(
    () => ({
      open: ({ id }, event) => {
        const { openId, open } = latest.current
        if (event.shiftKey || event.ctrlKey || event.metaKey) check(id, event.shiftKey)
        else open(id, { replace: openId !== undefined })
      },
      check: ({ id }, event) => check(id, event.shiftKey),
      openThread: ({ threadId }, isOpen) => latest.current.openThread(threadId, isOpen),
      reply: ({ id }) => compose.answer(id, 'reply'),
      markReviewed: (item) => latest.current.markReviewed([item]),
      postpone: (item) => latest.current.postpone(item),
      drag: (item, event) => {
        const { checked } = latest.current
        dragRows(checked.marked.has(item.id) ? [...checked.marked.values()] : [item], event)
      },
    }),
    [check, compose],
  )
  return { check, actions }
}
