import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const ADMINISTRATOR = { email: 'admin@corp.test', password: 'correct horse battery' }

/** The whole program as a user runs it, on a data folder of its own, asked through its API alone. */
export interface ProgramUnderTest {
  /** Largest resident memory of its Node process so far, in MB. */
  peakMegabytes(): number
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<unknown>
  stop(): Promise<void>
}

export async function startProgram(dataDir: string, caFile: string): Promise<ProgramUnderTest> {
  const port = await freePort()
  const main = new URL('../../server/src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ALLOW_PRIVATE_HOSTS: '1',
      ALLOW_PLAINTEXT: '1',
      MAIL_CA_FILE: caFile,
      BOOTSTRAP_ADMIN_EMAIL: ADMINISTRATOR.email,
      BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password,
    },
  })
  const origin = `http://127.0.0.1:${port}`
  await untilHealthy(origin, child)
  const cookie = await signIn(origin)
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      ...init,
      headers: { cookie, origin, 'content-type': 'application/json' },
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body).slice(0, 500)}`)
    return body
  }
  const memory = watchMemory(child)
  return {
    peakMegabytes: memory.peak,
    get: (path) => ask(path),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
    async stop() {
      memory.stop()
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function untilHealthy(origin: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('the program ended before it served')
    const answer = await fetch(`${origin}/healthz`).catch(() => null)
    if (answer?.ok) return
    await pause(100)
  }
  throw new Error('the program did not serve within 30 seconds')
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(ADMINISTRATOR),
  })
  if (!answer.ok) throw new Error(`signing in: ${answer.status}`)
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
  const timer = setInterval(() => void look(), 200)
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
