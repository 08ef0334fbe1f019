import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The program as an operator runs it, on a data folder of its own, asked through its API alone. */
export interface Program {
  readonly origin: string
  readonly administrator: { email: string; password: string }
  readonly pid: number
  /** Largest resident memory of its Node process so far, in MB. */
  peakMegabytes(): number
  /** Asks the API below /api/v1 as the administrator. Throws with status and problem for anything but success. */
  get(path: string): Promise<unknown>
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  /** What it wrote to stdout and stderr, the last 100 kB. */
  output(): string
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>
  /** SIGKILL to the Node process, as a crash would. */
  kill(): Promise<void>
}

export interface ProgramOptions {
  dataDir: string
  /** Trusted for mail servers. */
  caFile: string
  env?: Record<string, string>
}

const administrator = { email: 'admin@corp.test', password: 'correct horse battery' }
const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** Starts the program with a first administrator and the mail client on; ready when it serves. */
export async function startProgram({ dataDir, caFile, env = {} }: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ALLOW_PRIVATE_HOSTS: '1',
      ALLOW_PLAINTEXT: '1',
      MAIL_CA_FILE: caFile,
      BOOTSTRAP_ADMIN_EMAIL: administrator.email,
      BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
      ...env,
    },
  })
  const output = keepOutput(child)
  const origin = `http://127.0.0.1:${port}`
  await untilHealthy(origin, child, output)
  const cookie = await signIn(origin)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie, origin, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = await fetch(`${origin}/api/v1${path}`, { ...init, headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${text.slice(0, 1000)}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  const memory = watchMemory(child)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    memory.stop()
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    origin,
    administrator,
    pid: child.pid ?? 0,
    peakMegabytes: memory.peak,
    get: (path) => ask(path),
    send: (method, path, body) => ask(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
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
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the program ended before it served: ${output().slice(-2000)}`)
    const answer = await fetch(`${origin}/healthz`).catch(() => null)
    if (answer?.ok) return
    await pause(100)
  }
  child.kill('SIGKILL')
  throw new Error(`the program did not serve within a minute: ${output().slice(-2000)}`)
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(administrator),
  })
  if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
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
