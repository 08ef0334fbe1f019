import { type ErrorCode, errorTable, type Problem } from '@besedka/contract/errors'
import { ORPCError, ValidationError } from '@orpc/server'
import { AppError } from './app-error.ts'
import { classifyDatabaseError } from './database-errors.ts'

export interface FieldProblem {
  /** Dotted path of the field, '' for the whole. */
  field: string
  problem: string
}

/** An error as its AppError: the closed table is the only language of answers. The cause of `UNEXPECTED` is for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const fields = error.cause instanceof ValidationError ? describeIssues(error.cause) : []
    const named = fields.map(({ field, problem }) => `${field || 'body'}: ${problem}`).join('; ')
    return new AppError('INPUT_INVALID', { detail: named, fields }, { cause: error })
  }
  const refused = readRefusal(error)
  if (refused !== undefined) return new AppError('INPUT_INVALID', { detail: refused }, { cause: error })
  const failure = classifyDatabaseError(error)
  if (failure === 'connection') return new AppError('DATABASE_UNREACHABLE', {}, { cause: error })
  if (failure === 'refused-value') {
    return new AppError('INPUT_INVALID', { detail: 'A value holds what cannot be stored' }, { cause: error })
  }
  return new AppError('UNEXPECTED', {}, { cause: error })
}

/** Body of a failed answer (RFC 9457 section 3.1). Details never replace its own members. */
export function toProblem(error: AppError, requestId: string): Problem {
  const { title, status } = errorTable[error.code]
  const instance = error.code === 'UNEXPECTED' ? { instance: `urn:uuid:${requestId}` } : {}
  return { ...error.details, type: problemType(error.code), title, status, code: error.code, ...instance }
}

function problemType(code: ErrorCode): string {
  return `urn:besedka:problem:${code}`
}

function describeIssues(error: ValidationError): FieldProblem[] {
  return error.issues.map(({ path, message }) => ({
    field: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    problem: message,
  }))
}

/** What the web server itself refuses: a broken body, one that is too large, a type that nothing reads. */
function readRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined
  if (error.statusCode < 400 || error.statusCode >= 500) return undefined
  if (error.statusCode === 413) return 'The body is too large'
  if (error.statusCode === 415) return 'The body has to be application/json'
  return 'The request or its JSON is malformed'
}
