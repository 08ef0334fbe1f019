import { type LaunchedProgram, launchProgram } from './launch-program.ts'

/** The program with a first administrator, asked through its API alone. */
export interface Program extends LaunchedProgram {
  readonly administrator: { email: string; password: string }
  /** The administrator's session, for what is asked without `get` and `send`. */
  readonly cookie: string
  /** Asks the API below /api/v1 as the administrator. Throws with status and problem for anything but success. */
  get(path: string): Promise<unknown>
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
}

export interface ProgramOptions {
  dataDir: string
  /** Trusted for mail servers. */
  caFile: string
  env?: Record<string, string>
}

const administrator = { email: 'admin@corp.test', password: 'correct horse battery' }

/** Starts the program with a first administrator and the mail client on; ready when it serves. */
export async function startProgram({ dataDir, caFile, env = {} }: ProgramOptions): Promise<Program> {
  const program = await launchProgram({
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_HOSTS: '1',
    ALLOW_PLAINTEXT: '1',
    MAIL_CA_FILE: caFile,
    BOOTSTRAP_ADMIN_EMAIL: administrator.email,
    BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    ...env,
  })
  const { origin } = program
  const cookie = await signIn(origin)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie, origin, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = await fetch(`${origin}/api/v1${path}`, { ...init, headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${text.slice(0, 1000)}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  return {
    ...program,
    administrator,
    cookie,
    get: (path) => ask(path),
    send: (method, path, body) => ask(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  }
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
