import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import { type ListKey, listQuery, shapeOf } from './interaction-queries.ts'
import { withKept } from './kept-row.ts'
import { matchesStatus } from './review-states.ts'
import { useListGrowth } from './useListGrowth.ts'
import { useListJump } from './useListJump.ts'
import { useOpenedRow } from './useOpenedRow.ts'

const nothing: readonly InteractionItem[] = []

/** The rows of a list as far as they are loaded, and how to come to the others. */
export function useInteractionList(key: ListKey, openId: string | undefined) {
  const query = useQuery(listQuery(key))
  const window = query.data
  const opened = useOpenedRow(key, window?.rows ?? nothing, openId)
  const [, , { status }] = key
  const rows = useMemo(() => {
    const loaded = window?.rows ?? nothing
    const all = opened ? withKept(loaded, opened, shapeOf(key)) : loaded
    if (status === undefined) return all
    const now = Date.now()
    // What no longer fits the filter leaves it, except the one that is being read.
    return all.filter((item) => item.id === openId || matchesStatus(item, status, now))
  }, [window, opened, status, openId, key])
  const growth = useListGrowth(key)
  const jump = useListJump(key)
  return {
    key,
    rows,
    isPending: query.isPending,
    /** A failure with rows on screen is said below them; without any it takes their place. */
    failure: query.error,
    /** Where it goes on; null at its very ends. */
    up: window?.up ?? null,
    down: window?.down ?? null,
    hasNext: window ? window.down !== null : false,
    hasPrevious: window ? window.up !== null : false,
    arrived: window?.arrived ?? 0,
    jumps: window?.jump ?? 0,
    isFromEnd: window?.isFromEnd ?? false,
    growth,
    jump,
    retry: () => void query.refetch(),
  }
}

export type InteractionList = ReturnType<typeof useInteractionList>
