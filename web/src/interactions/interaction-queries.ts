import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'
import type { InteractionFilter } from './interaction-filter.ts'

export const listKey = ['interactions', 'list'] as const
export const oneKey = (id: string) => ['interactions', 'one', id] as const
const pageSize = 50

/** One page of the list that a filter asks for, or of the search where it holds words. */
export function askPage(filter: InteractionFilter, cursor: string | undefined, signal?: AbortSignal) {
  const { account, kind, direction, ...plain } = filter
  const page = {
    limit: pageSize,
    ...(cursor === undefined ? {} : { cursor }),
    ...(account ? { account: [account] } : {}),
  }
  const options = signal ? { signal } : {}
  const isNarrowed = kind ?? direction ?? plain.folder ?? plain.status ?? plain.sort
  if (plain.q !== undefined && isNarrowed === undefined)
    return api.interactions.search({ q: plain.q, ...page }, options)
  return api.interactions.list(
    { ...plain, ...page, ...(kind ? { kind: [kind] } : {}), ...(direction ? { direction: [direction] } : {}) },
    options,
  )
}

export const listQuery = (filter: InteractionFilter) =>
  infiniteQueryOptions({
    queryKey: [...listKey, filter] as const,
    queryFn: ({ pageParam, signal }) => askPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const interactionQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey(id),
    queryFn: ({ signal }) => api.interactions.read({ id }, { signal }),
    // Addresses of attachments run out after an hour at the earliest.
    staleTime: 30 * 60_000,
  })
