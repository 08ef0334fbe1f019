import { useQueries, useQuery } from '@tanstack/react-query'
import type { Failure } from '../api/failure.ts'
import type { Account, SyncStatus } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { accountsQuery, syncStatusQuery } from './account-queries.ts'

export interface AccountFolders {
  account: Account
  /** Undefined until it has been asked for. */
  status: SyncStatus | undefined
}

interface Folders {
  accounts: readonly AccountFolders[]
  isPending: boolean
  failure: Failure | null
  retry: () => void
}

const none: readonly Account[] = []

/** The accounts whose letters the user may read, with their folders and state. */
export function useAccountFolders(): Folders {
  const { mailClient } = useSession()
  const list = useQuery({ ...accountsQuery, enabled: mailClient })
  const readable = ((mailClient && list.data) || none).filter(({ rights }) => rights.read)
  const statuses = useQueries({ queries: readable.map(({ id }) => syncStatusQuery(id)) })
  return {
    accounts: readable.map((account, index) => ({ account, status: statuses[index]?.data })),
    isPending: mailClient && list.isPending,
    failure: list.data ? null : list.error,
    retry: () => void list.refetch(),
  }
}

/** How many interactions wait for review in all accounts that the user may read. */
export function useUnreviewedTotal(): number {
  const { reviewFlags } = useSession()
  const { accounts } = useAccountFolders()
  if (!reviewFlags) return 0
  return accounts.reduce((sum, { status }) => sum + (status?.unreviewed ?? 0), 0)
}
