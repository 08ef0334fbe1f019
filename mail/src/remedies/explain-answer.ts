import { fits } from './answer-pattern.ts'
import { COMMON_ANSWERS } from './common-answers.ts'
import { PROVIDER_ANSWERS } from './provider-answers.ts'
import { type CauseCode, REMEDY_OF, type RemedyCode } from './remedy-codes.ts'
import { readAnswer, type ServerAnswer } from './server-answer.ts'

export interface Explanation {
  cause: CauseCode
  remedy: RemedyCode
}

/** The catalogue in the order in which it is asked. */
export const ANSWER_CATALOGUE = [...PROVIDER_ANSWERS, ...COMMON_ANSWERS]

/** Providers that take a password made for one program instead of the usual one. */
const APP_PASSWORDS = new Set([
  'gmail',
  'yandex',
  'mail-ru',
  'icloud',
  'yahoo',
  'aol',
  'fastmail',
  'zoho',
  'qq',
  'netease',
])

/**
 * What a refusal comes from and what to do, the likeliest first; what else it could mean follows. Empty where nothing in
 * the catalogue fits: then only the server's own words remain. Pure, never throws.
 */
export function explainAnswer(answer: ServerAnswer): Explanation[] {
  const read = readAnswer(answer)
  const causes = new Set(ANSWER_CATALOGUE.filter((pattern) => fits(pattern, read)).map(({ cause }) => cause))
  return [...causes].map((cause) => ({ cause, remedy: remedyFor(cause, read.provider) }))
}

/** A wrong password means another thing where the usual one is never right. */
function remedyFor(cause: CauseCode, provider: string | null): RemedyCode {
  if (cause !== 'WRONG_PASSWORD' || provider === null) return REMEDY_OF[cause]
  if (provider === 'microsoft') return 'USE_OAUTH'
  return APP_PASSWORDS.has(provider) ? 'USE_APP_PASSWORD' : REMEDY_OF[cause]
}
