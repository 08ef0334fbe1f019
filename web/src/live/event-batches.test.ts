import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBatches } from './event-batches.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first come soon, those that follow wait for a pause and come together', () => {
  const batches: number[][] = []
  const collector = createBatches<number>((items) => batches.push(items), { soon: 50, pause: 800 })
  collector.add(1)
  vi.advanceTimersByTime(50)
  expect(batches).toEqual([[1]])
  for (const item of [2, 3, 4]) {
    collector.add(item)
    vi.advanceTimersByTime(200)
  }
  expect(batches).toEqual([[1]])
  vi.advanceTimersByTime(800)
  expect(batches).toEqual([[1], [2, 3, 4]])
})

test('nothing is delivered after the end', () => {
  const batches: number[][] = []
  const collector = createBatches<number>((items) => batches.push(items), { soon: 50, pause: 800 })
  collector.add(1)
  collector.stop()
  vi.advanceTimersByTime(2000)
  expect(batches).toEqual([])
})
