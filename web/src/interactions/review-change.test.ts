import { describe, expect, test } from 'vitest'
import { aFolder, aRow, aStatus } from '../testing/rows.ts'
import { changedBy, counterDeltas, fieldsAfter, shiftCounters, undoSteps } from './review-change.ts'

const later = '2026-11-30T09:00:00.000Z'

describe('the three review commands', () => {
  test('what is reviewed is no longer postponed; clearing the mark brings no postponement back', () => {
    expect(fieldsAfter(aRow('1', { reviewAfter: later }), { reviewed: true })).toEqual({
      reviewed: true,
      reviewAfter: null,
    })
    expect(fieldsAfter(aRow('1', { reviewed: true }), { reviewed: false })).toEqual({
      reviewed: false,
      reviewAfter: null,
    })
  })

  test('rows that stand so already are left alone', () => {
    const rows = [aRow('1'), aRow('2', { reviewed: true })]
    expect(changedBy(rows, { reviewed: true }).map(({ id }) => id)).toEqual(['1'])
    expect(changedBy(rows, { reviewed: false }).map(({ id }) => id)).toEqual(['2'])
  })

  test('postponing passes over reviewed ones', () => {
    const rows = [aRow('1'), aRow('2', { reviewed: true })]
    expect(changedBy(rows, { reviewAfter: later }).map(({ id }) => id)).toEqual(['1'])
  })
})

describe('counters follow at once', () => {
  const sent = { id: '12', path: 'Sent', name: 'Sent', role: 'sent' }
  const rows = [aRow('1'), aRow('2', { folders: [...aRow('2').folders, sent] })]

  test('in every folder where the letter lies, and once in its account', () => {
    expect(counterDeltas(rows, { reviewed: true })).toEqual({
      byFolder: new Map([
        ['11', -2],
        ['12', -1],
      ]),
      byAccount: new Map([['1', -2]]),
    })
  })

  test('postponing changes no counter', () => {
    const { byFolder, byAccount } = counterDeltas(rows, { reviewAfter: later })
    expect([byFolder.size, byAccount.size]).toEqual([0, 0])
  })

  test('and never fall below zero', () => {
    const folders = [aFolder('11', 'INBOX', { unreviewed: 1 }), aFolder('13', 'Other', { unreviewed: 5 })]
    const deltas = { byFolder: new Map([['11', -2]]), byAccount: new Map([['1', -2]]) }
    const shifted = shiftCounters(aStatus({ unreviewed: 6, folders }), '1', deltas)
    expect([shifted.unreviewed, ...shifted.folders.map(({ unreviewed }) => unreviewed)]).toEqual([4, 0, 5])
    expect(shiftCounters(aStatus({ unreviewed: 1 }), '1', deltas).unreviewed).toBe(0)
  })
})

test('undo asks once for all that stood alike', () => {
  const before = [aRow('1'), aRow('2', { reviewAfter: later }), aRow('3')]
  expect(undoSteps(before)).toEqual([
    { ids: ['1', '3'], reviewed: false, reviewAfter: null },
    { ids: ['2'], reviewed: false, reviewAfter: later },
  ])
})
