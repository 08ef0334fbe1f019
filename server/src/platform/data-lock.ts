import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

/**
 * Takes the data folder for this process. A lock whose process is gone is taken over; what works on it from another
 * container is found out by the server's own lock, which the kernel keeps.
 * Throws `DATA_DIR_IN_USE` while another live process (or another part of this one) holds it.
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  const path = join(dataDir, LOCK_FILE)
  const mine: LockHolder = { ...(await identifySelf()), nonce: randomUUID() }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await placeLock(path, mine)) return { release: () => releaseLock(path, mine) }
    const holder = await readHolder(path)
    if (holder !== undefined && (await judgeProcess(mine, holder)) === 'alive') {
      throw new StartError(
        'DATA_DIR_IN_USE',
        `The data folder ${dataDir} is in use by a running Besedka (process ${holder.pid}). ` +
          'Stop it first, or give this one another DATA_DIR.',
      )
    }
    await removeStale(path, holder, mine)
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

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as LockHolder
    return typeof holder.pid === 'number' && typeof holder.nonce === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

/** Moves the stale lock away and looks at what was moved: a lock that a faster start placed meanwhile is put back. */
async function removeStale(path: string, judged: LockHolder | undefined, mine: LockHolder): Promise<void> {
  const aside = `${path}.stale-${mine.nonce}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  const moved = await readHolder(aside)
  if (moved !== undefined && moved.nonce !== judged?.nonce) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

async function releaseLock(path: string, mine: LockHolder): Promise<void> {
  const holder = await readHolder(path)
  if (holder?.nonce === mine.nonce) await rm(path, { force: true })
}
