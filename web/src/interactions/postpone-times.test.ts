import { expect, test } from 'vitest'
import { postponeTime } from './postpone-times.ts'

const monday = new Date(2026, 10, 23, 22, 50)

test.each([
  ['minutes15', new Date(2026, 10, 23, 23, 5)],
  ['hours3', new Date(2026, 10, 24, 1, 50)],
  ['tomorrow', new Date(2026, 10, 24, 9)],
  ['nextWeek', new Date(2026, 10, 30, 9)],
] as const)('%s', (choice, expected) => {
  expect(postponeTime(choice, monday)).toEqual(expected)
})

test('Monday morning is the next Monday, on a Sunday tomorrow', () => {
  expect(postponeTime('nextWeek', new Date(2026, 10, 29, 12))).toEqual(new Date(2026, 10, 30, 9))
})
