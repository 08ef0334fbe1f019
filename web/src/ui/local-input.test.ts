import { expect, test } from 'vitest'
import { toLocalInput } from './local-input.ts'

test('the field for a moment shows the clock of the user', () => {
  expect(toLocalInput(new Date(2026, 0, 5, 9, 7))).toBe('2026-01-05T09:07')
})
