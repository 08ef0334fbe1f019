import { CamelCasePlugin, Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
import pg from 'pg'
import { isWorthRepeating } from './database-errors.ts'
import type { Logger } from './log.ts'
import type { Tables } from './schema.gen.ts'
import { StartError } from './start-error.ts'

/** Where the database is: a URL of the operator, or the socket of the embedded server. */
export type DatabaseConnection =
  | { connectionString: string }
  | { host: string; port: number; user: string; password: string; database: string }

/**
 * The query builder over all tables. SQL names are snake_case, here they are camelCase, both ways, identifiers only:
 * keys inside jsonb and text inside sql`` stay as written. bigint arrives as string, timestamptz as Date, date as string.
 */
export type Database = Kysely<Tables>
export type Transaction = KyselyTransaction<Tables>

/** An open pool. `pool` is for what the builder cannot do: COPY, LISTEN, the job runner. */
export interface OpenDatabase {
  db: Database
  pool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  connection: DatabaseConnection
  log: Logger
  poolSize?: number
  /** Shown in pg_stat_activity. */
  name?: string
}

const OLDEST_SERVER = 15
const ATTEMPTS = 3

/** A `date` has no time and no zone: as a Date it would shift with the zone of the process. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.DATE) return (value: string) => value
    return pg.types.getTypeParser(oid, format) as (value: string) => unknown
  },
}

/** Options of node-postgres for a connection of ours, single or pooled. */
export function toClientConfig(connection: DatabaseConnection, name = 'besedka'): pg.ClientConfig {
  return { ...connection, types: TYPES, application_name: name, keepAlive: true }
}

/** A pool alone, for parts that must not share one. A connection that breaks is logged and replaced. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({ ...toClientConfig(options.connection, options.name), max: options.poolSize ?? 10 })
  const note = (error: Error) => options.log.warn({ reason: error.message }, 'a database connection broke')
  pool.on('error', note)
  pool.on('connect', (client) => client.on('error', note))
  return pool
}

/**
 * Opens the pool and asks the server for its version. Throws `DATABASE_CONNECT_FAILED` and `DATABASE_SERVER_TOO_OLD`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const pool = createPool(options)
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  const close = async () => {
    await db.destroy()
    // The builder takes the pool over with the first query it runs; before that it does not end it.
    if (!pool.ended) await pool.end()
  }
  return { db, pool, close }
}

/** Runs one transaction. Repeats it when the server cut it off for a deadlock or a conflict: `work` acts by `trx` alone. */
export async function transaction<Result>(db: Database, work: (trx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt >= ATTEMPTS || !isWorthRepeating(error)) throw error
    }
  }
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool
    .query<{ version: string; number: number }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
    )
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new StartError('DATABASE_CONNECT_FAILED', `The database does not answer: ${reason}`, { cause: error })
    })
  const server = rows[0]
  if (server !== undefined && server.number >= OLDEST_SERVER * 10_000) return
  throw new StartError(
    'DATABASE_SERVER_TOO_OLD',
    `The database server is PostgreSQL ${server?.version ?? 'of unknown version'}; ${OLDEST_SERVER} or newer is needed.`,
  )
}
