import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import type { RowActions } from './InteractionRow.tsx'
import type { Checked } from './useChecked.ts'
import { useReviewCommands } from './useReviewCommands.ts'

interface RowParts {
  rows: readonly InteractionItem[]
  openId: string | undefined
  open: (id: string | undefined, options: { replace: boolean }) => void
  checked: Checked
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
  const { markReviewed } = useReviewCommands()
  const check = useCallback((id: string, withSpan: boolean) => {
    const { rows, openId, checked } = latest.current
    if (withSpan) {
      checked.extend(
        id,
        rows.map((row) => row.id),
        openId,
      )
    } else checked.toggle(id)
  }, [])
  const actions = useMemo<RowActions>(
    () => ({
      open: ({ id }, event) => {
        const { openId, open } = latest.current
        if (event.shiftKey || event.ctrlKey || event.metaKey) check(id, event.shiftKey)
        else open(id, { replace: openId !== undefined })
      },
      check: ({ id }, event) => check(id, event.shiftKey),
      markReviewed: (item) => markReviewed([item]),
      postpone: (item) => latest.current.postpone(item),
    }),
    [check, markReviewed],
  )
  return { check, actions }
}
