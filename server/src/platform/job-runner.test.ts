import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { transaction } from './database.ts'
import { type JobRunner, type JobRunnerOptions, startJobRunner } from './job-runner.ts'
import { defineJob, enqueue, handleJob, type JobRun, pairJobs } from './jobs.ts'
import { createLogger } from './log.ts'
import { eventually } from './testing/eventually.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

const note = defineJob({ name: 'things/note', payload: z.object({ text: z.string() }), retry: { attempts: 3 } })
const PROGRAM = join(import.meta.dirname, 'testing/job-runner-program.ts')

let database: TestDatabase
let runners: JobRunner[] = []
let ends: unknown[] = []
beforeEach(async () => {
  database = await openTestDatabase()
  ends = []
})
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop()
  await database.close()
  if (ends.length > 0) throw new Error('the runner ended by itself', { cause: ends[0] })
})

async function start(
  handle: (payload: { text: string }, run: JobRun) => Promise<void>,
  options: Partial<JobRunnerOptions> = {},
): Promise<JobRunner> {
  const runner = await startJobRunner({
    connection: database.connection,
    log: createLogger('silent'),
    handlers: pairJobs([note], [handleJob(note, handle)]),
    concurrency: 4,
    isOnlyProcess: false,
    onUnexpectedEnd: (error) => ends.push(error),
    ...options,
  })
  runners.push(runner)
  return runner
}

const put = (text: string, options = {}) => transaction(database.db, (trx) => enqueue(trx, note, { text }, options))

const left = async () => (await database.pool.query('select 1 from graphile_worker.jobs')).rowCount

test('a job that was committed runs with its payload and is gone afterwards', async () => {
  const seen: string[] = []
  await start(async ({ text }) => void seen.push(text))
  await put('hello')
  await eventually(() => expect(seen).toEqual(['hello']))
  await eventually(async () => expect(await left()).toBe(0))
})

test('jobs of one queue run one after another in their order', async () => {
  const log: string[] = []
  let running = 0
  let most = 0
  await transaction(database.db, async (trx) => {
    for (let i = 0; i < 6; i++) await enqueue(trx, note, { text: `a${i}` }, { queue: 'a' })
  })
  await start(async ({ text }) => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    log.push(text)
    running -= 1
  })
  await eventually(() => expect(log).toHaveLength(6))
  expect(log).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5'])
  expect(most).toBe(1)
})

test('a job that fails comes again later and stays in the table after its last try', async () => {
  const tries: [number, boolean][] = []
  await start(async (_payload, { attempt, isLastAttempt }) => {
    tries.push([attempt, isLastAttempt])
    // The pause is not the matter here.
    await database.pool.query(`update graphile_worker._private_jobs set run_at = now() - interval '1 hour'`)
    throw new Error('not today')
  })
  await put('x')
  await eventually(async () => {
    await database.pool.query(`update graphile_worker._private_jobs set run_at = now() where locked_at is null`)
    expect(tries).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ])
  })
  await eventually(async () => {
    const { rows } = await database.pool.query('select attempts, last_error from graphile_worker.jobs')
    expect(rows).toEqual([{ attempts: 3, last_error: 'not today' }])
  })
})

test('jobs that may not run now wait as they are, and run when they may', async () => {
  const seen: string[] = []
  const asked = vi.fn<(name: string) => void>()
  let mayRun = false
  const mayRunNow = (name: string) => {
    asked(name)
    return mayRun
  }
  await start(async ({ text }) => void seen.push(text), { mayRun: mayRunNow })
  await put('first', { queue: 'q' })
  await put('second', { queue: 'q' })
  const before = asked.mock.calls.length
  await eventually(() => expect(asked.mock.calls.length).toBeGreaterThan(before + 8))
  expect(seen).toEqual([])
  const { rows } = await database.pool.query('select attempts, locked_at from graphile_worker.jobs')
  expect(rows).toEqual([
    { attempts: 0, locked_at: null },
    { attempts: 0, locked_at: null },
  ])
  mayRun = true
  await eventually(() => expect(seen).toEqual(['first', 'second']))
})

async function startProgram(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(database.connection)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: child.stdout }), 'line')
  return child
}

test.each([
  ['by a process of the same machine, which looks it up', { isOnlyProcess: false }],
  ['by the only process of an embedded database', { isOnlyProcess: true }],
])('a job whose process was killed is taken over at once %s', async (_who, options) => {
  await put('left behind', { queue: 'q' })
  await put('next in the queue', { queue: 'q' })
  const child = await startProgram()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const locked = await database.pool.query('select 1 from graphile_worker.jobs where locked_at is not null')
  expect(locked.rowCount).toBe(1)
  const seen: string[] = []
  await start(async ({ text }) => void seen.push(text), options)
  await eventually(() => expect(seen).toEqual(['left behind', 'next in the queue']))
})

test('a job that another live process runs is left to it', async () => {
  await put('mine', { queue: 'q' })
  const child = await startProgram()
  try {
    const seen: string[] = []
    await start(async ({ text }) => void seen.push(text))
    await put('free')
    await eventually(() => expect(seen).toEqual(['free']))
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

test('a process that stops in order leaves no job locked and no row behind', async () => {
  let begun = false
  const runner = await start(async (_payload, { signal }) => {
    begun = true
    await once(signal, 'abort')
    throw new Error('interrupted')
  })
  await put('long')
  await eventually(() => expect(begun).toBe(true))
  await runner.stop()
  runners = []
  const { rows } = await database.pool.query('select locked_at, attempts from graphile_worker.jobs')
  expect(rows).toEqual([expect.objectContaining({ locked_at: null })])
  expect((await database.pool.query('select 1 from worker_heartbeats')).rowCount).toBe(0)
})
