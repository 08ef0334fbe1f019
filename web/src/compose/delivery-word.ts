import type { Delivery } from '../api/wire-types.ts'

/** How sending stands in one word, with the time that it speaks of. */
export type DeliveryWord =
  | { word: 'leavesIn'; tone: 'wait'; until: number }
  | { word: 'leavesAt' | 'retryAt'; tone: 'wait'; until: number }
  | { word: 'queued' | 'sending'; tone: 'wait' }
  | { word: 'unconfirmed' | 'partly' | 'failed'; tone: 'bad' }

/** What is counted in seconds; a later time is told by the clock. */
const soonMs = 60_000

/** Null where there is nothing to say any more: it was sent, or is a draft again. */
export function deliveryWord({ state, sendAt, nextTry }: Delivery, now: number): DeliveryWord | null {
  if (state === 'sent' || state === 'cancelled') return null
  if (state === 'unconfirmed' || state === 'partly' || state === 'failed') return { word: state, tone: 'bad' }
  if (state === 'sending') return { word: 'sending', tone: 'wait' }
  const until = Date.parse(state === 'scheduled' ? sendAt : (nextTry ?? sendAt))
  if (until <= now) return { word: 'queued', tone: 'wait' }
  if (state === 'queued')
    return nextTry === null ? { word: 'queued', tone: 'wait' } : { word: 'retryAt', tone: 'wait', until }
  return { word: until - now <= soonMs ? 'leavesIn' : 'leavesAt', tone: 'wait', until }
}

/** Until then it can be made a draft again; a letter that failed can be at any time. */
export function canTakeBack({ state }: Delivery): boolean {
  return state === 'scheduled' || state === 'queued' || state === 'failed'
}
