import type { Query, QueryClient } from '@tanstack/react-query'
import type { InteractionItem, InteractionPage } from '../api/wire-types.ts'
import {
  askPage,
  firstPage,
  interactionQuery,
  type ListKey,
  listKey,
  neighbourhood,
  oneKey,
  shapeOf,
} from './interaction-queries.ts'
import {
  askAround,
  farEnd,
  joinNewest,
  type ListWindow,
  type PageAsk,
  patchRows,
  removeRows,
  replaceWindow,
  trimWindow,
} from './list-window.ts'
import { readingPlace } from './reading-place.ts'

/** More rows than this are cheaper to ask for as a list. */
const rowLimit = 8

function lists(client: QueryClient): Query[] {
  return client.getQueryCache().findAll({ queryKey: listKey })
}

/** Query keys of lists are made by `listKeyOf` alone. */
function keyOf(query: Query): ListKey {
  return query.queryKey as unknown as ListKey
}

/**
 * Brings every list on screen up to date: its newer end and, where that does not show all that is new, what stands around
 * the row that one reads. Nothing that is on screen moves.
 * @param created ids of what has arrived, where that is all that may have changed
 */
export async function refreshLists(client: QueryClient, created: ReadonlySet<string> | null = null): Promise<void> {
  await Promise.all(
    lists(client).map((query) => (query.isActive() ? refreshList(client, query, created) : markStale(client, query))),
  )
}

function markStale(client: QueryClient, query: Query): Promise<void> {
  // Only its first rows: coming back to a long list must not ask for all of it again.
  client.setQueryData<ListWindow>(query.queryKey, (window) => window && trimWindow(window, 'up', firstPage))
  return client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'none' })
}

async function refreshList(client: QueryClient, query: Query, created: ReadonlySet<string> | null): Promise<void> {
  const key = keyOf(query)
  const loaded = client.getQueryData<ListWindow>(key)
  // A list that is being asked for, or that failed, takes the ordinary way.
  if (!loaded || query.state.fetchStatus === 'fetching' || query.state.status === 'error') {
    return client.invalidateQueries({ queryKey: key, exact: true })
  }
  const shape = shapeOf(key)
  const around = askAround(loaded, readingPlace(key), neighbourhood)
  // Near the top of a list whose newest stand there, one answer shows both.
  const isAtHead = around.edge.time === null && !shape.oldestFirst
  const limit = isAtHead && created === null ? neighbourhood.limit : firstPage
  const head = await ask(key, { side: shape.oldestFirst ? 'up' : 'down', edge: farEnd, limit })
  if (!head) return
  client.setQueryData<ListWindow>(key, (window) => window && joinNewest(window, head, shape))
  const shown = new Set(head.items.map(({ id }) => id))
  if (head.next === null || (created !== null && [...created].every((id) => shown.has(id)))) return
  if (limit === neighbourhood.limit) putInPlace(client, key, head, { ask: around, jump: loaded.jump })
  else await readAround(client, key)
}

/** A server that does not answer leaves the list as it is; the stream says when it is back. */
function ask(key: ListKey, what: PageAsk): Promise<InteractionPage | null> {
  return askPage(key, what).catch(() => null)
}

/** Reads anew what stands around the row that one reads; what is farther is dropped and read when one comes to it. */
async function readAround(client: QueryClient, key: ListKey): Promise<void> {
  const before = client.getQueryData<ListWindow>(key)
  if (!before) return
  const around = askAround(before, readingPlace(key), neighbourhood)
  const page = await ask(key, around)
  if (page) putInPlace(client, key, page, { ask: around, jump: before.jump })
}

function putInPlace(
  client: QueryClient,
  key: ListKey,
  page: InteractionPage,
  { ask: asked, jump }: { ask: PageAsk; jump: number },
): void {
  client.setQueryData<ListWindow>(key, (window) => {
    // One has jumped elsewhere meanwhile, and read what is there.
    if (!window || window.jump !== jump) return window
    return replaceWindow(window, page, asked, shapeOf(key))
  })
}

/** Reads changed rows anew where a list on screen or an open letter shows them. */
export async function refreshRows(client: QueryClient, ids: ReadonlySet<string>): Promise<void> {
  const shown = new Set(
    lists(client).flatMap((query) => client.getQueryData<ListWindow>(query.queryKey)?.rows.map(({ id }) => id) ?? []),
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
    client.setQueryData<ListWindow>(queryKey, (window) => window && patchRows(window, changed))
  }
}

/** So many more (or fewer) are left to review in each thread. */
export function shiftThreads(client: QueryClient, deltas: ReadonlyMap<string, number>): void {
  for (const { queryKey } of lists(client)) {
    client.setQueryData<ListWindow>(queryKey, (window) => {
      if (!window) return window
      const changed = new Map<string, Partial<InteractionItem>>()
      for (const { id, thread, threadId } of window.rows) {
        const delta = deltas.get(threadId)
        if (thread && delta) changed.set(id, { thread: { ...thread, toReview: Math.max(0, thread.toReview + delta) } })
      }
      return patchRows(window, changed)
    })
  }
}

/** Letters leave a folder: lists of that folder lose them, others keep them. By id of the letter, the folder's. */
export function leaveFolders(client: QueryClient, left: ReadonlyMap<string, string>): void {
  for (const query of lists(client)) {
    const [, , { folder }] = keyOf(query)
    if (folder === undefined) continue
    const gone = new Set([...left].filter(([, from]) => from === folder).map(([id]) => id))
    client.setQueryData<ListWindow>(query.queryKey, (window) => window && removeRows(window, gone))
  }
}

export function removeFromLists(client: QueryClient, gone: ReadonlySet<string>): void {
  for (const { queryKey } of lists(client)) {
    client.setQueryData<ListWindow>(queryKey, (window) => window && removeRows(window, gone))
  }
  for (const id of gone) client.removeQueries({ queryKey: oneKey(id), exact: true })
}
