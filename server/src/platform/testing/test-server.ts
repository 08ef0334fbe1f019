import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { isDataDirLocked } from '../data-lock.ts'
import { openDatabase, toClientConfig } from '../database.ts'
import { startEmbeddedPostgres } from '../embedded-postgres.ts'
import { createLogger } from '../log.ts'
import { migrate } from '../migrate.ts'

/** What a test file needs to know to make its own database; plain data, it crosses to worker processes. */
export interface TestServerAddress {
  host: string
  port: number
  user: string
  password: string
  /** Migrated database to clone; nobody connects to it. */
  template: string
}

export interface TestServer {
  address: TestServerAddress
  stop(): Promise<void>
}

const PREFIX = 'besedka-test-server-'

/**
 * Starts one embedded PostgreSQL for a whole run, without flushing to disk, with a migrated template database. It goes
 * down with this process; the folder of a run that was killed is removed by the next one.
 */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandoned()
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX))
  const log = createLogger('silent')
  const postgres = await startEmbeddedPostgres({ dataDir, log, purpose: 'tests' })
  const stop = async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const template = 'template_besedka'
    await runAsAdministrator(postgres.connection, `create database ${template}`)
    const database = await openDatabase({
      connection: { ...postgres.connection, database: template },
      log,
      poolSize: 2,
    })
    try {
      await migrate(database.pool, log)
    } finally {
      await database.close()
    }
    const { host, port, user, password } = postgres.connection
    return { address: { host, port, user, password, template }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One statement outside any transaction, on the maintenance database. */
export async function runAsAdministrator(
  server: Pick<TestServerAddress, 'host' | 'port' | 'user' | 'password'>,
  statement: string,
): Promise<void> {
  const { host, port, user, password } = server
  const client = new pg.Client(toClientConfig({ host, port, user, password, database: 'postgres' }, 'besedka-tests'))
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    if (!(await isDataDirLocked(folder))) await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}
