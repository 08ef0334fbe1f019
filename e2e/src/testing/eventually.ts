import { setTimeout as pause } from 'node:timers/promises'

const LIMIT_MS = 30_000

/** Waits until the check stops throwing. The limit is no promise about speed: it only ends a test that would hang. */
export async function eventually<Result>(check: () => Result | Promise<Result>, limit = LIMIT_MS): Promise<Result> {
  const end = performance.now() + limit
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
      await pause(50)
    }
  }
}
