import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { RequestContext, Visitor } from './http-context.ts'
import { createFanOut } from './live-events.ts'
import { createLogger } from './log.ts'
import { createEventStreams } from './sse.ts'
import { eventually } from './testing/eventually.ts'

const visitor: Visitor = { viewer: { userId: '1', role: 'user', scopes: ['read'] }, sessionId: '1' }
const opened: Readable[] = []
afterEach(() => {
  for (const body of opened.splice(0)) body.destroy()
})

async function open(recheck: () => Promise<Visitor | undefined> = async () => visitor, heartbeatMs = 20) {
  const fanOut = createFanOut()
  const streams = createEventStreams({
    live: { subscribe: fanOut.subscribe, stop: async () => {} },
    log: createLogger('silent'),
    keysOf: async () => new Set(['everyone']),
    changesKeys: ({ data }) => 'rights' in data,
    changesSignIn: new Set(),
    heartbeatMs,
  })
  const context = { visitor, recheck } as unknown as RequestContext
  const { body } = await streams.stream(context, { params: {}, query: {}, headers: {}, body: Readable.from([]) })
  if (!(body instanceof Readable)) throw new Error('no stream')
  opened.push(body)
  const announce = (data = {}) =>
    fanOut.receive(JSON.stringify({ topic: 'settings.changed', audience: ['everyone'], data }))
  return { body, streams, announce, breakOff: fanOut.breakOff }
}

function collect(body: Readable): () => string {
  let text = ''
  body.on('data', (chunk) => {
    text += String(chunk)
  })
  return () => text
}

test('a silent stream is kept alive by comments, and tells how soon to come back', async () => {
  const text = collect((await open()).body)
  await eventually(() => expect(text()).toMatch(/^retry: \d+\n\n(: still here\n\n){3}/))
})

test('a stream whose proof has run out ends with the next heartbeat', async () => {
  let isValid = true
  const { body } = await open(async () => (isValid ? visitor : undefined))
  collect(body)
  isValid = false
  await eventually(() => expect(body.closed).toBe(true))
})

test('rights are looked up again for an event that may change them, and for no other', async () => {
  let looks = 0
  const { body, announce } = await open(async () => {
    looks += 1
    return visitor
  }, 60_000)
  const text = collect(body)
  const told = () => text().split('settings.changed').length - 1
  for (let index = 0; index < 5; index++) announce()
  await eventually(() => expect(told()).toBe(5))
  expect(looks).toBe(1)
  announce({ rights: 1 })
  await eventually(() => expect(told()).toBe(6))
  expect(looks).toBe(2)
})

test('whose events somebody hears is known while he listens, and no longer', async () => {
  const { body, streams } = await open()
  collect(body)
  await eventually(() => expect(streams.isHeard('everyone')).toBe(true))
  expect(streams.isHeard('account:1')).toBe(false)
  body.destroy()
  await eventually(() => expect(streams.isHeard('everyone')).toBe(false))
})

test('a gap in the announcements asks readers to look at everything again', async () => {
  const { body, breakOff } = await open()
  const text = collect(body)
  breakOff()
  await eventually(() => expect(text()).toContain('data: {"type":"refresh"}\n\n'))
})

test('a reader that does not read is cut off instead of filling the memory', async () => {
  const { body, announce, streams } = await open()
  for (let index = 0; index < 10_000; index++) announce()
  await eventually(() => expect(body.destroyed).toBe(true))
  await eventually(() => expect(streams.count()).toBe(0))
})

test('all streams end together when the program stops', async () => {
  const { body, streams } = await open()
  const text = collect(body)
  streams.closeAll()
  await eventually(() => expect(body.readableEnded).toBe(true))
  expect(text()).toContain('retry:')
  expect(streams.count()).toBe(0)
})
