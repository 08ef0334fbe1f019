import { describe, expect, test } from 'vitest'
import { nextTryAfter } from './back-off.ts'

const steady = { firstMs: 1000, random: () => 0.5 }

describe('after a failure', () => {
  test('each further one waits twice as long, up to five minutes', () => {
    expect([1, 2, 3].map((failures) => nextTryAfter('CONNECTION_LOST', failures, steady))).toEqual([1000, 2000, 4000])
    expect(nextTryAfter('CONNECTION_LOST', 1000, steady)).toBe(5 * 60_000)
    expect(nextTryAfter('TLS_CERTIFICATE_EXPIRED', 1000, steady)).toBe(30 * 60_000)
  })

  test('accounts that failed together do not come back together', () => {
    expect(nextTryAfter('CONNECTION_LOST', 1, { firstMs: 1000, random: () => 0 })).toBe(750)
    expect(nextTryAfter('CONNECTION_LOST', 1, { firstMs: 1000, random: () => 1 })).toBe(1250)
  })

  test('a refused log-in is tried once more and then waits for a person', () => {
    expect(nextTryAfter('AUTH_FAILED', 1, steady)).toBe(1000)
    expect(nextTryAfter('AUTH_FAILED', 2, steady)).toBeNull()
  })
})
