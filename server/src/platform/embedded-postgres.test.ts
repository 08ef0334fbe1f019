import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstat, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type EmbeddedPostgres, type SocketConnection, startEmbeddedPostgres } from './embedded-postgres.ts'
import { createLogger } from './log.ts'
import { findProcess } from './process-table.ts'
import { eventually } from './testing/eventually.ts'
import { containing, matching } from './testing/matchers.ts'

const PROGRAM = join(import.meta.dirname, 'testing/embedded-postgres-program.ts')
const log = createLogger('silent')
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function makeFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'besedka-embedded-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log })
  cleanups.push(server.stop)
  return server
}

async function ask(connection: SocketConnection, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

interface Answer {
  pid: number
  connection: SocketConnection
  code?: string
}

async function startProgram(dataDir: string): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  cleanups.push(async () => child.kill('SIGKILL'))
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as unknown[]
  return { child, answer: JSON.parse(String(line)) as Answer }
}

describe('the embedded server', () => {
  test('makes a folder that does not exist and answers on its socket alone', async () => {
    const dataDir = join(await makeFolder(), 'not/there/yet')
    const { connection, pid } = await start(dataDir)
    const [row] = await ask(connection, `select current_setting('listen_addresses') as network, version() as version`)
    expect(row).toEqual({ network: '', version: matching(/^PostgreSQL 18/) })
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(
      process.getuid?.() === 0 ? /\nUid:\t[1-9]\d*/ : /\nUid:/,
    )
  })

  test('keeps its files and its password from others, and refuses a wrong password', async () => {
    const dataDir = await makeFolder()
    const { connection } = await start(dataDir)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o077).toBe(0)
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o077).toBe(0)
    await expect(ask({ ...connection, password: 'guess' }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    )
  })

  test('starts again on the same data after an orderly stop and leaves no process', async () => {
    const dataDir = await makeFolder()
    const first = await start(dataDir)
    await ask(first.connection, 'create table kept as select 42 as answer')
    await first.stop()
    expect(await findProcess(first.pid)).toBeUndefined()
    const second = await start(dataDir)
    expect(await ask(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('refuses a second start on the same data, from this process and from another', async () => {
    const dataDir = await makeFolder()
    const server = await start(dataDir)
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' })
    expect((await startProgram(dataDir)).answer).toEqual({ code: 'DATA_DIR_IN_USE' })
    expect(await ask(server.connection, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })

  test('is kept from a second start by the kernel where the lock file tells nothing', async () => {
    const dataDir = await makeFolder()
    const { child, answer } = await startProgram(dataDir)
    await rm(join(dataDir, 'besedka.lock'))
    // As from another container: neither process can be seen.
    vi.doMock('./postgres-leftovers.ts', () => ({ clearLeftovers: async () => {} }))
    vi.resetModules()
    const { startEmbeddedPostgres: startElsewhere } = await import('./embedded-postgres.ts')
    vi.doUnmock('./postgres-leftovers.ts')
    await expect(startElsewhere({ dataDir, log })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' })
    expect(await ask(answer.connection, 'select 1 as alive')).toEqual([{ alive: 1 }])
    child.kill('SIGTERM')
    await once(child, 'exit')
  })

  test('recovers what was committed after kill -9 of the program and the server at once', async () => {
    const dataDir = await makeFolder()
    for (let round = 0; round < 3; round++) {
      const { child, answer } = await startProgram(dataDir)
      await ask(answer.connection, 'create table if not exists kept (round int)')
      await ask(answer.connection, `insert into kept values (${round})`)
      process.kill(answer.pid, 'SIGKILL')
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const server = await start(dataDir)
    expect(await ask(server.connection, 'select count(*)::int as rounds from kept')).toEqual([{ rounds: 3 }])
  })

  test('goes down with its parent when only that is killed, and starts again', async () => {
    const dataDir = await makeFolder()
    const { child, answer } = await startProgram(dataDir)
    child.kill('SIGKILL')
    await eventually(async () => expect(await findProcess(answer.pid)).toBeUndefined())
    const server = await start(dataDir)
    expect(await ask(server.connection, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })

  test('clears the lock files of a killed server even where its number belongs to another process now', async () => {
    const dataDir = await makeFolder()
    const first = await start(dataDir)
    await first.stop()
    const foreign = spawn('sleep', ['60'])
    cleanups.push(async () => foreign.kill())
    await writeFile(
      join(dataDir, 'postgres/postmaster.pid'),
      `${foreign.pid}\n/proc/self/cwd\n1\n5432\n/proc/self/cwd\n\n`,
    )
    await writeFile(join(dataDir, 'postgres/.s.PGSQL.5432.lock'), `${foreign.pid}\n`)
    await start(dataDir)
    expect(await findProcess(foreign.pid ?? 0)).toBeDefined()
  })

  test('works below a folder that its account cannot enter, and at a path longer than a socket allows', async () => {
    const closed = await makeFolder()
    expect((await stat(closed)).mode & 0o077).toBe(0)
    const dataDir = join(closed, 'a-long-name-of-a-folder'.repeat(8))
    await mkdir(dataDir)
    const server = await start(dataDir)
    expect(await ask(server.connection, 'select 1 as alive')).toEqual([{ alive: 1 }])
    expect(await realpath(server.connection.host)).toBe(await realpath(join(dataDir, 'postgres')))
    await server.stop()
    await expect(lstat(server.connection.host)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('tells when it goes down by itself, once and only then', async () => {
    const dataDir = await makeFolder()
    const told: unknown[] = []
    const server = await startEmbeddedPostgres({ dataDir, log, onUnexpectedExit: (error) => told.push(error) })
    process.kill(server.pid, 'SIGKILL')
    await eventually(() => expect(told).toEqual([expect.objectContaining({ code: 'DATABASE_STOPPED' })]))
    await server.stop()
    const again = await startEmbeddedPostgres({ dataDir, log, onUnexpectedExit: (error) => told.push(error) })
    await again.stop()
    expect(told).toHaveLength(1)
  })

  test('leaves a folder alone that another version of PostgreSQL or somebody else has filled', async () => {
    const dataDir = await makeFolder()
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres/notes.txt'), 'mine')
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'DATABASE_DATA_FOREIGN' })
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '15\n')
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'DATABASE_DATA_FOREIGN',
      message: containing('PostgreSQL 15'),
    })
    expect(await readFile(join(dataDir, 'postgres/notes.txt'), 'utf8')).toBe('mine')
  })

  test('begins anew where the first start was interrupted in the middle', async () => {
    const dataDir = await makeFolder()
    await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true })
    const server = await start(dataDir)
    expect(await ask(server.connection, 'select 1 as alive')).toEqual([{ alive: 1 }])
  })
})
