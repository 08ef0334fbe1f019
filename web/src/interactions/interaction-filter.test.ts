import { expect, test } from 'vitest'
import { filterOf, readHomeSearch } from './interaction-filter.ts'

test('an address names the filter and the opened interaction', () => {
  const search = readHomeSearch({ interaction: '42', status: 'to-review', folder: 11, q: 'счет' })
  expect(search).toEqual({ interaction: '42', status: 'to-review', folder: '11', q: 'счет' })
  expect(filterOf(search)).toEqual({ status: 'to-review', folder: '11', q: 'счет' })
})

test('what an old or mistyped address says and nobody knows is left out', () => {
  expect(readHomeSearch({ status: 'read', kind: 7, sort: 'up', other: 'x', q: '', account: null })).toEqual({})
})
