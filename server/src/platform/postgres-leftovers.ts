import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findProcessesIn } from './process-table.ts'
import { StartError } from './start-error.ts'

/** Firmer and firmer: fast shutdown, immediate shutdown (recovery at the next start), kill. */
const STEPS: { signal: NodeJS.Signals; waitMs: number }[] = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
]

/**
 * Clears what a killed run has left in the cluster folder: servers that outlived it are stopped, then the lock files go.
 * Call it only while holding the data folder. Nothing is adopted: a server with no supervisor is never used further.
 * The lock files must not go before the last process has: they keep two servers from writing the same files.
 */
export async function clearLeftovers(clusterDir: string): Promise<void> {
  for (const { signal, waitMs } of STEPS) {
    if (await waitUntilGone(clusterDir, 0)) break
    for (const pid of await findProcessesIn(clusterDir, 'postgres')) signalProcess(pid, signal)
    if (await waitUntilGone(clusterDir, waitMs)) break
  }
  const alive = await findProcessesIn(clusterDir, 'postgres')
  if (alive.length > 0) {
    throw new StartError(
      'DATABASE_START_FAILED',
      `PostgreSQL of an earlier run (process ${alive.join(', ')}) still works on ${clusterDir} and cannot be stopped.`,
    )
  }
  for (const name of await readdir(clusterDir)) {
    if (name === 'postmaster.pid' || name.startsWith('.s.PGSQL.')) await rm(join(clusterDir, name), { force: true })
  }
}

async function waitUntilGone(clusterDir: string, waitMs: number): Promise<boolean> {
  const end = Date.now() + waitMs
  for (;;) {
    if ((await findProcessesIn(clusterDir, 'postgres')).length === 0) return true
    if (Date.now() >= end) return false
    await delay(50)
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It went between the look and the signal.
  }
}
