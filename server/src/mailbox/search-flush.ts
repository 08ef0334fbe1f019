import { sql } from 'kysely'
import pg from 'pg'
import { type Database, type DatabaseConnection, toClientConfig } from '../platform/database.ts'
import type { Logger } from '../platform/log.ts'

/** What a first sync fills from nothing: without fresh statistics lists and searches would be planned as for empty tables. */
const FILLED = ['messages', 'interactions', 'letter_keys', 'placements', 'search']

/**
 * Merges what waits beside the search index into it, and tells the planner how large the tables have become. On a
 * connection of its own, because it takes seconds after a large mailbox.
 */
export async function settleTables(connection: DatabaseConnection): Promise<void> {
  const client = new pg.Client(toClientConfig(connection, 'besedka-settle'))
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`select gin_clean_pending_list('search_tsv')`)
    await client.query(`analyze ${FILLED.join(', ')}`)
  } finally {
    await client.end()
  }
}

/**
 * Merges what waits beside the search index into it, again and again: every search reads all that waits, once for each
 * account, so that two thousand new letters make it twenty times slower. Where nothing waits it costs nothing. Returns
 * how to end it.
 */
export function keepSearchMerged(db: Database, log: Logger, everyMs: number): () => Promise<void> {
  let turn: Promise<unknown> = Promise.resolve()
  let isBusy = false
  const merge = async () => {
    isBusy = true
    try {
      await sql`select gin_clean_pending_list('search_tsv')`.execute(db)
    } catch (error) {
      log.warn({ err: error }, 'the search index could not be merged')
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(() => {
    if (!isBusy) turn = merge()
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await turn
  }
}
