import { AppError } from '../platform/app-error.ts'
import { classifyFailure, describeFailure } from './account-errors.ts'

/** The coded error of a failed conversation with a mail server; its own words stand in `words`, an SMTP reply code in `reply`, an IMAP response code in `response`. */
export function codedFailure(error: unknown, host: string): AppError {
  const own = findOwn(error)
  if (own !== undefined) return own
  const failure = describeFailure(error)
  const { words, replyCode, responseCode } = failure
  const details = {
    host,
    words,
    ...(replyCode === undefined ? {} : { reply: replyCode }),
    ...(responseCode === undefined ? {} : { response: responseCode }),
  }
  return new AppError(classifyFailure(failure), details, { cause: error })
}

/** The dialler destroys a socket with the verdict on its certificate; libraries wrap it. */
function findOwn(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (typeof error !== 'object' || error === null) return undefined
  const inner = 'cause' in error ? error.cause : '_err' in error ? error._err : undefined
  return inner === undefined || inner === error ? undefined : findOwn(inner)
}
