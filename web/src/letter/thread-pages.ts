import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

const pageSize = 50

/** The letters of a thread from the newest on, in pages: one of hundreds opens as quickly as one of two. */
export const threadPages = (threadId: string) =>
  infiniteQueryOptions({
    queryKey: ['interactions', 'thread', threadId, 'newest'] as const,
    queryFn: ({ pageParam, signal }) =>
      api.interactions.thread(
        { id: threadId, sort: '-date', limit: pageSize, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
