import { expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { neighboursOf, remainingNear } from './neighbours.ts'

const rows = [aRow('3'), aRow('2'), aRow('1')]

test.each([
  ['2', { previous: '3', next: '1' }],
  ['3', { previous: undefined, next: '2' }],
  ['1', { previous: '2', next: undefined }],
  ['99', { previous: undefined, next: '3' }],
  [undefined, { previous: undefined, next: '3' }],
])('beside %s stand its neighbours', (id, expected) => {
  expect(neighboursOf(rows, id)).toEqual(expected)
})

test('when rows leave, the one below the opened one stays open, at the end the one above', () => {
  expect(remainingNear(rows, '2', new Set(['2']))).toBe('1')
  expect(remainingNear(rows, '2', new Set(['2', '1']))).toBe('3')
  expect(remainingNear(rows, '2', new Set(['1', '2', '3']))).toBeUndefined()
})
