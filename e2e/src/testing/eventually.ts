import { vi } from 'vitest'

/** Waits until the check stops throwing. The limit is no promise about speed: it only ends a test that would hang. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 25_000, interval: 50 })
}
