import { type ErrorCode, errorTable, type Remedy } from '@besedka/contract/errors'

/** What may travel with a code: ids, numbers, names of fields. Never a secret, a subject, a body or an address of a letter. */
export type ErrorDetails = Record<string, unknown>

/**
 * A failure with a code of the closed table in the contract. Status, remedy (its class) and English title come from that
 * table; `details` go into the problem answer as they are.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: ErrorOptions = {}) {
    super(`${code}: ${errorTable[code].title}`, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return errorTable[this.code].status
  }

  get remedy(): Remedy {
    return errorTable[this.code].remedy
  }
}

/** Outcome of an operation whose failure is a normal answer, not an accident. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: AppError }
