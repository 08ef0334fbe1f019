import type { ErrorCode } from '@besedka/contract/errors'

/** What a mail library or a socket threw, reduced to what decides. */
export interface ServerFailure {
  /** Socket or library code: ECONNREFUSED, ETIMEDOUT, EAUTH, GREETING_TIMEOUT ... */
  code?: string
  /** SMTP reply code (RFC 5321 section 4.2). */
  replyCode?: number
  /** IMAP response code (RFC 5530): AUTHENTICATIONFAILED, PRIVACYREQUIRED ... */
  responseCode?: string
  authenticationFailed?: boolean
  words: string
}

const BY_CODE: Record<string, ErrorCode> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ETIMEDOUT: 'CONNECTION_TIMEOUT',
  ETIMEOUT: 'CONNECTION_TIMEOUT',
  CONNECT_TIMEOUT: 'CONNECTION_TIMEOUT',
  GREETING_TIMEOUT: 'CONNECTION_TIMEOUT',
  UPGRADE_TIMEOUT: 'CONNECTION_TIMEOUT',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
  ECONNECTION: 'CONNECTION_LOST',
  ClosedAfterConnectText: 'CONNECTION_LOST',
  ClosedAfterConnectTLS: 'CONNECTION_LOST',
  NoConnection: 'CONNECTION_LOST',
  EConnectionClosed: 'CONNECTION_LOST',
  ETLS: 'TLS_FAILED',
  EAUTH: 'AUTH_FAILED',
}

const METHOD_WORDS =
  /no (matching|usable|supported) auth|invalid authentication mechanism|login is disabled|unsupported auth/i

/**
 * What providers say in words only, looked for in this order: a refusal may name several. Collected from the answers of
 * Gmail, Outlook, Yandex, Mail.ru, iCloud, Dovecot, Exim and Postfix.
 */
const BY_WORDS: readonly (readonly [ErrorCode, RegExp])[] = [
  [
    'AUTH_APP_PASSWORD',
    /app(?:lication)?[- ](?:specific[- ])?password|parol[iy]? prilozheni|парол\S* (?:для )?(?:внешн|приложени)|InvalidSecondFactor/i,
  ],
  [
    'PROTOCOL_DISABLED',
    /(?:imap|pop3?|smtp)\S*(?: access| authentication| use)? (?:is |are )?(?:disabled|not (?:enabled|allowed|permitted))|not enabled for (?:imap|pop)|(?:SmtpClientAuthentication|basic authentication) is disabled|does not have access rights to this service/i,
  ],
  [
    'MAILBOX_FULL',
    /over ?quota|quota (?:is )?exceeded|exceed\S* (?:\S+ ){0,3}quota|mailbox (?:is )?full|out of storage/i,
  ],
  [
    'MAILBOX_BLOCKED',
    /(?:account|user|login|ip)\b(?: \S+)? (?:is |has been |was )?(?:temporarily )?(?:blocked|locked|suspended|banned)|too many (?:failed|invalid|login|auth\S*|bad)|log in via your web browser|suspicious/i,
  ],
]

const CODES_OF_QUOTA = /\b[245]\.2\.2\b/

/** Chooses the one code that the person reads first. */
export function classifyFailure(failure: ServerFailure): ErrorCode {
  if (failure.responseCode === 'OVERQUOTA' || CODES_OF_QUOTA.test(failure.words)) return 'MAILBOX_FULL'
  const told = BY_WORDS.find(([, words]) => words.test(failure.words))?.[0]
  if (told !== undefined) return told
  if (failure.responseCode === 'PRIVACYREQUIRED') return 'TLS_NOT_OFFERED'
  if (failure.authenticationFailed || failure.responseCode === 'AUTHENTICATIONFAILED') return 'AUTH_FAILED'
  if (failure.replyCode === 504 || failure.replyCode === 538) return 'AUTH_METHOD_NOT_OFFERED'
  if (METHOD_WORDS.test(failure.words)) return 'AUTH_METHOD_NOT_OFFERED'
  if (failure.replyCode === 535 || failure.replyCode === 534) return 'AUTH_FAILED'
  if (/starttls/i.test(failure.words) && /not (supported|available|offered)|did not offer/i.test(failure.words))
    return 'TLS_NOT_OFFERED'
  const known = failure.code === undefined ? undefined : BY_CODE[failure.code]
  if (known !== undefined) return known
  return failure.replyCode === undefined ? 'SERVER_PROTOCOL' : 'SERVER_REFUSED'
}

/** Reads the fields that imapflow, nodemailer and Node put on their errors. */
export function describeFailure(error: unknown): ServerFailure {
  const from = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const words =
    text(from['responseText']) ?? text(from['response']) ?? (error instanceof Error ? error.message : String(error))
  const code = text(from['code'])
  const responseCode = text(from['serverResponseCode'])
  const replyCode = typeof from['responseCode'] === 'number' ? from['responseCode'] : undefined
  return {
    words: words.slice(0, 500),
    ...(code === undefined ? {} : { code }),
    ...(responseCode === undefined ? {} : { responseCode }),
    ...(replyCode === undefined ? {} : { replyCode }),
    ...(from['authenticationFailed'] === true ? { authenticationFailed: true } : {}),
  }
}
