import type { Account } from '../api/wire-types.ts'

/** Those that this person may write from. */
export function sendingAccounts(accounts: readonly Account[] | undefined): readonly Account[] {
  return accounts?.filter(({ rights, useForSending }) => rights.send && useForSending) ?? []
}
