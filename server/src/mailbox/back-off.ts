import { type ErrorCode, errorTable } from '@besedka/contract/errors'

/** What follows a failure of receiving: the next try after so many milliseconds, or null: when a person has changed something. */
export function nextTryAfter(code: ErrorCode, failures: number, random: () => number): number | null {
  if (WAITS_FOR_A_PERSON.has(code) && failures >= MOST_LOGINS) return null
  const isForPerson = errorTable[code].remedy === 'ask-user'
  const base = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 10), isForPerson ? LONGEST_FOR_PERSON_MS : LONGEST_MS)
  return Math.round(base * (1 - JITTER + 2 * JITTER * random()))
}

/** Trying again with the same words locks mailboxes at many providers. */
const WAITS_FOR_A_PERSON: ReadonlySet<ErrorCode> = new Set([
  'AUTH_FAILED',
  'AUTH_METHOD_NOT_OFFERED',
  'PROTOCOL_NOT_READY',
])
const MOST_LOGINS = 2
const FIRST_MS = 5_000
const LONGEST_MS = 5 * 60_000
const LONGEST_FOR_PERSON_MS = 30 * 60_000
/** Accounts that failed together shall not try again together. */
const JITTER = 0.25
