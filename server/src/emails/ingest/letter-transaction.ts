import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database, Transaction } from '../../platform/database.ts'
import type { Tables } from '../../platform/schema.gen.ts'

/**
 * One number for all processes on a database. While a batch is stored nobody else stores one, in no account and on no
 * node: two batches with a common key would start two threads, two with a common letter would store it twice. A batch
 * takes some 50 ms, and commits of several would wait for the same disk anyway.
 */
const INGEST_LOCK = 7_305_212

/**
 * A node that hangs in the middle of a batch must not hold up the others for long, nor one that waits for rows that
 * somebody else holds for long. Every statement of a batch looks up by
 * key; in the middle of a first sync the planner's statistics are those of empty tables, and it would read whole ones.
 */
const PREPARE = `
  set local idle_in_transaction_session_timeout = '60s';
  set local enable_seqscan = off;
  set local enable_hashjoin = off;
  set local enable_mergejoin = off;
  select pg_advisory_xact_lock(${INGEST_LOCK});
  set local lock_timeout = '10s'`

/** What a batch is stored by: the query builder, and the connection under it for COPY. */
export interface LetterTransaction {
  readonly trx: Transaction
  readonly client: pg.PoolClient
}

/** Runs work in one transaction that holds the lock of storing letters. Rolls back where it throws. */
export async function letterTransaction<Result>(
  pool: pg.Pool,
  work: (transaction: LetterTransaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isWhole = false
  try {
    const result = await builderOn(client)
      .transaction()
      .execute(async (trx) => {
        await client.query(PREPARE)
        return work({ trx, client })
      })
    isWhole = true
    return result
  } finally {
    // After a failure nobody knows how far the conversation came: the pool makes a new connection.
    client.release(!isWhole)
  }
}

/** A builder that lives on one connection and does not give it back. */
function builderOn(client: pg.PoolClient): Database {
  const borrowed = { query: client.query.bind(client), release: () => {} }
  const pool = { connect: async () => borrowed, end: async () => {}, options: {} }
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
