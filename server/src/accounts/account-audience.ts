import type { LiveEvent } from '../platform/live.ts'

/** Key of live events that speak of an account's letters: heard by those who may read the account. */
export function accountAudience(accountId: string): string {
  return `account:${accountId}`
}

/** A person has set up, changed or removed an account, or asks it to receive: who may read it may have changed. */
export function accountChangedByPerson(accountId: string): LiveEvent {
  return { topic: 'accounts.changed', audience: [accountAudience(accountId)], data: { accountId, byPerson: 1 } }
}

/** How receiving fares is told under the same topic, and far more often. */
export function mayChangeReaders({ topic, data }: LiveEvent): boolean {
  return topic === 'accounts.changed' && 'byPerson' in data
}
