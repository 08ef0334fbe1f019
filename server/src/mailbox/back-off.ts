import { type ErrorCode, errorTable } from '@besedka/contract/errors'

export interface BackOff {
  /** The wait after a first failure; each further one doubles it. */
  readonly firstMs: number
  /** From 0 to 1: accounts that failed together shall not try again together. */
  readonly random: () => number
}

/** Trying again with the same words locks mailboxes at many providers. */
const WAITS_FOR_A_PERSON: ReadonlySet<ErrorCode> = new Set([
  'AUTH_FAILED',
  'AUTH_METHOD_NOT_OFFERED',
  'AUTH_APP_PASSWORD',
  'PROTOCOL_DISABLED',
  'MAILBOX_BLOCKED',
])
const MOST_LOGINS = 2
const LONGEST_MS = 5 * 60_000
const LONGEST_FOR_PERSON_MS = 30 * 60_000
const JITTER = 0.25

/**
 * What follows the n-th failure in a row: milliseconds until the next try, or null: not before a person has changed or
 * asked for something.
 */
export function nextTryAfter(code: ErrorCode, failures: number, { firstMs, random }: BackOff): number | null {
  if (WAITS_FOR_A_PERSON.has(code) && failures >= MOST_LOGINS) return null
  const longest = errorTable[code].remedy === 'ask-user' ? LONGEST_FOR_PERSON_MS : LONGEST_MS
  const base = Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longest)
  return Math.round(base * (1 - JITTER + 2 * JITTER * random()))
}
