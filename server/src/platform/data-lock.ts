import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProcess, readBootId } from './process-table.ts'
import { StartError } from './start-error.ts'

/** Who holds a data folder: the process by number, start and boot, so that a reused number is not mistaken for it. */
interface LockHolder {
  pid: number
  startTicks: string
  bootId: string
  nonce: string
}

/** Possession of a data folder until `release`. */
export interface DataLock {
  release(): Promise<void>
}

const LOCK_FILE = 'besedka.lock'

/**
 * Takes the data folder for this process. A lock whose process is gone is taken over.
 * Throws `DATA_DIR_IN_USE` while another live process (or another part of this one) holds it.
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  const path = join(dataDir, LOCK_FILE)
  const self = await findProcess(process.pid)
  const mine: LockHolder = {
    pid: process.pid,
    startTicks: self?.startTicks ?? '',
    bootId: await readBootId(),
    nonce: randomUUID(),
  }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await placeLock(path, mine)) return { release: () => releaseLock(path, mine) }
    const holder = await readHolder(path)
    if (holder !== undefined && (await isAlive(holder, mine.bootId))) {
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
  return holder !== undefined && isAlive(holder, await readBootId())
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
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof value !== 'object' || value === null) return undefined
    const { pid, startTicks, bootId, nonce } = value as Partial<LockHolder>
    if (typeof pid !== 'number' || startTicks === undefined || bootId === undefined || nonce === undefined)
      return undefined
    return { pid, startTicks, bootId, nonce }
  } catch {
    return undefined
  }
}

async function isAlive(holder: LockHolder, bootId: string): Promise<boolean> {
  if (holder.bootId !== bootId) return false
  return (await findProcess(holder.pid))?.startTicks === holder.startTicks
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
