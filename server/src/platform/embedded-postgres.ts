import { mkdir, realpath, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import pg from 'pg'
import { lockDataDir } from './data-lock.ts'
import type { Logger } from './log.ts'
import { pickPostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { CLUSTER_ROLE, prepareCluster } from './postgres-cluster.ts'
import { clearLeftovers } from './postgres-leftovers.ts'
import { launchPostgres, stopPostgres, waitUntilReady } from './postgres-process.ts'
import { type PostgresPurpose, planPostgresSettings } from './postgres-settings.ts'
import { shortenSocketFolder } from './socket-folder.ts'
import { StartError } from './start-error.ts'

/** How to reach the embedded server; `host` is the folder of its unix socket. */
export interface SocketConnection {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export interface EmbeddedPostgresOptions {
  dataDir: string
  log: Logger
  purpose?: PostgresPurpose
  /** Called once when the server goes down although nobody has asked it to. */
  onUnexpectedExit?: (error: StartError) => void
}

/** A running embedded server. It also goes down by itself when this process dies, however it dies. */
export interface EmbeddedPostgres {
  connection: SocketConnection
  pid: number
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk when this resolves. */
  stop(): Promise<void>
}

const PORT = 5432
const DATABASE = 'besedka'

/**
 * Starts PostgreSQL on the data folder (made if absent) and resolves when it accepts connections. Recovers by itself
 * after any kind of kill. Throws a StartError: `DATA_DIR_IN_USE` while another process runs on the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir)
  const lock = await lockDataDir(dataDir)
  try {
    return await startHoldingLock(dataDir, options, () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openDataDir(path: string): Promise<string> {
  try {
    await mkdir(resolve(path), { recursive: true, mode: 0o700 })
    return await realpath(resolve(path))
  } catch (error) {
    throw new StartError('DATA_DIR_UNUSABLE', `The data folder ${path} cannot be made or read.`, { cause: error })
  }
}

async function startHoldingLock(
  dataDir: string,
  options: EmbeddedPostgresOptions,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const purpose = options.purpose ?? 'production'
  const account = await pickPostgresAccount()
  const binaries = await findPostgresBinaries(account)
  const cluster = await prepareCluster({ dataDir, account, binaries, skipSync: purpose === 'tests' })
  await clearLeftovers(cluster.dir)
  const disk = await statfs(dataDir)
  const settings = planPostgresSettings(disk.bavail * disk.bsize, purpose)
  const { postgres: program } = binaries
  const server = launchPostgres({ program, clusterDir: cluster.dir, account, settings, log: options.log })
  const socket = await shortenSocketFolder(cluster.dir, `.s.PGSQL.${PORT}`)
  const { password } = cluster
  const connection = { host: socket.path, port: PORT, user: CLUSTER_ROLE, password, database: DATABASE }
  let isWanted = false
  const stop = async () => {
    isWanted = false
    await stopPostgres(server)
    await socket.remove()
    await release()
  }
  try {
    await waitUntilReady(server, cluster.dir)
    await makeDatabase(connection)
  } catch (error) {
    await stop()
    throw error
  }
  isWanted = true
  void server.ended.then((how) => {
    if (!isWanted) return
    options.onUnexpectedExit?.(new StartError('DATABASE_STOPPED', `PostgreSQL went down by itself: ${how}`))
  })
  return { connection, pid: server.pid, stop }
}

/** A database of its own beside the maintenance one: a restore can then be made aside and take its name. */
async function makeDatabase(connection: SocketConnection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database])
    if (rowCount === 0) await client.query(`create database ${connection.database}`)
  } finally {
    await client.end()
  }
}
