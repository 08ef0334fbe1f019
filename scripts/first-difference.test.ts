import { expect, test } from 'vitest'
import { firstDifference } from './first-difference.ts'

test('equal texts have no difference', () => {
  expect(firstDifference('a\nb\n', 'a\nb\n')).toBeUndefined()
})

test('the first differing line is shown with its number, old and new', () => {
  expect(firstDifference('a\nb\nc', 'a\nB\nc')).toBe('@ line 2\n- b\n- c\n+ B\n+ c')
})

test('a text that is only longer differs at its end', () => {
  expect(firstDifference('a', 'a\nb')).toBe('@ line 2\n+ b')
  expect(firstDifference('a\nb', 'a')).toBe('@ line 2\n- b')
})

test('a missing file differs from the first line on', () => {
  expect(firstDifference('', 'a')).toBe('@ line 1\n- \n+ a')
})
