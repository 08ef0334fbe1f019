import { expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { rowStateOf } from './row-state.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const ahead = '2026-11-25T09:00:00Z'
const passed = '2026-11-23T11:30:00Z'
const quiet = { isUnreviewed: false, word: null, isOnControl: false }

test.each([
  ['an incoming letter is bold until reviewed', {}, { ...quiet, isUnreviewed: true }],
  ['reviewed, it is quiet', { reviewed: true }, quiet],
  ['postponed, it says until when', { reviewAfter: ahead }, { ...quiet, word: 'postponedUntil' }],
  ['due again, the dot returns', { reviewAfter: passed }, { ...quiet, isUnreviewed: true, word: 'postponedDue' }],
  ['an outgoing one that is not reviewed is on control', { direction: 'outgoing' }, { ...quiet, isOnControl: true }],
  ['an outgoing one is otherwise quiet', { direction: 'outgoing', reviewed: true }, quiet],
  [
    'one that only claims to be ours is to be reviewed and says so',
    { direction: 'outgoing', proved: false },
    { ...quiet, isUnreviewed: true, word: 'unproved' },
  ],
  ['a draft is a draft', { direction: 'outgoing', status: 'draft' }, { ...quiet, word: 'draft' }],
] as const)('%s', (_, part, expected) => {
  expect(rowStateOf(aRow('1', part), true, now)).toEqual(expected)
})

test('with the flags switched off nothing is bold, postponed or on control', () => {
  for (const part of [{}, { reviewAfter: ahead }, { direction: 'outgoing' }] as const) {
    expect(rowStateOf(aRow('1', part), false, now)).toEqual(quiet)
  }
  expect(rowStateOf(aRow('1', { proved: false }), false, now).word).toBe('unproved')
})
