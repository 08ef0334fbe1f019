import { AppError } from '../platform/app-error.ts'
import { classifyDatabaseError } from '../platform/database-errors.ts'
import { ServerRefusal } from './imap-failure.ts'

/** The coded failure with which a session ends. */
export function toSessionFailure(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ServerRefusal) return new AppError('SERVER_REFUSED', { words: error.message }, { cause: error })
  const code = classifyDatabaseError(error) === 'connection' ? 'DATABASE_UNREACHABLE' : 'UNEXPECTED'
  return new AppError(code, {}, { cause: error })
}
