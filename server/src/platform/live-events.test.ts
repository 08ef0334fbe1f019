import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { transaction } from './database.ts'
import { publish } from './live.ts'
import { createFanOut, type LiveEvents, type ReceivedEvent, startLiveEvents } from './live-events.ts'
import { createLogger } from './log.ts'
import { eventually } from './testing/eventually.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let live: LiveEvents
beforeEach(async () => {
  database = await openTestDatabase()
  live = await startLiveEvents({ connection: database.connection, log: createLogger('silent') })
})
afterEach(async () => {
  await live.stop()
  await database.close()
})

function createReader() {
  const events: ReceivedEvent[] = []
  const onGap = vi.fn<() => void>()
  const topics = () => events.map(({ topic }) => topic)
  return { events, topics, onGap, onEvent: (event: ReceivedEvent) => void events.push(event) }
}

const send = (...topics: string[]) =>
  transaction(database.db, async (trx) => {
    for (const topic of topics) await publish(trx, { topic, audience: ['everybody'], data: { id: '1' } })
  })

test('an event comes after the commit, to every reader, and never after a rollback', async () => {
  const [one, two] = [createReader(), createReader()]
  live.subscribe(one)
  live.subscribe(two)
  await expect(
    transaction(database.db, async (trx) => {
      await publish(trx, { topic: 'never', audience: [], data: {} })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await transaction(database.db, async (trx) => {
    await publish(trx, { topic: 'later', audience: ['everybody'], data: { id: '1' } })
    await database.pool.query(`select pg_notify('besedka_live', '{"topic":"earlier","audience":[],"data":{}}')`)
    await eventually(() => expect(one.topics()).toEqual(['earlier']))
  })
  await eventually(() => expect(one.topics()).toEqual(['earlier', 'later']))
  expect(two.events).toEqual(one.events)
  expect(one.events[1]).toMatchObject({ audience: ['everybody'], data: { id: '1' } })
})

test('a reader that comes back with its last event catches up, one that left gets nothing', async () => {
  const reader = createReader()
  const leave = live.subscribe(reader)
  await send('first')
  await eventually(() => expect(reader.topics()).toEqual(['first']))
  leave()
  const watcher = createReader()
  live.subscribe(watcher)
  await send('second', 'third')
  await eventually(() => expect(watcher.topics()).toEqual(['second', 'third']))
  expect(reader.topics()).toEqual(['first'])
  live.subscribe(reader, reader.events[0]?.id)
  expect(reader.topics()).toEqual(['first', 'second', 'third'])
  await send('fourth')
  await eventually(() => expect(reader.topics()).toEqual(['first', 'second', 'third', 'fourth']))
  expect(reader.onGap).not.toHaveBeenCalled()
})

test('N10 the id of an event tells nothing of how many there were for others', async () => {
  const reader = createReader()
  live.subscribe(reader)
  await send('mine', 'theirs', 'mine again')
  await eventually(() => expect(reader.topics()).toHaveLength(3))
  for (const { id } of reader.events) expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
})

test.each(['', 'another-process.3', 'x', '..'])('an id that is not known here (%j) means: look again', (id) => {
  const reader = createReader()
  live.subscribe(reader, id)
  expect(reader.onGap).toHaveBeenCalledTimes(1)
})

test('after a broken connection it listens again and tells every reader of the gap', async () => {
  const reader = createReader()
  live.subscribe(reader)
  await send('before')
  await eventually(() => expect(reader.topics()).toEqual(['before']))
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'besedka-live' and datname = current_database()`,
  )
  await eventually(() => expect(reader.onGap).toHaveBeenCalledTimes(1))
  await send('after')
  await eventually(() => expect(reader.topics()).toEqual(['before', 'after']))
  const comingBack = createReader()
  live.subscribe(comingBack, reader.events[0]?.id)
  expect(comingBack.onGap).toHaveBeenCalledTimes(1)
})

test('the memory is bounded: who slept too long has to look again', () => {
  const fanOut = createFanOut()
  const reader = createReader()
  fanOut.subscribe(reader)
  const payload = JSON.stringify({ topic: 't', audience: [], data: {} })
  for (let count = 0; count < 1_200; count++) fanOut.receive(payload)
  const [early, late] = [createReader(), createReader()]
  fanOut.subscribe(early, reader.events[100]?.id)
  fanOut.subscribe(late, reader.events[900]?.id)
  expect([early.onGap.mock.calls.length, early.events.length]).toEqual([1, 0])
  expect([late.onGap.mock.calls.length, late.events.length]).toEqual([0, 299])
})
