import type { Query, QueryClient } from '@tanstack/react-query'
import type { InteractionItem } from '../api/wire-types.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { askPage, interactionQuery, listKey, oneKey } from './interaction-queries.ts'
import { joinHead, type ListPages, patchRows, removeRows, rowsOf } from './list-pages.ts'

/** More rows than this are cheaper to ask for as a list. */
const rowLimit = 8

function lists(client: QueryClient): Query[] {
  return client.getQueryCache().findAll({ queryKey: listKey })
}

/** Puts new rows on top of every list that is on screen without touching what is loaded below. */
export async function refreshLists(client: QueryClient): Promise<void> {
  await Promise.all(
    lists(client).map((query) => (query.isActive() ? refreshHead(client, query) : markStale(client, query))),
  )
}

function markStale(client: QueryClient, query: Query): Promise<void> {
  // Only its first page: coming back to a long list must not ask for all of it again.
  client.setQueryData<ListPages>(
    query.queryKey,
    (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) },
  )
  return client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'none' })
}

async function refreshHead(client: QueryClient, query: Query): Promise<void> {
  const filter = query.queryKey[2] as InteractionFilter
  const loaded = client.getQueryData<ListPages>(query.queryKey)
  // A list that is being asked for, or that failed, takes the ordinary way.
  if (!loaded || query.state.fetchStatus === 'fetching' || query.state.status === 'error') {
    return client.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
  const tail = loaded.pages.at(-1)
  const tailCursor = loaded.pageParams.at(-1)
  const [head, newTail] = await Promise.all([
    askPage(filter, undefined),
    // The end of the list may have moved on: an import adds older letters below.
    tail?.next === null && loaded.pages.length > 1 ? askPage(filter, textOf(tailCursor)) : null,
  ]).catch(() => [null, null])
  if (!head) return
  const current = client.getQueryData<ListPages>(query.queryKey)
  if (!current) return
  const joined = joinHead(current, head)
  if (!joined) return client.invalidateQueries({ queryKey: query.queryKey, exact: true })
  if (newTail && joined.pageParams.at(-1) === tailCursor) {
    const pages = [...joined.pages.slice(0, -1), newTail]
    client.setQueryData<ListPages>(query.queryKey, { ...joined, pages })
  } else {
    client.setQueryData<ListPages>(query.queryKey, joined)
  }
}

function textOf(cursor: unknown): string | undefined {
  return typeof cursor === 'string' ? cursor : undefined
}

/** Reads changed rows anew where a list on screen or an open letter shows them. */
export async function refreshRows(client: QueryClient, ids: ReadonlySet<string>): Promise<void> {
  const shown = new Set(
    lists(client).flatMap((query) => rowsOf(client.getQueryData<ListPages>(query.queryKey)).map(({ id }) => id)),
  )
  const wanted = [...ids].filter((id) => shown.has(id) || client.getQueryData(oneKey(id)) !== undefined)
  if (wanted.length > rowLimit) {
    await client.invalidateQueries({ queryKey: ['interactions'] })
    return
  }
  const rows = await Promise.all(
    wanted.map((id) => client.query({ ...interactionQuery(id), staleTime: 0 }).catch(() => null)),
  )
  const changed = new Map<string, InteractionItem>()
  for (const row of rows) if (row) changed.set(row.id, row)
  patchLists(client, changed)
}

export function patchLists(client: QueryClient, changed: ReadonlyMap<string, Partial<InteractionItem>>): void {
  for (const { queryKey } of lists(client)) {
    client.setQueryData<ListPages>(queryKey, (pages) => pages && patchRows(pages, changed))
  }
}

export function removeFromLists(client: QueryClient, gone: ReadonlySet<string>): void {
  for (const { queryKey } of lists(client)) {
    client.setQueryData<ListPages>(queryKey, (pages) => pages && removeRows(pages, gone))
  }
  for (const id of gone) client.removeQueries({ queryKey: oneKey(id), exact: true })
}
