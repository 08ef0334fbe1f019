import type { Transaction } from '../platform/database.ts'
import { takeOwnLetterBack } from './ingest/store-own-letter.ts'

/** Takes the composed letter away from an interaction that becomes a draft again: nobody has got it. */
export function takeLetterBack(trx: Transaction, interactionId: string): Promise<void> {
  return takeOwnLetterBack(trx, interactionId)
}
