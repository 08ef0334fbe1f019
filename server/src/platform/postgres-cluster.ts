import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type PostgresAccount, runAs } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { StartError } from './start-error.ts'

const run = promisify(execFile)

/** The one database role; it owns everything in the embedded server. */
export const CLUSTER_ROLE = 'besedka'

/** PostgreSQL gets an empty environment but for these: libpq variables of the caller must not reach it. */
export const CLUSTER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/**
 * Every program of PostgreSQL starts inside the cluster folder and is told this path. The kernel follows it without
 * asking for rights on the folders above, so DATA_DIR may lie below a home folder that the account cannot enter, and a
 * socket path is never too long for the server.
 */
export const INSIDE_CLUSTER = '/proc/self/cwd'

/** What an initialised cluster needs to be started and connected to. */
export interface PostgresCluster {
  dir: string
  password: string
}

interface ClusterRequest {
  dataDir: string
  account: PostgresAccount | undefined
  binaries: PostgresBinaries
  /** Skips the flush to disk after initdb: for tests only. */
  skipSync: boolean
}

/**
 * Returns the cluster of the data folder and makes it at the first start: initialised aside and renamed when whole, so
 * that an interrupted first start leaves nothing half-made. Throws `DATABASE_INIT_FAILED`, `DATABASE_DATA_FOREIGN`.
 */
export async function prepareCluster(request: ClusterRequest): Promise<PostgresCluster> {
  const { dataDir, account, binaries } = request
  const dir = join(dataDir, 'postgres')
  const passwordFile = join(dataDir, 'postgres.password')
  const version = await readFile(join(dir, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) {
    await refuseForeignFolder(dir)
    const password = randomBytes(24).toString('base64url')
    await writeFile(passwordFile, password, { mode: 0o600 })
    await initialise(request, dir, password)
    return { dir, password }
  }
  if (version.trim() !== binaries.majorVersion) {
    throw new StartError(
      'DATABASE_DATA_FOREIGN',
      `${dir} holds data of PostgreSQL ${version.trim()}, this program brings ${binaries.majorVersion}. ` +
        'Make a backup with the program version that wrote it, and restore it with this one.',
    )
  }
  await giveTo(account, dir)
  return { dir, password: await readPassword(passwordFile) }
}

async function refuseForeignFolder(dir: string): Promise<void> {
  const entries = await readdir(dir).catch(() => [])
  if (entries.length === 0) return
  throw new StartError('DATABASE_DATA_FOREIGN', `${dir} is not empty and holds no data of PostgreSQL: move it away.`)
}

async function initialise(request: ClusterRequest, dir: string, password: string): Promise<void> {
  const { dataDir, account, binaries, skipSync } = request
  const draft = join(dataDir, 'postgres.new')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const exchange = await mkdtemp(join(tmpdir(), 'besedka-initdb-'))
  try {
    const passwordFile = join(exchange, 'password')
    await writeFile(passwordFile, password, { mode: 0o600 })
    for (const path of [draft, exchange, passwordFile]) if (account) await chown(path, account.uid, account.gid)
    const options = [
      '-U',
      CLUSTER_ROLE,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--auth-local=scram-sha-256',
      '--auth-host=reject',
    ]
    const [command = binaries.initdb, ...args] = [
      ...runAs(account),
      binaries.initdb,
      ...['-D', INSIDE_CLUSTER, `--pwfile=${passwordFile}`, '--no-instructions', ...(skipSync ? ['--no-sync'] : [])],
      ...options,
    ]
    await run(command, args, { cwd: draft, env: CLUSTER_ENVIRONMENT })
    await rename(draft, dir)
  } catch (error) {
    const detail = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new StartError('DATABASE_INIT_FAILED', `PostgreSQL could not initialise ${dir}: ${detail}`, { cause: error })
  } finally {
    await rm(exchange, { recursive: true, force: true })
  }
}

/** The owner changes when the program once ran as root and once not, or a dedicated account was made later. */
async function giveTo(account: PostgresAccount | undefined, dir: string): Promise<void> {
  await chmod(dir, 0o700)
  if (account === undefined || (await lstat(dir)).uid === account.uid) return
  for (const entry of await readdir(dir, { recursive: true })) {
    await chown(join(dir, entry), account.uid, account.gid)
  }
  await chown(dir, account.uid, account.gid)
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    throw new StartError('DATABASE_DATA_FOREIGN', `The password of the database is missing: ${path}.`, { cause: error })
  }
}
