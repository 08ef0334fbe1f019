import { expect, test } from 'vitest'
import { safePlace } from './keep-place.ts'

test.each(['/', '/?interaction=42', '/accounts/7'])('%s is where one was', (place) => {
  expect(safePlace(place)).toBe(place)
})

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/',
  '/setup',
  7,
])('%j leads to the start page', (place) => {
  expect(safePlace(place)).toBe('/')
})
