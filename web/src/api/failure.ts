import { type ErrorCode, errorTable, type Problem } from '@besedka/contract/errors'
import { ORPCError } from '@orpc/client'
import type { FailureCode } from './failure-code.ts'

/** A failed request as the screens see it: the code that they translate, and the problem with all it carries. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly problem: Problem | null

  constructor(code: FailureCode, problem: Problem | null = null, options: ErrorOptions = {}) {
    super(code, options)
    this.name = 'Failure'
    this.code = code
    this.problem = problem
  }

  /** Trying once more, without a person, may help. */
  get isPassing(): boolean {
    return this.code === 'SERVER_UNREACHABLE' || this.code === 'DATABASE_UNREACHABLE'
  }
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code)
}

/** Reads `application/problem+json` (RFC 9457); null where the body is something else. */
export function readProblem(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !isErrorCode(body.code)) return null
  return body as Problem
}

/** A code that this page knows, or null: an older page may meet a newer server. */
export function knownCode(code: string | null | undefined): ErrorCode | null {
  return isErrorCode(code) ? code : null
}

/**
 * Turns whatever a request threw into a failure. A request that got no answer is SERVER_UNREACHABLE; an answer of a
 * gateway between is too, because Besedka itself always sends a problem.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof ORPCError) {
    const problem = readProblem(error.data)
    if (problem) return new Failure(problem.code, problem)
    const code = error.status >= 502 && error.status <= 504 ? 'SERVER_UNREACHABLE' : 'UNEXPECTED'
    return new Failure(code, null, { cause: error })
  }
  if (error instanceof TypeError) return new Failure('SERVER_UNREACHABLE', null, { cause: error })
  return new Failure('UNEXPECTED', null, { cause: error })
}
