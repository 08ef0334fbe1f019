import type { InteractionItem, InteractionPage } from '../api/wire-types.ts'
import { compareAge, comparePlace, type ListShape } from './list-order.ts'

/** Where a list goes on beyond what is loaded. */
export interface Edge {
  /** The time that it goes on from, letters of that very moment included; null: from the very end of the list. */
  time: string | null
  /** Of the page that was read last in this direction. */
  cursor: string | null
}

/**
 * The loaded part of a list: everything that the list holds between its first and its last row, in order, nothing twice.
 * Both edges move: rows are read in either direction, and far ones are dropped again.
 */
export interface ListWindow {
  rows: readonly InteractionItem[]
  /** Null where the first row is the first of the list. */
  up: Edge | null
  /** Null where the last row is the last of the list. */
  down: Edge | null
  /** How many have arrived at the newer end since the list was opened. */
  arrived: number
  /** The newest letter that is known of, on screen or beyond the edge. */
  newest: Pick<InteractionItem, 'date' | 'id'> | null
  /** Another number after each jump: what was on screen is no longer there. */
  jump: number
  /** It was opened at its end, and is read upwards from there. */
  isFromEnd: boolean
}

export type Side = 'up' | 'down'

/** One request: from an edge in one direction. */
export interface PageAsk {
  side: Side
  edge: Edge
  limit: number
}

export const farEnd: Edge = { time: null, cursor: null }

/** A list holds so many rows in memory at most. */
export const rowLimit = 2000

/** A list that is opened at a time, at its beginning (`down` from the far end) or at its end (`up` from the far end). */
export function openWindow(page: InteractionPage, ask: PageAsk, shape: ListShape): ListWindow {
  const rows = merge([], page.items, shape)
  const onward = edgeAfter(page, ask)
  const back: Edge | null = ask.edge.time === null ? null : { time: ask.edge.time, cursor: null }
  const [up, down] = ask.side === 'down' ? [back, onward] : [onward, back]
  const newestSide = shape.oldestFirst ? down : up
  const newest = newestSide === null ? newestOf(rows, shape) : null
  return { rows, up, down, arrived: 0, newest, jump: 0, isFromEnd: ask.side === 'up' && ask.edge.time === null }
}

/** Adds what was asked at an edge. An answer to an edge that has moved meanwhile is dropped. */
export function growWindow(window: ListWindow, page: InteractionPage, ask: PageAsk, shape: ListShape): ListWindow {
  if (window[ask.side] !== ask.edge && !sameEdge(window[ask.side], ask.edge)) return window
  // At an edge that is a time, letters of that moment come again, also those that belong beyond the other side.
  const border = ask.side === 'up' ? window.rows[0] : window.rows.at(-1)
  const isBeyond = (row: InteractionItem) =>
    border === undefined || comparePlace(row, border, shape) * (ask.side === 'up' ? -1 : 1) > 0
  const rows = merge(window.rows, page.items.filter(isBeyond), shape)
  return { ...window, rows, [ask.side]: edgeAfter(page, ask) }
}

/** Keeps `limit` rows at the side that is being read and drops those at the other end. */
export function trimWindow(window: ListWindow, keep: Side, limit: number = rowLimit): ListWindow {
  const { rows } = window
  if (rows.length <= limit) return window
  if (keep === 'up') {
    const kept = rows.slice(0, limit)
    return { ...window, rows: kept, down: edgeAt(kept.at(-1)) }
  }
  const kept = rows.slice(-limit)
  return { ...window, rows: kept, up: edgeAt(kept[0]) }
}

/**
 * Joins what the newer end of the list holds now. Where it does not touch what is loaded, the list goes on there beyond
 * an edge; nothing that is on screen moves.
 */
export function joinNewest(window: ListWindow, page: InteractionPage, shape: ListShape): ListWindow {
  const head = merge([], page.items, shape)
  const newestSide: Side = shape.oldestFirst ? 'down' : 'up'
  const { newest } = window
  const fresh = newest === null ? 0 : head.filter((row) => compareAge(row, newest) > 0).length
  const rows = shape.isFolded ? withoutMoved(window.rows, head) : window.rows
  const known = { ...window, rows, arrived: window.arrived + fresh, newest: newestOf(head, shape) ?? newest }
  if (rows.length === 0) {
    const ask: PageAsk = { side: shape.oldestFirst ? 'up' : 'down', edge: farEnd, limit: head.length }
    return { ...openWindow(page, ask, shape), ...said(known) }
  }
  const ownNewest = newestOf(rows, shape)
  const oldestOfHead = shape.oldestFirst ? head[0] : head.at(-1)
  if (page.next === null) return { ...known, rows: head, up: null, down: null }
  if (!oldestOfHead || !ownNewest) return known
  if (compareAge(oldestOfHead, ownNewest) > 0) {
    return { ...known, [newestSide]: edgeAt(ownNewest) }
  }
  const kept = rows.filter((row) => compareAge(row, oldestOfHead) < 0)
  return { ...known, rows: merge(kept, head, shape), [newestSide]: null }
}

/** A thread that a letter has come to stands where that letter stands. */
function withoutMoved(rows: readonly InteractionItem[], head: readonly InteractionItem[]): readonly InteractionItem[] {
  const places = new Map(head.map((row) => [row.threadId, row]))
  const hasMoved = (row: InteractionItem) => {
    const now = places.get(row.threadId)
    return now !== undefined && compareAge(now, row) > 0
  }
  return rows.some(hasMoved) ? rows.filter((row) => !hasMoved(row)) : rows
}

function said({ arrived, newest, jump }: ListWindow): Pick<ListWindow, 'arrived' | 'newest' | 'jump'> {
  return { arrived, newest, jump }
}

/** What to ask in order to read anew the neighbourhood of a row: some rows above it, and as many below as a page holds. */
export function askAround(
  window: ListWindow,
  id: string | undefined,
  { above, limit }: { above: number; limit: number },
): PageAsk {
  const place = Math.max(
    0,
    window.rows.findIndex((row) => row.id === id),
  )
  const top = window.rows[Math.max(0, place - above)]
  const isFromStart = place <= above && window.up === null
  return { side: 'down', edge: isFromStart || !top ? farEnd : { time: top.date, cursor: null }, limit }
}

/** What was read anew in place of what was loaded: rows beyond it are dropped and read again when one comes to them. */
export function replaceWindow(window: ListWindow, page: InteractionPage, ask: PageAsk, shape: ListShape): ListWindow {
  return { ...openWindow(page, ask, shape), ...said(window) }
}

/** The list at another place: at a time, at its beginning or at its end. What has arrived stays known. */
export function jumpWindow(
  window: ListWindow | undefined,
  page: InteractionPage,
  ask: PageAsk,
  shape: ListShape,
): ListWindow {
  const there = openWindow(page, ask, shape)
  if (!window) return there
  const newest =
    [there.newest, window.newest]
      .filter((one) => one !== null)
      .sort(compareAge)
      .at(-1) ?? null
  return { ...there, arrived: window.arrived, newest, jump: window.jump + 1 }
}

export function patchRows(window: ListWindow, changed: ReadonlyMap<string, Partial<InteractionItem>>): ListWindow {
  if (!window.rows.some(({ id }) => changed.has(id))) return window
  const rows = window.rows.map((row) => {
    const change = changed.get(row.id)
    return change ? { ...row, ...change } : row
  })
  return { ...window, rows }
}

export function removeRows(window: ListWindow, gone: ReadonlySet<string>): ListWindow {
  if (!window.rows.some(({ id }) => gone.has(id))) return window
  return { ...window, rows: window.rows.filter(({ id }) => !gone.has(id)) }
}

function edgeAt(row: InteractionItem | undefined): Edge {
  return { time: row?.date ?? null, cursor: null }
}

function edgeAfter(page: InteractionPage, ask: PageAsk): Edge | null {
  return page.next === null ? null : { time: ask.edge.time, cursor: page.next }
}

function sameEdge(one: Edge | null, other: Edge): boolean {
  return one !== null && one.time === other.time && one.cursor === other.cursor
}

function newestOf(rows: readonly InteractionItem[], { oldestFirst }: ListShape): InteractionItem | null {
  return (oldestFirst ? rows.at(-1) : rows[0]) ?? null
}

/** Both in the order of the list; of a letter the later answer counts, of a folded thread its newest letter. */
function merge(
  rows: readonly InteractionItem[],
  fresh: readonly InteractionItem[],
  shape: ListShape,
): readonly InteractionItem[] {
  const byKey = new Map<string, InteractionItem>()
  for (const row of rows) byKey.set(keyOf(row, shape), row)
  for (const row of fresh) {
    const key = keyOf(row, shape)
    const known = byKey.get(key)
    if (known === undefined || compareAge(row, known) >= 0) byKey.set(key, row)
  }
  return [...byKey.values()].sort((one, other) => comparePlace(one, other, shape))
}

function keyOf(row: InteractionItem, { isFolded }: ListShape): string {
  return isFolded ? row.threadId : row.id
}
