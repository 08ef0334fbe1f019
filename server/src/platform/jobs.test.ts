import { expect, test } from 'vitest'
import { z } from 'zod'
import { transaction } from './database.ts'
import { defineJob, enqueue, handleJob, pairJobs } from './jobs.ts'
import { containing } from './testing/matchers.ts'
import { createTestDatabase } from './testing/test-database.ts'

const { db, pool } = await createTestDatabase()
const count = defineJob({ name: 'things/count', payload: z.object({ id: z.string() }), retry: { attempts: 3 } })
const countRun = handleJob(count, async () => {})

const waiting = async () =>
  (await pool.query<{ key: string | null }>('select key, run_at, max_attempts from graphile_worker.jobs order by id'))
    .rows

test('a declaration and its handler make a pair', () => {
  expect([...pairJobs([count], [countRun]).keys()]).toEqual(['things/count'])
})

test.each([
  ['things/count has no handler', [count], []],
  ['things/count has a handler and no declaration', [], [countRun]],
  ['things/count is declared twice', [count, count], [countRun]],
  ['things/count has two handlers', [count], [countRun, countRun]],
])('%s: the program does not start', (problem, declarations, handlers) => {
  expect(() => pairJobs(declarations, handlers)).toThrow(
    expect.objectContaining({ code: 'JOB_PAIR_BROKEN', message: containing(problem) }),
  )
})

test('a job is there after the commit and never after a rollback', async () => {
  await expect(
    transaction(db, async (trx) => {
      await enqueue(trx, count, { id: '1' })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect(await waiting()).toEqual([])
  await transaction(db, (trx) => enqueue(trx, count, { id: '1' }))
  expect(await waiting()).toEqual([expect.objectContaining({ max_attempts: 3 })])
})

test('with a key the last wish counts, and the first time where it is to be kept', async () => {
  const [early, late] = [new Date('2030-01-01T00:00:00Z'), new Date('2031-01-01T00:00:00Z')]
  const put = (runAt: Date, keepRunAt: boolean) =>
    transaction(db, (trx) => enqueue(trx, count, { id: '2' }, { key: 'k', runAt, keepRunAt }))
  await put(early, false)
  await put(late, true)
  expect((await waiting()).filter(({ key }) => key === 'k')).toEqual([expect.objectContaining({ run_at: early })])
  await put(late, false)
  expect((await waiting()).filter(({ key }) => key === 'k')).toEqual([expect.objectContaining({ run_at: late })])
})

test('a payload that is not the declared one is refused where it is put in and where it is taken out', async () => {
  const foreign = defineJob({ name: 'things/count', payload: z.object({ id: z.number() }), retry: { attempts: 1 } })
  const run = { jobId: '1', attempt: 1, isLastAttempt: true, signal: new AbortController().signal }
  await expect(countRun.run({ id: 7 }, run)).rejects.toThrow(/expected string/)
  await expect(transaction(db, (trx) => enqueue(trx, foreign, { id: Number.NaN }))).rejects.toThrow(/expected number/)
})
