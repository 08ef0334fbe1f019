import { expect, test } from 'vitest'
import { createUploadLine } from './upload-line.ts'

test('B19 three hundred files go a few at a time, in their order, and all of them', async () => {
  const line = createUploadLine(3)
  const done: number[] = []
  let [running, most] = [0, 0]
  for (let key = 0; key < 300; key += 1) {
    line.run(key, async () => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      done.push(key)
      running -= 1
    })
  }
  await line.settle()
  expect(most).toBe(3)
  expect(done).toEqual(Array.from({ length: 300 }, (_, key) => key))
})

test('B19 one that is stopped before its turn never begins, and one that runs is told', async () => {
  const line = createUploadLine(1)
  const begun: number[] = []
  const wait = (key: number) => (signal: AbortSignal) => {
    begun.push(key)
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  }
  line.run(1, wait(1))
  line.run(2, wait(2))
  await Promise.resolve()
  line.stop(2)
  line.stop(1)
  await line.settle()
  expect(begun).toEqual([1])
})

test('B19 one that fails holds up no other', async () => {
  const line = createUploadLine(1)
  const done: number[] = []
  line.run(1, () => Promise.reject(new Error('no')).catch(() => undefined))
  line.run(2, async () => void done.push(2))
  await line.settle()
  expect(done).toEqual([2])
})
