import pg from 'pg'
import { type DatabaseConnection, toClientConfig } from '../platform/database.ts'

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
