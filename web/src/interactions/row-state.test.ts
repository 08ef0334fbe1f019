import { expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { daysOverdue, rowStateOf } from './row-state.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const ahead = '2026-11-25T09:00:00Z'
const passed = '2026-11-23T11:30:00Z'
const quiet = { isUnreviewed: false, word: null, isOnControl: false, hasFailed: false, isUnassigned: false }
const anna = { assignee: { id: '7', name: 'Anna' } }

test.each([
  ['an incoming letter is bold until reviewed', anna, { ...quiet, isUnreviewed: true }],
  ['where nobody is responsible, it says so', {}, { ...quiet, isUnreviewed: true, isUnassigned: true }],
  ['reviewed, it is quiet', { reviewed: true }, quiet],
  ['postponed, it says until when', { reviewAfter: ahead }, { ...quiet, word: 'postponedUntil' }],
  [
    'due again, the dot returns',
    { ...anna, reviewAfter: passed },
    { ...quiet, isUnreviewed: true, word: 'postponedDue' },
  ],
  ['an outgoing one that is not reviewed is on control', { direction: 'outgoing' }, { ...quiet, isOnControl: true }],
  ['an outgoing one is otherwise quiet', { direction: 'outgoing', reviewed: true }, quiet],
  [
    'one that only claims to be ours is to be reviewed and says so',
    { ...anna, direction: 'outgoing', proved: false },
    { ...quiet, isUnreviewed: true, word: 'unproved' },
  ],
  [
    'one that did not leave is red',
    { direction: 'outgoing', status: 'outgoing', sending: 'failed' },
    { ...quiet, word: 'outgoing', hasFailed: true },
  ],
  [
    'one that left to some only says so',
    { direction: 'outgoing', status: 'sent', reviewed: true, sending: 'partly' },
    { ...quiet, word: 'partly', hasFailed: true },
  ],
  [
    'something planned whose time has passed is overdue',
    { ...anna, kind: 'planned', date: '2026-11-20T11:00:00Z' },
    { ...quiet, isUnreviewed: true, word: 'overdue' },
  ],
  [
    'a folded thread is bold while one of its letters is to review',
    { ...anna, reviewed: true, thread: { count: 3, toReview: 1 } },
    { ...quiet, isUnreviewed: true },
  ],
  [
    'a folded thread whose only open letter is ours is on control',
    { direction: 'outgoing', thread: { count: 3, toReview: 1 } },
    { ...quiet, isOnControl: true },
  ],
  ['a draft is a draft', { direction: 'outgoing', status: 'draft' }, { ...quiet, word: 'draft' }],
] as const)('%s', (_, part, expected) => {
  expect(rowStateOf(aRow('1', part), true, now)).toEqual(expected)
})

test('how late something planned is, is told in whole days', () => {
  const planned = (date: string) => daysOverdue(aRow('1', { kind: 'planned', date }), now)
  expect(planned('2026-11-20T11:00:00Z')).toBe(3)
  expect(planned('2026-11-23T11:00:00Z')).toBe(0)
  expect(planned('2026-11-24T11:00:00Z')).toBeNull()
  expect(daysOverdue(aRow('1', { kind: 'planned', date: '2026-11-20T11:00:00Z', reviewed: true }), now)).toBeNull()
})

test('with the flags switched off nothing is bold, postponed or on control', () => {
  for (const part of [{}, { reviewAfter: ahead }, { direction: 'outgoing' }] as const) {
    expect(rowStateOf(aRow('1', part), false, now)).toEqual(quiet)
  }
  expect(rowStateOf(aRow('1', { proved: false }), false, now).word).toBe('unproved')
})
