import { AppError } from '../platform/app-error.ts'

/** Shorter ones would blot out half of any answer, and tell more by that than they hide. */
const SHORTEST = 3

/**
 * A failure in whose words a server has said the password back, plain or as a log-in encodes it: without it, and without
 * the cause, whose own words would carry it into a log.
 */
export function withoutSecret(error: AppError, { user, password }: { user: string; password: string }): AppError {
  const { words } = error.details
  if (typeof words !== 'string' || password.length < SHORTEST) return error
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  const secrets = [password, base64(password), base64(`\0${user}\0${password}`), JSON.stringify(password).slice(1, -1)]
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '•••'), words)
  return clean === words ? error : new AppError(error.code, { ...error.details, words: clean })
}
