import { describe, expect, test } from 'vitest'
import { keepStream, pauseBefore } from './keep-stream.ts'
import type { StreamEnd, StreamListener } from './open-stream.ts'

/** Plays one part after another: each is what the server does on one connection. */
function play(parts: ((listener: StreamListener) => StreamEnd)[], isSuccessor = false) {
  const log: string[] = []
  const stop = new AbortController()
  const openedAfter: string[] = []
  const run = keepStream(
    {
      open: async (lastId, listener) => {
        openedAfter.push(lastId)
        const part = parts.shift()
        if (!part) {
          stop.abort()
          return 'lost'
        }
        return part(listener)
      },
      wait: async () => {},
      onEvent: ({ data }) => log.push(data),
      onState: (state) => log.push(state),
      onSignedOut: () => log.push('signed-out'),
    },
    { after: '', isSuccessor },
    stop.signal,
  )
  return run.then(() => ({ log, openedAfter }))
}

function openThenLost(listener: StreamListener): StreamEnd {
  listener.onOpen()
  return 'lost'
}

describe('a stream is kept open', () => {
  test('it goes on after the last event with an id', async () => {
    const { log, openedAfter } = await play([
      (listener) => {
        listener.onOpen()
        listener.onEvent({ id: '3', data: 'a' })
        listener.onEvent({ id: '', data: 'b' })
        return 'lost'
      },
    ])
    expect(openedAfter).toEqual(['', '3'])
    expect(log).toEqual(['live', 'a', 'b'])
  })

  test('without an id to go on from, a second opening says that something may have been missed', async () => {
    expect((await play([openThenLost, openThenLost])).log).toEqual(['live', 'live', '{"type":"refresh"}'])
    expect((await play([openThenLost], true)).log).toEqual(['live', '{"type":"refresh"}'])
  })

  test('one broken line is mended quietly, the second failure in a row is said', async () => {
    const { log } = await play([() => 'lost', () => 'lost', openThenLost])
    expect(log).toEqual(['lost', 'live'])
  })

  test('it ends where the session has ended', async () => {
    const { log, openedAfter } = await play([() => 'signed-out'])
    expect(log).toEqual(['signed-out'])
    expect(openedAfter).toHaveLength(1)
  })
})

test('pauses grow to an end, and chance spreads them', () => {
  expect(pauseBefore(1, 0.5)).toBeLessThan(1000)
  expect(pauseBefore(4, 0.5)).toBeGreaterThan(pauseBefore(2, 0.5))
  expect(pauseBefore(50, 0.5)).toBe(15_000)
  expect(pauseBefore(5, 0)).toBeLessThan(pauseBefore(5, 1))
})
