import type { ErrorCode } from '@besedka/contract/errors'
import type { AccountFolders } from '../accounts/useAccountFolders.ts'
import { knownCode } from '../api/failure.ts'
import type { SyncStatus } from '../api/wire-types.ts'

export type ExchangeTone = 'ok' | 'busy' | 'bad' | 'off'

const tones: Record<SyncStatus['state'], ExchangeTone> = {
  off: 'off',
  waiting: 'busy',
  connecting: 'busy',
  syncing: 'busy',
  idle: 'ok',
  failed: 'bad',
}

export function exchangeTone(state: SyncStatus['state']): ExchangeTone {
  return tones[state]
}

export interface Trouble {
  accountId: string
  name: string
  kind: 'failed' | 'unchecked'
  /** Null for a code that this page does not know yet. */
  code: ErrorCode | null
  canFix: boolean
}

/** What a person has to do something about comes before what the program tries again by itself. */
const needsPerson: ReadonlySet<string> = new Set([
  'AUTH_FAILED',
  'AUTH_METHOD_NOT_OFFERED',
  'AUTH_APP_PASSWORD',
  'PROTOCOL_DISABLED',
  'MAILBOX_BLOCKED',
  'HOST_UNKNOWN',
])

/** The one trouble worth the foot of the tree: a failed exchange first, an account without a check after it. */
export function worstTrouble(accounts: readonly AccountFolders[]): Trouble | null {
  const failed = accounts
    .map(({ account, status }) => ({
      account,
      state: status?.state ?? account.state,
      code: status?.errorCode ?? account.errorCode,
    }))
    .filter(({ state }) => state === 'failed')
  const worst = failed.find(({ code }) => code !== null && needsPerson.has(code)) ?? failed[0]
  if (worst) {
    const { id, name, rights } = worst.account
    return { accountId: id, name, kind: 'failed', code: knownCode(worst.code), canFix: rights.manage }
  }
  const unchecked = accounts.find(({ account }) => !account.checked)?.account
  if (!unchecked) return null
  const { id, name, rights } = unchecked
  return { accountId: id, name, kind: 'unchecked', code: null, canFix: rights.manage }
}

export interface LedgerLine {
  local: number
  /** As far as the servers have been asked. */
  server: number
  isRunning: boolean
  /** The oldest of the newest successes: everything was compared at this time or later. */
  comparedAt: Date | null
}

/** Letters here against letters on the servers, over all loaded folders; null without any. */
export function ledgerLine(accounts: readonly AccountFolders[]): LedgerLine | null {
  const statuses = accounts.flatMap(({ status }) => (status && status.state !== 'off' ? [status] : []))
  const folders = statuses.flatMap((status) => status.folders.filter(({ loaded }) => loaded))
  if (folders.length === 0) return null
  const times = statuses.map(({ folders: own }) =>
    Math.max(...own.map(({ lastSuccess }) => (lastSuccess ? Date.parse(lastSuccess) : 0))),
  )
  const oldest = Math.min(...times)
  return {
    local: folders.reduce((sum, { local }) => sum + local, 0),
    server: folders.reduce((sum, { server, local }) => sum + Math.max(server ?? 0, local), 0),
    isRunning: statuses.some(({ state }) => state === 'syncing'),
    comparedAt: oldest > 0 ? new Date(oldest) : null,
  }
}
