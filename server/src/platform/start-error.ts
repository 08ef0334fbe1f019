/**
 * Reasons why the program does not start or has to go down. They reach the operator on the console and in the log,
 * never a client of the API, so they live here and not in the contract.
 */
export type StartErrorCode =
  | 'CONFIG_INVALID'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNUSABLE'
  | 'DATABASE_BINARIES_MISSING'
  | 'DATABASE_ACCOUNT_MISSING'
  | 'DATABASE_DATA_FOREIGN'
  | 'DATABASE_INIT_FAILED'
  | 'DATABASE_START_FAILED'
  | 'DATABASE_STOPPED'
  | 'DATABASE_CONNECT_FAILED'
  | 'DATABASE_SERVER_TOO_OLD'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'MIGRATIONS_UNUSABLE'
  | 'DATABASE_NEWER'
  | 'JOB_PAIR_BROKEN'
  | 'ENDPOINT_BROKEN'
  | 'LISTEN_FAILED'
  | 'SECRET_KEY_UNUSABLE'
  | 'SECRET_KEY_MISSING'
  | 'SECRET_KEY_WRONG'

/** A coded start failure; the message says in plain words what is wrong and what to do. */
export class StartError extends Error {
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.name = 'StartError'
    this.code = code
  }
}
