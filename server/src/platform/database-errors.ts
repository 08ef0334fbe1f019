import pg from 'pg'

/**
 * What a failed statement means for the caller:
 * `conflict` a unique, foreign key, check or not-null rule; `refused-value` bytes or sizes that PostgreSQL never stores;
 * `busy` a deadlock or serialisation conflict; `connection` the server is away, going down, or broke the work off for
 * reasons of its own; `other` a defect of ours.
 */
export type DatabaseFailure = 'conflict' | 'refused-value' | 'busy' | 'connection' | 'other'

/** Class 22 is data that does not fit its type (NUL, lone surrogate, out of range), 54 a limit (b-tree key, tsvector). */
const BY_CLASS: Record<string, DatabaseFailure> = {
  '08': 'connection',
  '22': 'refused-value',
  '23': 'conflict',
  '40': 'busy',
  '53': 'connection',
  '54': 'refused-value',
  // An operator, or a time limit of the server, ended the statement or the connection; the server goes down.
  '57': 'connection',
  // The disk or the system under the server failed.
  '58': 'connection',
}

/** Time limits for idle and long transactions, and for waiting on a lock. */
const BY_CODE: Record<string, DatabaseFailure> = { '25P03': 'connection', '25P04': 'connection', '55P03': 'connection' }

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/** Sorts an error of the driver. The SQLSTATE classes are those of PostgreSQL's appendix A. */
export function classifyDatabaseError(error: unknown): DatabaseFailure {
  if (error instanceof pg.DatabaseError && error.code !== undefined) {
    return BY_CODE[error.code] ?? BY_CLASS[error.code.slice(0, 2)] ?? 'other'
  }
  if (!(error instanceof Error)) return 'other'
  if ('code' in error && typeof error.code === 'string' && SOCKET_CODES.has(error.code)) {
    // A file that is missing is no missing socket.
    return 'syscall' in error && error.syscall === 'open' ? 'other' : 'connection'
  }
  return /^Connection terminated|Client has encountered a connection error/.test(error.message) ? 'connection' : 'other'
}

/** Name of the unique constraint or index that refused the row, if that is what happened. */
export function violatedUnique(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined
}

/** Name of the foreign key that refused the row, if that is what happened. */
export function violatedForeignKey(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23503' ? error.constraint : undefined
}

/** True for a transaction that the server undid only because of another one. */
export function isWorthRepeating(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}
