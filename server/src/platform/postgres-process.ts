import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from './log.ts'
import { type PostgresAccount, runAs } from './postgres-account.ts'
import { CLUSTER_ENVIRONMENT, INSIDE_CLUSTER } from './postgres-cluster.ts'
import { StartError } from './start-error.ts'

/** A started server process, ready or not. */
export interface PostgresProcess {
  pid: number
  /** Resolves when the process has ended, with how it ended and its last words. */
  ended: Promise<string>
  hasEnded(): boolean
  kill(signal: NodeJS.Signals): void
}

interface Launch {
  program: string
  clusterDir: string
  account: PostgresAccount | undefined
  settings: Record<string, string>
  log: Logger
}

const LAST_WORDS = 12
/** Exit code of flock(1) when another process holds the lock; PostgreSQL itself ends with 0, 1, 2 or 3. */
const LOCKED = 75

/**
 * Starts the server. The kernel interrupts it when this process dies (`--pdeathsig`); a session of its own keeps the
 * terminal's Ctrl-C away from it, so that the program can finish its transactions first; the kernel's file lock, which all
 * its processes inherit, keeps a second server away even from another container.
 */
export function launchPostgres({ program, clusterDir, account, settings, log }: Launch): PostgresProcess {
  const [, ...identity] = runAs(account)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const supervision = ['--pdeathsig', 'INT', ...(identity.length > 0 ? identity : ['--'])]
  const lock = ['flock', '--nonblock', '--no-fork', '--conflict-exit-code', String(LOCKED), 'besedka.flock']
  const server = [program, '-D', INSIDE_CLUSTER, '-k', INSIDE_CLUSTER, ...flags]
  const child = spawn('setpriv', [...supervision, ...lock, ...server], {
    cwd: clusterDir,
    env: CLUSTER_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const words = collectWords(child, log)
  let running = true
  const ended = new Promise<string>((resolve) => {
    const end = (how: string) => {
      running = false
      resolve([how, ...words].join('\n'))
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
  })
  return { pid: child.pid ?? 0, ended, hasEnded: () => !running, kill: (signal) => child.kill(signal) }
}

/** Lines about single statements may hold private data: errors of clients and lines of detail stay out. */
function collectWords(child: ChildProcess, log: Logger): string[] {
  const words: string[] = []
  if (child.stderr === null) return words
  createInterface({ input: child.stderr }).on('line', (line) => {
    const found = /(?:\[\d+\] )?(LOG|WARNING|FATAL|PANIC): +(.*)$/.exec(line)
    const isOurs = found === null && /^(setpriv|postgres|.*\/postgres):/.test(line)
    if (found === null && !isOurs) return
    words.push(line)
    if (words.length > LAST_WORDS) words.shift()
    const level = found?.[1] === 'FATAL' || found?.[1] === 'PANIC' ? 'warn' : 'debug'
    log[level]({ postgres: found?.[2] ?? line }, 'postgres says')
  })
  return words
}

/**
 * Waits for the status line that the server itself writes into its lock file (line 8). There is no deadline: recovery
 * after a crash takes what it takes, and a server that cannot start ends. Throws `DATABASE_START_FAILED` then.
 */
export async function waitUntilReady(server: PostgresProcess, clusterDir: string): Promise<void> {
  for (;;) {
    if (server.hasEnded()) {
      if ((await server.ended).startsWith(`exit code ${LOCKED}`)) {
        throw new StartError(
          'DATA_DIR_IN_USE',
          `Another PostgreSQL works on ${clusterDir}, perhaps from another container.`,
        )
      }
      throw new StartError('DATABASE_START_FAILED', `PostgreSQL did not start: ${await server.ended}`)
    }
    const lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return
    await delay(10)
  }
}

/** Fast shutdown; after `timeoutMs` immediate shutdown, from which the next start recovers. */
export async function stopPostgres(server: PostgresProcess, timeoutMs = 60_000): Promise<void> {
  if (server.hasEnded()) return
  const firmer = setTimeout(() => server.kill('SIGQUIT'), timeoutMs)
  server.kill('SIGINT')
  await server.ended
  clearTimeout(firmer)
}
