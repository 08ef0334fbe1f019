import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '../platform/app-error.ts'
import { differsInPasswordsAlone, needsCheck } from './account-change.ts'
import type { AccountDraft } from './account-input.ts'

const MOST_WRONG = 5
const FORGETS_AFTER_MS = 15 * 60_000

/** Counts wrong guesses at the password of a mailbox, by account. */
export interface GuessLimit {
  /** Throws TOO_MANY_ATTEMPTS after five wrong ones within a quarter of an hour. */
  demand(accountId: string): void
  wrong(accountId: string): void
}

export function createGuessLimit(now: () => number = Date.now): GuessLimit {
  const guesses = new Map<string, number[]>()
  const recent = (accountId: string) => (guesses.get(accountId) ?? []).filter((at) => at > now() - FORGETS_AFTER_MS)
  return {
    demand(accountId) {
      if (recent(accountId).length >= MOST_WRONG) throw new AppError('TOO_MANY_ATTEMPTS')
    },
    wrong(accountId) {
      guesses.set(accountId, [...recent(accountId), now()])
    },
  }
}

/** Whether this is the password with which the account logs in to one of its servers. */
export function isMailboxPassword(draft: AccountDraft, typed: string): boolean {
  return [draft.incoming, draft.outgoing].some((server) => server !== null && isSame(server.password, typed))
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(one), digest(other))
}

export interface ProtectedChange {
  before: AccountDraft
  after: AccountDraft
  typed: string | undefined
  /** The servers are asked before anything is stored. */
  isChecked: boolean
}

/**
 * What decides whose letters a personal account shows (address, servers, users, passwords, uses) changes only with the
 * mailbox's present password. A new password on the same servers proves itself by the check: who knows it owns the mailbox.
 */
export function needsCurrentPassword({ before, after, isChecked }: ProtectedChange): boolean {
  if (before.scope !== 'personal' || !needsCheck(before, after)) return false
  return !(isChecked && differsInPasswordsAlone(before, after))
}
