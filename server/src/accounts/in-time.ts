import type { ImapFlow } from 'imapflow'
import { AppError } from '../platform/app-error.ts'

/**
 * Runs commands that have to end within `ms`: a server may fall silent at any of them. The connection is closed when they
 * do not. Throws CONNECTION_TIMEOUT then.
 */
export async function inTime<Result>(client: ImapFlow, ms: number, work: () => Promise<Result>): Promise<Result> {
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    client.close()
  }, ms)
  try {
    return await work()
  } catch (error) {
    throw isLate ? new AppError('CONNECTION_TIMEOUT', {}, { cause: error }) : error
  } finally {
    clearTimeout(timer)
  }
}
