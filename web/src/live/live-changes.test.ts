import type { LiveEvent } from '@besedka/contract/events'
import { expect, test } from 'vitest'
import { readLiveEvent, summarize } from './live-changes.ts'

test('a batch names each thing once, and interactions bring the counters of their account along', () => {
  const changes = summarize([
    { type: 'interactions.created', accountId: '1', folderIds: ['11'], ids: ['5', '6'] },
    { type: 'interactions.created', accountId: '1', folderIds: ['11'], ids: ['6', '7'] },
    { type: 'interactions.changed', accountId: '2', ids: ['8'] },
    { type: 'interactions.removed', accountId: null, ids: ['9'] },
    { type: 'accounts.changed', accountId: '3' },
    { type: 'folders.changed', accountId: '1' },
  ])
  expect(changes).toEqual({
    everything: false,
    changed: new Set(['8']),
    removed: new Set(['9']),
    created: new Set(['5', '6', '7']),
    lists: true,
    folderAccounts: new Set(['1', '2', '3']),
    accounts: true,
    settings: false,
    refusedMoves: [],
  })
})

test('a first import, which tells of its folders alone, brings the lists along; news of accounts alone do not', () => {
  expect(summarize([{ type: 'folders.changed', accountId: '1' }]).lists).toBe(true)
  const named: LiveEvent = { type: 'interactions.created', accountId: '1', folderIds: ['11'], ids: ['5'] }
  expect(summarize([{ type: 'folders.changed', accountId: '1' }, named]).lists).toBe(false)
  expect(summarize([{ type: 'accounts.changed', accountId: '1' }]).lists).toBe(false)
})

test('letters that a mail server did not move are read again, and told with the reason', () => {
  const ids = ['4', '5']
  const changes = summarize([
    { type: 'interactions.move-refused', accountId: '1', ids, code: 'SERVER_REFUSED', detail: 'OVERQUOTA' },
  ])
  expect(changes.refusedMoves).toEqual([{ ids: ['4', '5'], code: 'SERVER_REFUSED' }])
  expect(changes.changed).toEqual(new Set(['4', '5']))
  expect(changes.lists).toBe(true)
})

test('a gap makes everything stale', () => {
  expect(summarize([{ type: 'refresh' }]).everything).toBe(true)
  expect(summarize([{ type: 'settings.changed' }])).toMatchObject({ settings: true, everything: false })
})

test.each(['', 'no json', '17', 'null', '{}'])('%j is no event', (data) => {
  expect(readLiveEvent(data)).toBeNull()
})
