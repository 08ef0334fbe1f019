import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LiveEvent, splitEvent } from './live.ts'

const read = (text: string) => JSON.parse(text) as LiveEvent
const ids = (count: number) => Array.from({ length: count }, (_, index) => `9007199254740${index}`)

test('a small event travels as it is', () => {
  const event: LiveEvent = {
    topic: 'things.changed',
    audience: ['a'],
    data: { folder: '7', count: 2, ids: ['1', '2'] },
  }
  expect(splitEvent(event).map(read)).toEqual([event])
})

test('a long list of ids arrives whole, over several notifications that PostgreSQL takes', () => {
  const event: LiveEvent = { topic: 'things.changed', audience: ['a', 'b'], data: { folder: '7', ids: ids(3_000) } }
  const parts = splitEvent(event)
  expect(parts.length).toBeGreaterThan(1)
  expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(8_000)
  expect(parts.flatMap((part) => read(part).data['ids'])).toEqual(event.data['ids'])
})

test('what cannot be divided asks everybody concerned to look again', () => {
  const event: LiveEvent = { topic: 'things.changed', audience: ids(1_000), data: { note: 'ж'.repeat(9_000) } }
  const parts = splitEvent(event).map(read)
  expect(parts.flatMap((part) => part.audience)).toEqual(event.audience)
  expect(new Set(parts.map((part) => JSON.stringify(part.data)))).toEqual(new Set(['{"refresh":1}']))
})

test('no event ever loses a reader or exceeds the limit', () => {
  const data = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.integer(), fc.array(fc.string({ maxLength: 40 }), { maxLength: 600 })),
  )
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 400 }), data, (audience, fields) => {
      const parts = splitEvent({ topic: 't', audience, data: fields })
      expect(parts.every((part) => Buffer.byteLength(part) < 8_000)).toBe(true)
      const readers = new Set(parts.flatMap((part) => read(part).audience))
      expect(readers).toEqual(new Set(JSON.parse(JSON.stringify(audience)) as string[]))
    }),
    { numRuns: 200 },
  )
})
