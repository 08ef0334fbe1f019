import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { findInteractions } from './find-interactions.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { matching } from './list-conditions.ts'
import type { ListPlace, ListRow } from './list-cursor.ts'

const MOST_AT_ONCE = 8_000
const LETTERS_OF_LONG_THREAD = 20

export interface FoldedRows {
  /** The newest of its thread each, in order, and one beyond the page if there is one. */
  rows: ListRow[]
  /** The top of the list when its first page was read; undefined where there is no list. */
  upTo: ListPlace | undefined
}

/**
 * One page of a list that shows of each thread the newest interaction that matches. The plain list is walked, and of a
 * thread that is met it is asked only whether a newer one follows, by the thread's index in the order of dates: up to the
 * next that matches, so that over all pages no letter is looked at twice, however long its thread is.
 *
 * What arrives above the top of the first page is not of the list. So a thread that has been given is not given again
 * further down for a new letter, nor is one passed over that had not been given when its new letter came.
 */
export async function findFolded(db: Database, filter: InteractionFilter): Promise<FoldedRows> {
  const fromTop = filter.after === undefined && filter.before === undefined && !filter.oldestFirst
  const upTo = fromTop ? undefined : (filter.upTo ?? (await topOf(db, filter)))
  if (!fromTop && upTo === undefined) return { rows: [], upTo }
  const walk = filter.oldestFirst ? walkUp : walkDown
  const rows = await walk(db, { ...filter, upTo })
  return { rows, upTo: upTo ?? rows[0] }
}

/** The first row of the list, wherever in it one stands. */
async function topOf(db: Database, filter: InteractionFilter): Promise<ListPlace | undefined> {
  const whole = { ...filter, before: undefined, laterThan: undefined, after: undefined, upTo: undefined }
  const [top] = await findInteractions(db, { ...whole, oldestFirst: false, limit: 1 })
  return top
}

/** Newest first: the first letter of a thread that is met decides. */
async function walkDown(db: Database, filter: InteractionFilter): Promise<ListRow[]> {
  const kept: ListRow[] = []
  const met = new Set<string>()
  let notOfThreads: string[] = []
  let after = filter.after
  for (let size = firstSize(filter); ; size = Math.min(2 * size, MOST_AT_ONCE)) {
    const rows = await findInteractions(db, { ...filter, after, notOfThreads, limit: size - 1 })
    const firsts = rows.filter(({ threadId }) => !met.has(threadId) && met.add(threadId))
    // From the top of the list down nothing newer can stand above what is met first.
    kept.push(...(filter.upTo === undefined ? firsts : await withoutNewer(db, filter, firsts)))
    after = rows.at(-1)
    if (kept.length > filter.limit || rows.length < size) return kept.slice(0, filter.limit + 1)
    // Where one long thread is nearly all there is, the database passes over it; as a rule a longer look costs less, for
    // in an account that holds nothing else it would go to the very end.
    notOfThreads = isOneLongThread(firsts.length, rows) ? [...met] : []
  }
}

/** Oldest first: of each stretch the last letter of a thread decides. */
async function walkUp(db: Database, filter: InteractionFilter): Promise<ListRow[]> {
  const kept: ListRow[] = []
  /** The rows of threads that are left out of the walk, which comes to them later. */
  let ahead: ListRow[] = []
  let after = filter.after
  for (let size = firstSize(filter); ; size = Math.min(2 * size, MOST_AT_ONCE)) {
    const notOfThreads = ahead.map(({ threadId }) => threadId)
    const rows = await findInteractions(db, { ...filter, after, notOfThreads, limit: size - 1 })
    const last = new Map(rows.map((row) => [row.threadId, row]))
    const shown = await withoutNewer(db, filter, [...last.values()])
    const end = rows.length < size ? undefined : rows.at(-1)
    const isPassed = (row: ListRow) => (end === undefined ? isBefore(filter, row) : comparePlaces(row, end) <= 0)
    kept.push(...[...shown, ...ahead.filter(isPassed)].sort(comparePlaces))
    if (kept.length > filter.limit || end === undefined) return kept.slice(0, filter.limit + 1)
    ahead = ahead.filter((row) => !isPassed(row))
    if (isOneLongThread(last.size, rows)) {
      for (const row of shown) last.delete(row.threadId)
      ahead.push(...(await newestOf(db, filter, [...last.keys()])))
    }
    after = end
  }
}

function isBefore({ before }: InteractionFilter, { date }: ListRow): boolean {
  return before === undefined || date <= before
}

function comparePlaces(a: ListPlace, b: ListPlace): number {
  return a.date.getTime() - b.date.getTime() || Number(BigInt(a.id) - BigInt(b.id))
}

function isOneLongThread(threads: number, rows: readonly ListRow[]): boolean {
  return threads < rows.length / LETTERS_OF_LONG_THREAD
}

/** Most threads are short. */
function firstSize({ limit }: InteractionFilter): number {
  return Math.max(8, 3 * limit)
}

/** Those above which no letter of their thread stands in the list. */
async function withoutNewer(db: Database, filter: InteractionFilter, rows: ListRow[]): Promise<ListRow[]> {
  if (rows.length === 0) return []
  const { rows: newest } = await sql<{ id: string }>`
    select met.id from interactions met
    where met.id = any(${rows.map(({ id }) => id)}::bigint[]) and not (select exists (
      select from interactions i
      where i.thread_id = met.thread_id and (i.date, i.id) > (met.date, met.id) ${upToTop(filter)}
        and ${matching(filter)}))`.execute(db)
  const ids = new Set(newest.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}

/** The rows of threads, as far as they stand in the part of the list that is asked for. */
async function newestOf(db: Database, filter: InteractionFilter, threads: string[]): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    select newest.* from unnest(${threads}::bigint[]) as thread(id)
    cross join lateral (
      select i.id, i.date, i.thread_id from interactions i
      where i.thread_id = thread.id ${upToTop(filter)} and ${matching(filter)}
      order by i.date desc, i.id desc limit 1
    ) as newest`.execute(db)
  return rows
}

function upToTop({ upTo }: InteractionFilter) {
  return upTo === undefined ? sql`` : sql`and (i.date, i.id) <= (${upTo.date}, ${upTo.id}::bigint)`
}
