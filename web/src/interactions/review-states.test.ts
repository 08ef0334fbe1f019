import { describe, expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { matchesStatus, reviewStateOf } from './review-states.ts'

describe('where an interaction stands', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  test.each([
    ['reviewed', { reviewed: true }],
    ['to-review', {}],
    ['postponed', { reviewAfter: '2026-11-23T12:00:01Z' }],
    ['to-review', { reviewAfter: '2026-11-23T12:00:00Z' }],
  ] as const)('%s: %j', (state, part) => {
    expect(reviewStateOf(aRow('1', part), now)).toBe(state)
    expect(matchesStatus(aRow('1', part), state, now)).toBe(true)
    expect(matchesStatus(aRow('1', part), undefined, now)).toBe(true)
  })

  test('what nothing proves to be ours is found by its own filter', () => {
    expect(matchesStatus(aRow('1', { proved: false }), 'unproved', now)).toBe(true)
    expect(matchesStatus(aRow('1'), 'unproved', now)).toBe(false)
  })
})
