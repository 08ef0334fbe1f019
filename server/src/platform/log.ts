import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Field names that never reach the log with their value, at the top and one or two levels down. */
const SECRET_FIELDS = ['password', 'pass', 'secret', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie']
/** Content of letters: the log knows ids, never what people write or to whom. */
const PRIVATE_FIELDS = ['subject', 'body', 'text', 'html', 'snippet', 'from', 'to', 'cc', 'bcc', 'address', 'email']

const redactedPaths = [...SECRET_FIELDS, ...PRIVATE_FIELDS].flatMap((field) => [field, `*.${field}`, `*.*.${field}`])

/** What the log tells of an error. Statements, parameters and answers of servers, which libraries attach, stay out. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: maskAddresses(String(error)) }
  const code = 'code' in error ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  const text = { message: maskAddresses(error.message), stack: maskAddresses(error.stack ?? '') }
  return { type: error.name, ...code, ...text, ...cause }
}

function maskAddresses(text: string): string {
  return text.replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, '[address]')
}

/**
 * The program's logger: one JSON object a line. Give parts of the program a child with `part`, requests `requestId`,
 * accounts `accountId`, jobs `jobId`. ERROR means that a person must act.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const redact = { paths: redactedPaths, censor: '[hidden]' }
  return pino({ level, base: null, redact, serializers: { err: describeError } }, destination)
}
