import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { conditions, keyset, order } from './list-conditions.ts'
import type { ListRow } from './list-cursor.ts'

/** More matches than that are not gathered: so common words are soon met along the dates. */
const MOST_GATHERED = 5_000
/** From this share of all letters on words are common. What it knows nothing of the planner puts at a half per cent. */
const COMMON = 0.05

/**
 * A page of the letters that hold the words, gathered from the index of words; null where they are many and are sooner
 * met along the dates. Of words that few hold the planner only guesses how many these are, and would walk a whole mailbox
 * for a number that stands in one letter: so all are gathered whose number it does not know to be large.
 */
export async function gatherByWords(
  db: Database,
  filter: InteractionFilter,
  tsquery: string,
): Promise<ListRow[] | null> {
  return (await areCommon(db, tsquery)) ? null : gather(db, filter, tsquery)
}

interface PlanRow {
  'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }]
}

async function areCommon(db: Database, tsquery: string): Promise<boolean> {
  const { rows: plans } = await sql<PlanRow>`
    explain (format json) select from search where tsv @@ ${tsquery}::tsquery`.execute(db)
  const { rows: sizes } = await sql<{ letters: number }>`
    select reltuples as letters from pg_class where oid = 'search'::regclass`.execute(db)
  const expected = plans[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
  const letters = sizes[0]?.letters ?? 0
  // Of a table that was never analysed it knows nothing at all.
  return letters > 0 && expected > COMMON * letters
}

async function gather(db: Database, filter: InteractionFilter, tsquery: string): Promise<ListRow[] | null> {
  const { rows } = await sql<{ areMany: boolean; id: string | null; date: Date | null; threadId: string | null }>`
    with found as materialized (
      select s.interaction_id as id, s.date from search s
      where s.tsv @@ ${tsquery}::tsquery and s.account_id = any(${[...filter.accounts]}::bigint[])
      limit ${MOST_GATHERED + 1}
    )
    select many.are as "areMany", page.id, page.date, page.thread_id
    from (select count(*) > ${MOST_GATHERED} as are from found) as many
    left join lateral (
      select found.id, found.date, i.thread_id from found join interactions i on i.id = found.id
      where true ${inFolder(filter)} ${conditions(filter, sql`found.date`)} ${keyset(filter, sql`found.date`, sql`found.id`)}
      ${order(filter, sql`found.date`, sql`found.id`)}
    ) as page on not many.are`.execute(db)
  if (rows[0]?.areMany === true) return null
  return rows.flatMap(({ id, date, threadId }) =>
    id === null || date === null || threadId === null ? [] : { id, date, threadId },
  )
}

function inFolder({ folder }: InteractionFilter): RawBuilder<unknown> {
  return folder === undefined
    ? sql``
    : sql`and exists (select from placements p where p.interaction_id = found.id and p.folder_id = ${folder})`
}
