import { expect, test } from 'vitest'
import { createTurnstile } from './discovery-turnstile.ts'

const anna = { userId: '1', role: 'user' } as const
const boss = { userId: '2', role: 'administrator' } as const
const MINUTE = 60_000

test('N06 a person searches sixty times in ten minutes, then waits until the first of them is old', () => {
  const { enter } = createTurnstile()
  for (let count = 0; count < 60; count += 1) enter(anna, count * 1_000)()
  expect(() => enter(anna, MINUTE)).toThrow('TOO_MANY_ATTEMPTS')
  expect(() => enter({ ...anna, userId: '3' }, MINUTE)).not.toThrow('TOO_MANY_ATTEMPTS')
  expect(() => enter(anna, 10 * MINUTE + 1)).not.toThrow('TOO_MANY_ATTEMPTS')
})

test('N06 an administrator who sets up many accounts is held up by no count, only three searches run at once', () => {
  const { enter } = createTurnstile()
  for (let count = 0; count < 200; count += 1) enter(boss, count)()
  const leave = [1, 2, 3].map(() => enter(boss, MINUTE))
  expect(() => enter(boss, MINUTE)).toThrow('TOO_MANY_ATTEMPTS')
  leave[0]?.()
  expect(() => enter(boss, MINUTE)).not.toThrow('TOO_MANY_ATTEMPTS')
})
