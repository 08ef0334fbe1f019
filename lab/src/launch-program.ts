import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { processTree, signalAll } from './process-tree.ts'

/** The program as an operator runs it: the environment alone says what it does. */
export interface LaunchedProgram {
  readonly origin: string
  readonly pid: number
  /** Largest resident memory of its Node process so far, in MB. */
  peakMegabytes(): number
  /** What it wrote to stdout and stderr, the last 100 kB. */
  output(): string
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>
  /** SIGKILL to the Node process, as a crash would. */
  kill(): Promise<void>
  /** SIGKILL to the Node process and everything it has started, its database included, at one moment. */
  killAll(): Promise<void>
}

/** The program while it starts: it may be killed before it serves. */
export interface StartingProgram extends LaunchedProgram {
  /** Resolves when it serves; rejects with its last words when it ends before. */
  serving: Promise<void>
}

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** Starts the program on a free port unless `env` names one; resolves when it serves. Throws with its last words. */
export async function launchProgram(env: Readonly<Record<string, string>>): Promise<LaunchedProgram> {
  const { serving, ...program } = await spawnProgram(env)
  await serving
  return program
}

/** The same without waiting. */
export async function spawnProgram(env: Readonly<Record<string, string>>): Promise<StartingProgram> {
  const port = env['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env, PORT: port },
  })
  const output = keepOutput(child)
  const origin = `http://127.0.0.1:${port}`
  const memory = watchMemory(child)
  const serving = untilHealthy(origin, child, output)
  // Whoever kills it while it starts does not wait for it.
  serving.catch(() => undefined)
  const pid = child.pid ?? 0
  const end = async (send: () => void) => {
    memory.stop()
    if (hasEnded(child)) return
    const gone = once(child, 'exit')
    send()
    await gone
  }
  return {
    origin,
    pid,
    serving,
    peakMegabytes: memory.peak,
    output,
    stop: () => end(() => child.kill('SIGTERM')),
    kill: () => end(() => child.kill('SIGKILL')),
    killAll: () => end(() => signalAll(processTree(pid), 'SIGKILL')),
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function keepOutput(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text = `${text}${String(chunk)}`.slice(-100_000)
    })
  }
  return () => text
}

async function untilHealthy(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (hasEnded(child)) throw new Error(`the program ended before it served: ${output().slice(-2000)}`)
    const answer = await fetch(`${origin}/healthz`).catch(() => null)
    if (answer?.ok) return
    await pause(50)
  }
  child.kill('SIGKILL')
  throw new Error(`the program did not serve within a minute: ${output().slice(-2000)}`)
}

function watchMemory(child: ChildProcess): { peak(): number; stop(): void } {
  let peak = 0
  const look = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
  }
  const timer = setInterval(() => void look(), 200).unref()
  return { peak: () => peak, stop: () => clearInterval(timer) }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
