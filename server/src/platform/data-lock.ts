import { randomUUID } from 'node:crypto'
import { link, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identifySelf, judgeProcess, type ProcessIdentity } from './process-table.ts'
import { StartError } from './start-error.ts'

/** Who holds a data folder; the nonce tells this taking of it from every other. */
interface LockHolder extends ProcessIdentity {
  nonce: string
}

/** Possession of a data folder until `release`. */
export interface DataLock {
  release(): Promise<void>
}

const LOCK_FILE = 'besedka.lock'
const ATTEMPTS = 100
const PAUSE_MS = 20
const ABANDONED_AFTER_MS = 1_000

/**
 * Takes the data folder for this process. A lock whose process is gone is taken over; what works on it from another
 * container is found out by the server's own lock, which the kernel keeps.
 * Throws `DATA_DIR_IN_USE` while another live process (or another part of this one) holds it.
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  const path = join(dataDir, LOCK_FILE)
  const mine: LockHolder = { ...(await identifySelf()), nonce: randomUUID() }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await placeLock(path, mine)) return { release: () => releaseLock(path, mine) }
    const found = await readText(path)
    const holder = parseHolder(found)
    if (holder !== undefined && (await judgeProcess(mine, holder)) === 'alive') {
      throw new StartError(
        'DATA_DIR_IN_USE',
        `The data folder ${dataDir} is in use by a running Besedka (process ${holder.pid}). ` +
          'Stop it first, or give this one another DATA_DIR.',
      )
    }
    await removeStale(path, found)
    await pause(PAUSE_MS)
  }
  throw new StartError('DATA_DIR_IN_USE', `The data folder ${dataDir} is being taken by another start right now.`)
}

/** True while a live process holds the folder. */
export async function isDataDirLocked(dataDir: string): Promise<boolean> {
  const holder = await readHolder(join(dataDir, LOCK_FILE))
  return holder !== undefined && (await judgeProcess(await identifySelf(), holder)) === 'alive'
}

/** `link` fails where the name exists, and the file appears with its whole content: no half-written lock is ever read. */
async function placeLock(path: string, mine: LockHolder): Promise<boolean> {
  const draft = `${path}.${mine.nonce}`
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(draft)
  }
}

/** Undefined where there is no lock. */
function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  return parseHolder(await readText(path))
}

function parseHolder(text: string | undefined): LockHolder | undefined {
  try {
    const holder = JSON.parse(text ?? '') as LockHolder
    return typeof holder.pid === 'number' && typeof holder.nonce === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

/**
 * Removes the lock that was found stale. Only who has the takeover file may, and only while the lock is still the one that
 * was judged: otherwise the slower of two starts would remove the living lock of the quicker.
 */
async function removeStale(path: string, judged: string | undefined): Promise<void> {
  if (judged === undefined) return
  const takeover = `${path}.takeover`
  try {
    await writeFile(takeover, '', { flag: 'wx', mode: 0o600 })
  } catch {
    await dropAbandoned(takeover)
    return
  }
  if ((await readText(path)) === judged) await rm(path, { force: true })
  await rm(takeover, { force: true })
}

/** A takeover lasts moments; one that lasts has lost its maker. */
async function dropAbandoned(takeover: string): Promise<void> {
  const made = await stat(takeover).catch(() => undefined)
  if (made !== undefined && Date.now() - made.mtimeMs > ABANDONED_AFTER_MS) await rm(takeover, { force: true })
}

async function releaseLock(path: string, mine: LockHolder): Promise<void> {
  const holder = await readHolder(path)
  if (holder?.nonce === mine.nonce) await rm(path, { force: true })
}
