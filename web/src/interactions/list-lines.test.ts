import { expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { linesOf } from './list-lines.ts'

const rows = [
  aRow('9', { threadId: 't', thread: { count: 3, toReview: 1 } }),
  aRow('5', { threadId: 'u', thread: { count: 1, toReview: 0 } }),
]
const letters = [aRow('9', { threadId: 't' }), aRow('8', { threadId: 't' }), aRow('7', { threadId: 't' })]

test('a folded thread is one line that can be opened, a single letter is none', () => {
  expect(linesOf(rows, new Map()).map(({ item, isOpen }) => [item.id, isOpen])).toEqual([
    ['9', false],
    ['5', null],
  ])
})

test('an opened thread shows its other letters below, each once', () => {
  expect(linesOf(rows, new Map([['t', letters]])).map(({ item, isInside }) => [item.id, isInside])).toEqual([
    ['9', false],
    ['8', true],
    ['7', true],
    ['5', false],
  ])
})

test('a flat list has no threads to open', () => {
  const flat = letters.map((letter) => ({ ...letter, thread: null }))
  expect(linesOf(flat, new Map([['t', letters]])).every(({ isOpen, isInside }) => isOpen === null && !isInside)).toBe(
    true,
  )
})

test('the same letter in two accounts tells which account each line is of', () => {
  const copy = (id: string, name: string) =>
    aRow(id, { threadId: 't', messageId: 'one@client.test', account: { id: name, name } })
  const [row] = [{ ...copy('9', 'Sales'), thread: { count: 3, toReview: 1 } }]
  const open = new Map([['t', [row, copy('8', 'Anna'), aRow('7', { threadId: 't' })]]])
  expect(linesOf([row], open).map(({ copyIn }) => copyIn)).toEqual(['Sales', 'Anna', null])
})
