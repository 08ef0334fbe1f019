import { AppError } from '../platform/app-error.ts'

/**
 * A command that one folder or letter was refused, over a connection that lives: the item is recorded and left, the rest
 * goes on.
 */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal'
  /** The server itself says that it will do later what it does not do now (RFC 5530 section 3). */
  readonly isTemporary: boolean

  constructor(words: string, options: ErrorOptions & { responseCode?: string } = {}) {
    super(words, options)
    this.isTemporary = TEMPORARY.has(options.responseCode ?? '')
  }
}

const TEMPORARY: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT'])

const LOST: ReadonlySet<string> = new Set([
  'NoConnection',
  'EConnectionClosed',
  'ECONNRESET',
  'EPIPE',
  'ConnectionClosed',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
])
const LATE: ReadonlySet<string> = new Set(['ETIMEOUT', 'ETIMEDOUT', 'CONNECT_TIMEOUT', 'GREETING_TIMEOUT'])

/**
 * What a failed command over an open connection means: a tagged NO or BAD (RFC 9051 section 7.1) refuses this one
 * command, anything else ends the connection and comes as a coded error.
 */
export function readFailure(error: unknown): AppError | ServerRefusal {
  if (error instanceof AppError || error instanceof ServerRefusal) return error
  const field = (name: string): string => {
    if (typeof error !== 'object' || error === null || !(name in error)) return ''
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : ''
  }
  const code = field('code')
  const status = field('responseStatus')
  if (status === 'NO' || status === 'BAD' || code === 'NotFound') {
    const responseCode = field('serverResponseCode').toUpperCase()
    return new ServerRefusal(field('responseText').slice(0, 500) || status, { cause: error, responseCode })
  }
  if (LOST.has(code)) return new AppError('CONNECTION_LOST', {}, { cause: error })
  if (LATE.has(code)) return new AppError('CONNECTION_TIMEOUT', {}, { cause: error })
  return new AppError(
    'SERVER_PROTOCOL',
    { words: error instanceof Error ? error.message.slice(0, 500) : '' },
    { cause: error },
  )
}
