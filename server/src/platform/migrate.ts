import { runMigrations, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from './log.ts'
import { type AppliedMigration, type Migration, planMigrations, readMigrations } from './migration-files.ts'
import { StartError } from './start-error.ts'

/** One number for all processes of the program on this database. */
const ADVISORY_LOCK = 7_305_211

const CREATE_TABLE = `
  create table if not exists migrations (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`

/**
 * Brings the database up to this program: every missing SQL file in a transaction of its own, then the tables of the
 * job queue. Several processes may call it at once; one works, the others wait and find it done. Returns how many
 * files were applied. Throws `DATABASE_NEWER`, `MIGRATION_CHANGED`, `MIGRATION_FAILED`.
 */
export async function migrate(pool: pg.Pool, log: Logger, migrationsDir?: string): Promise<number> {
  const known = await readMigrations(migrationsDir)
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query(CREATE_TABLE)
    const applied = await client.query<AppliedMigration>('select number, name, sha256 from migrations order by number')
    const missing = planMigrations(known, applied.rows)
    for (const migration of missing) await apply(client, migration, log)
    await runMigrations({ pgPool: pool, logger: new WorkerLogger(() => () => {}) })
    return missing.length
  } finally {
    await client.query('select pg_advisory_unlock($1)', [ADVISORY_LOCK]).catch(() => undefined)
    client.release()
  }
}

async function apply(client: pg.PoolClient, migration: Migration, log: Logger): Promise<void> {
  const { number, name, sha256, sql } = migration
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [number, name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError('MIGRATION_FAILED', `Migration ${number} (${name}) failed: ${reason}`, { cause: error })
  }
  log.info({ migration: number, name }, 'migration applied')
}
