import { expect, test } from 'vitest'
import { makePassword } from './new-password.ts'

test('a made-up password is long enough, plain to read, and another one each time', () => {
  const made = Array.from({ length: 50 }, makePassword)
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){3}$/)
  expect(new Set(made).size).toBe(made.length)
})
