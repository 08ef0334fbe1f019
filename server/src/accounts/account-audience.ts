/** Key of live events that speak of an account's letters: heard by those who may read the account. */
export function accountAudience(accountId: string): string {
  return `account:${accountId}`
}
