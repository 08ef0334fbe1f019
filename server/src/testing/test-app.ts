import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type App, createApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import { createLogger, type Logger } from '../platform/log.ts'
import { openTestDatabase, type TestDatabase } from '../platform/testing/test-database.ts'
import type { Actor } from '../users/actor.ts'
import { cookieOf, createTestClient, type TestClient } from './test-client.ts'

/** A signed-in person of a test. */
export interface TestPerson extends TestClient {
  actor: Actor
  email: string
  password: string
  cookie: string
}

/** The whole program on a database of its own, answering on a free port. */
export interface TestApp extends TestDatabase {
  app: App
  origin: string
  /** What it told the operator at the console. */
  said: string[]
  /** For a second node on the same database. */
  keyEnv: { SECRET_KEY_FILE: string }
  asNobody: TestClient
  /** The bootstrap administrator. */
  asAdministrator: TestPerson
  /** A user; what he may read the test grants him. */
  asUser: TestPerson
  /** A user whom nobody grants anything. */
  asOutsider: TestPerson
  /** One more user. */
  addPerson(role?: Actor['role']): Promise<TestPerson>
  signIn(email: string, password: string): Promise<TestPerson>
}

export interface TestAppOptions {
  env?: Record<string, string>
  /** Nobody is there: the first-run page is due. Then there are no people to act as. */
  isFirstRun?: boolean
  /** Default: nothing is logged. */
  log?: Logger
}

const ADMIN = { email: 'admin@corp.test', password: 'correct horse battery' }
const PASSWORD = 'one two three four'

/** Starts the program once for a test file: `const test = await startTestApp()`. Stopped after the file. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { database, stop, ...started } = await startBareApp(options)
  afterAll(stop)
  const { origin } = started
  const signIn = (email: string, password: string) => signInTo(origin, email, password)
  const nobody = createTestClient(origin)
  const admin = await signIn(ADMIN.email, ADMIN.password)
  let count = 0
  const addPerson = async (role: Actor['role'] = 'user') => {
    count += 1
    const email = `person${count}@corp.test`
    await admin.api.users.create({ name: `Person ${count}`, email, password: PASSWORD, role, language: 'ru' })
    return signIn(email, PASSWORD)
  }
  const [asUser, asOutsider] = [await addPerson(), await addPerson()]
  return { ...database, ...started, signIn, addPerson, asNobody: nobody, asAdministrator: admin, asUser, asOutsider }
}

export interface BareTestApp {
  app: App
  origin: string
  said: string[]
  database: TestDatabase
  /** For a second node on the same database. */
  keyEnv: { SECRET_KEY_FILE: string }
  asNobody: TestClient
  stop(): Promise<void>
}

/** The same without people, to be stopped by the caller. With `isFirstRun` nobody exists and the mail client is off. */
export async function startBareApp(options: TestAppOptions = {}): Promise<BareTestApp> {
  const { env = {}, isFirstRun = false, log = createLogger('silent') } = options
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'besedka-test-app-'))
  const said: string[] = []
  const outcome = loadConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: urlOf(database),
    ...(isFirstRun ? {} : { BOOTSTRAP_ADMIN_EMAIL: ADMIN.email, BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password }),
    ...env,
  })
  if (!outcome.ok) throw new Error(outcome.problems.map(({ variable, problem }) => `${variable} ${problem}`).join('; '))
  const app = await createApp(outcome.config, {
    log,
    say: (text) => void said.push(text),
    onLost: (error) => {
      throw error
    },
  })
  const stop = async () => {
    await app.stop()
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  const origin = app.origin ?? ''
  const keyEnv = { SECRET_KEY_FILE: join(dataDir, 'secret.key') }
  return { app, origin, said, database, keyEnv, stop, asNobody: createTestClient(origin) }
}

/** The socket of the test server as DATABASE_URL can say it. */
export function urlOf({ connection }: Pick<TestDatabase, 'connection'>): string {
  if ('connectionString' in connection) return connection.connectionString
  const { host, port, user, password, database } = connection
  const query = new URLSearchParams({ host, port: String(port) })
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@/${database}?${query}`
}

async function signInTo(origin: string, email: string, password: string): Promise<TestPerson> {
  const answer = await createTestClient(origin).fetch('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`signing in as ${email}: ${answer.status} ${await answer.text()}`)
  const { user } = (await answer.json()) as { user: { id: string; role: Actor['role'] } }
  const cookie = cookieOf(answer)
  const actor: Actor = { userId: user.id, role: user.role, scopes: ['read', 'write', 'administer'] }
  return { ...createTestClient(origin, { cookie }), actor, email, password, cookie }
}
