import { expect, test } from 'vitest'
import type { Delivery } from '../api/wire-types.ts'
import { canTakeBack, deliveryWord } from './delivery-word.ts'

const now = Date.parse('2026-11-23T09:00:00Z')

function aDelivery(part: Partial<Delivery>): Delivery {
  return {
    state: 'scheduled',
    recipients: [],
    sendAt: '2026-11-23T09:00:08Z',
    attempts: 0,
    nextTry: null,
    failure: null,
    sentAt: null,
    sentCopy: { state: 'none', code: null, detail: '' },
    ...part,
  }
}

test.each([
  ['the seconds in which it can be taken back are counted', {}, 'leavesIn'],
  ['a later time is told by the clock', { sendAt: '2026-11-23T15:00:00Z' }, 'leavesAt'],
  ['its time has come', { sendAt: '2026-11-23T08:59:59Z' }, 'queued'],
  ['it waits for its first try', { state: 'queued' }, 'queued'],
  ['it waits for another try', { state: 'queued', nextTry: '2026-11-23T09:05:00Z' }, 'retryAt'],
  ['the server is being spoken to', { state: 'sending' }, 'sending'],
  ['the server never answered', { state: 'unconfirmed' }, 'unconfirmed'],
  ['some were refused', { state: 'partly' }, 'partly'],
  ['nobody was reached', { state: 'failed' }, 'failed'],
] as const)('%s', (_, part, word) => {
  expect(deliveryWord(aDelivery(part), now)?.word).toBe(word)
})

test('of a letter that was sent, or is a draft again, nothing is said', () => {
  expect(deliveryWord(aDelivery({ state: 'sent' }), now)).toBeNull()
  expect(deliveryWord(aDelivery({ state: 'cancelled' }), now)).toBeNull()
})

test('what has left cannot be taken back', () => {
  expect(canTakeBack(aDelivery({}))).toBe(true)
  expect(canTakeBack(aDelivery({ state: 'failed' }))).toBe(true)
  for (const state of ['sending', 'unconfirmed', 'partly', 'sent'] as const)
    expect(canTakeBack(aDelivery({ state }))).toBe(false)
})
