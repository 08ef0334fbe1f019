import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { listQuery } from './interaction-queries.ts'
import { matchesStatus, rowsOf } from './list-pages.ts'

/** The rows of a list as far as they are loaded. */
export function useInteractionList(filter: InteractionFilter, openId: string | undefined) {
  const query = useInfiniteQuery(listQuery(filter))
  const { data } = query
  const { status } = filter
  const rows = useMemo(() => {
    const now = Date.now()
    // What no longer fits the filter leaves it, except the one that is being read.
    const fits = (item: InteractionItem) => item.id === openId || matchesStatus(item, status, now)
    return rowsOf(data).filter(fits)
  }, [data, status, openId])
  return {
    rows,
    isPending: query.isPending,
    /** A failure with rows on screen is said below them; without any it takes their place. */
    failure: query.error,
    hasNext: query.hasNextPage,
    isFetchingNext: query.isFetchingNextPage,
    hasNextFailed: query.isFetchNextPageError,
    fetchNext: () => void query.fetchNextPage({ cancelRefetch: false }),
    retry: () => void query.refetch(),
  }
}

export type InteractionList = ReturnType<typeof useInteractionList>
