import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'
import type { InteractionItem, InteractionPage } from '../api/wire-types.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import type { ListShape } from './list-order.ts'
import {
  askAround,
  farEnd,
  jumpWindow,
  type ListWindow,
  openWindow,
  type PageAsk,
  replaceWindow,
} from './list-window.ts'
import { readingPlace } from './reading-place.ts'

export const listKey = ['interactions', 'list'] as const
export const oneKey = (id: string) => ['interactions', 'one', id] as const

export type ListKey = readonly [...typeof listKey, InteractionFilter, boolean]

/** A list is another one when it is filtered otherwise, or folds its threads. */
export const listKeyOf = (filter: InteractionFilter, isFolded: boolean): ListKey => [...listKey, filter, isFolded]

export const shapeOf = ([, , { sort }, isFolded]: ListKey): ListShape => ({ oldestFirst: sort === 'date', isFolded })

/** The first page, and what is read when one comes to an edge. */
export const firstPage = 50
export const nextPage = 100
/** What is read anew around the row that one reads: so many rows, so many of them above it. */
export const neighbourhood = { limit: 200, above: 80 }

/** What a filter asks of the server, without a place in the list. */
export function plainQuery([, , { account, kind, direction, sort: _, ...plain }, isFolded]: ListKey) {
  return {
    ...plain,
    ...(account ? { account: [account] } : {}),
    ...(kind ? { kind: [kind] } : {}),
    ...(direction ? { direction: [direction] } : {}),
    ...(isFolded ? { fold: 'thread' as const } : {}),
  }
}

/** One page of a list from a place in it, in the order that it was read in. */
export function askPage(key: ListKey, { side, edge, limit }: PageAsk, signal?: AbortSignal): Promise<InteractionPage> {
  const descends = shapeOf(key).oldestFirst === (side === 'up')
  const { time, cursor } = edge
  return api.interactions.list(
    {
      ...plainQuery(key),
      limit,
      ...(descends ? {} : { sort: 'date' }),
      // Letters of this very moment are asked for as well: several may be of one moment.
      ...(time === null ? {} : descends ? { before: time } : { after: justBefore(time) }),
      ...(cursor === null ? {} : { cursor }),
    },
    signal ? { signal } : {},
  )
}

function justBefore(time: string): string {
  return new Date(Date.parse(time) - 1).toISOString()
}

/** Opens the list, or reads anew where one stands in it. */
async function readList(client: QueryClient, key: ListKey, signal: AbortSignal): Promise<ListWindow> {
  const known = client.getQueryData<ListWindow>(key)
  const shape = shapeOf(key)
  if (known && known.rows.length > 0) {
    const ask = askAround(known, readingPlace(key), neighbourhood)
    return replaceWindow(known, await askPage(key, ask, signal), ask, shape)
  }
  const ask: PageAsk = { side: 'down', edge: farEnd, limit: firstPage }
  const page = await askPage(key, ask, signal)
  return known ? jumpWindow(known, page, ask, shape) : openWindow(page, ask, shape)
}

export const listQuery = (key: ListKey) =>
  queryOptions({
    queryKey: key,
    queryFn: ({ client, signal }) => readList(client, key, signal),
  })

/** From when to when the rows of a list reach. */
export const spanQuery = (key: ListKey) =>
  queryOptions({
    queryKey: ['interactions', 'span', ...key.slice(2)] as const,
    queryFn: ({ signal }) => api.interactions.span(plainQuery(key), { signal }),
  })

export const interactionQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey(id),
    queryFn: ({ signal }) => api.interactions.read({ id }, { signal }),
    // Addresses of attachments run out after an hour at the earliest.
    staleTime: 30 * 60_000,
  })

/** All letters of a thread that the viewer may read, newest first. */
export const threadLettersQuery = (threadId: string) =>
  queryOptions({
    queryKey: ['interactions', 'thread', threadId, 'letters'] as const,
    queryFn: async ({ signal }): Promise<readonly InteractionItem[]> => {
      const letters: InteractionItem[] = []
      let cursor: string | undefined
      do {
        const ask = { id: threadId, limit: 200, sort: '-date' as const, ...(cursor === undefined ? {} : { cursor }) }
        const page = await api.interactions.thread(ask, { signal })
        letters.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return letters
    },
  })
