import type { Account } from '../api/wire-types.ts'

/** What receiving deletes from the server by the account's settings; null: nothing. */
export type DeletionPlan = { when: 'now'; days: 0 } | { when: 'later'; days: number } | null

/** Only POP3 deletes: at once where no copies are kept, or when the days of a kept copy are over. */
export function deletionOf({ incoming, useForReceiving }: Pick<Account, 'incoming' | 'useForReceiving'>): DeletionPlan {
  if (!useForReceiving || incoming?.protocol !== 'pop3') return null
  if (!incoming.keepCopies) return { when: 'now', days: 0 }
  return incoming.deleteAfterDays > 0 ? { when: 'later', days: incoming.deleteAfterDays } : null
}
