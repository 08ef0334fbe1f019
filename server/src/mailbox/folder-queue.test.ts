import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { FolderQueue } from './folder-queue.ts'

test('gives INBOX first, each folder once, and says when nothing is left', () => {
  let rests = 0
  const queue = new FolderQueue(() => {
    rests += 1
  })
  for (const id of ['1', '2', '1']) queue.add(id, false)
  queue.add('3', true)
  const taken = [queue.take(), queue.take(), queue.take(), queue.take()]
  expect(taken).toEqual(['3', '1', '2', undefined])
  for (const id of ['3', '1', '2']) queue.done(id)
  expect([rests, queue.isAtRest]).toEqual([1, true])
})

test('waiting again and again for years leaves nothing behind', async () => {
  const queue = new FolderQueue(() => {})
  const { signal } = new AbortController()
  for (let turn = 0; turn < 10; turn++) {
    const waiting = queue.filled(signal)
    queue.add('1', false)
    await waiting
    queue.done(queue.take() ?? '')
    // Nobody waits for this one any longer: its time was over.
    void queue.filled(signal)
  }
  expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(1)
})
