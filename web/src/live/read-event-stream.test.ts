import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventReader, type ServerEvent } from './read-event-stream.ts'

function readAll(chunks: readonly string[]): ServerEvent[] {
  const events: ServerEvent[] = []
  const read = createEventReader((event) => events.push(event))
  for (const chunk of chunks) read(chunk)
  return events
}

describe('a stream of server-sent events', () => {
  test('holds events with data, and nothing else', () => {
    const stream = 'retry: 2000\n\n: still here\n\nid: 7\ndata: {"type":"refresh"}\n\ndata: a\ndata: b\n\n'
    expect(readAll([stream])).toEqual([
      { id: '7', data: '{"type":"refresh"}' },
      { id: '7', data: 'a\nb' },
    ])
  })

  test.each(['\n', '\r\n', '\r'])('may end its lines with %j', (end) => {
    expect(readAll([`id: 1${end}data: x${end}${end}data: y${end}${end}data: z`])).toEqual([
      { id: '1', data: 'x' },
      { id: '1', data: 'y' },
    ])
  })

  test('an event that was not finished does not count', () => {
    expect(readAll(['data: half'])).toEqual([])
  })

  test('comes out the same however the network cuts it', () => {
    const stream = 'id: 1\r\ndata: один\r\n\r\n: beat\n\nid: 2\ndata: two\ndata:  three\n\n'
    const whole = readAll([stream])
    expect(whole).toHaveLength(2)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), stream.length]
        const chunks = places.slice(1).map((end, index) => stream.slice(places[index], end))
        expect(readAll(chunks)).toEqual(whole)
      }),
    )
  })
})
