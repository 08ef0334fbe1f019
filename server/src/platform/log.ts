import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Field names that never reach the log with their value, at the top and one or two levels down. */
const SECRET_FIELDS = ['password', 'pass', 'secret', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie']
/** Content of letters: the log knows ids, never what people write or to whom. */
const PRIVATE_FIELDS = ['subject', 'body', 'text', 'html', 'snippet', 'from', 'to', 'cc', 'bcc', 'address', 'email']

const redactedPaths = [...SECRET_FIELDS, ...PRIVATE_FIELDS].flatMap((field) => [field, `*.${field}`, `*.*.${field}`])

/**
 * The program's logger: one JSON object a line. Give parts of the program a child with `part`, requests `requestId`,
 * accounts `accountId`, jobs `jobId`. ERROR means that a person must act.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino({ level, base: null, redact: { paths: redactedPaths, censor: '[hidden]' } }, destination)
}
