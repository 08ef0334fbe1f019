/**
 * The closed table of error codes. `status` is the HTTP status of the problem answer (RFC 9457); `remedy` says who acts:
 * `ask-user` the person corrects something, `retry` the program tries again by itself, `skip` the item is recorded and left.
 * The web translates codes; the English title is for logs and for programs.
 */
export const errorTable = {
  INPUT_INVALID: { status: 422, remedy: 'ask-user', title: 'The request does not have the declared shape' },
  NOT_FOUND: { status: 404, remedy: 'ask-user', title: 'There is nothing at this address for you' },
  SIGN_IN_REQUIRED: { status: 401, remedy: 'ask-user', title: 'Sign in first' },
  SIGN_IN_FAILED: { status: 401, remedy: 'ask-user', title: 'The e-mail or the password is not right' },
  TOO_MANY_ATTEMPTS: { status: 429, remedy: 'retry', title: 'Too many attempts, wait before the next one' },
  FORBIDDEN: { status: 403, remedy: 'ask-user', title: 'Your rights do not cover this' },
  ORIGIN_REFUSED: { status: 403, remedy: 'ask-user', title: 'The request comes from a foreign page' },
  MAIL_CLIENT_OFF: {
    status: 409,
    remedy: 'ask-user',
    title: 'The mail client is switched off in Administration, Organizer',
  },
  SWITCH_DEPENDS_ON_MAIL_CLIENT: { status: 409, remedy: 'ask-user', title: 'Switch the mail client on first' },
  SETUP_DONE: { status: 409, remedy: 'ask-user', title: 'The first administrator exists already' },
  SETUP_CODE_WRONG: { status: 403, remedy: 'ask-user', title: 'The one-time code from the console is not right' },
  USER_EXISTS: { status: 409, remedy: 'ask-user', title: 'A user with this e-mail exists already' },
  LAST_ADMINISTRATOR: { status: 409, remedy: 'ask-user', title: 'The last administrator keeps the role' },
  PASSWORD_TOO_WEAK: { status: 422, remedy: 'ask-user', title: 'The password needs at least 10 characters' },
  ACCOUNT_EXISTS: { status: 409, remedy: 'ask-user', title: 'This address is set up already' },
  ACCOUNT_ADDRESS_INVALID: { status: 422, remedy: 'ask-user', title: 'The address does not have the form user@server' },
  ACCOUNT_PASSWORD_MISSING: {
    status: 422,
    remedy: 'ask-user',
    title: 'An account that works by itself needs a password',
  },
  ACCOUNT_USE_MISSING: { status: 422, remedy: 'ask-user', title: 'Choose sending, receiving or both' },
  KEEP_COPIES_MISSING: { status: 422, remedy: 'ask-user', title: 'Say whether copies stay on the POP3 server' },
  KEEP_COPIES_IMAP: { status: 422, remedy: 'ask-user', title: 'Receiving over IMAP never deletes on the server' },
  PLAINTEXT_REFUSED: { status: 422, remedy: 'ask-user', title: 'Logging in without TLS is not allowed here' },
  HOST_UNKNOWN: { status: 422, remedy: 'ask-user', title: 'No server has this name' },
  HOST_PRIVATE: { status: 422, remedy: 'ask-user', title: 'Private addresses are not allowed here' },
  PORT_INVALID: { status: 422, remedy: 'ask-user', title: 'The port is a number from 1 to 65535' },
  CONNECTION_REFUSED: { status: 422, remedy: 'retry', title: 'The server refused the connection on this port' },
  CONNECTION_TIMEOUT: { status: 422, remedy: 'retry', title: 'The server did not answer in time' },
  CONNECTION_LOST: { status: 422, remedy: 'retry', title: 'The connection broke' },
  TLS_CERTIFICATE_EXPIRED: { status: 422, remedy: 'ask-user', title: 'The certificate of the server has expired' },
  TLS_CERTIFICATE_UNTRUSTED: {
    status: 422,
    remedy: 'ask-user',
    title: 'Nobody known vouches for the certificate of the server',
  },
  TLS_CERTIFICATE_WRONG_HOST: { status: 422, remedy: 'ask-user', title: 'The certificate belongs to another host' },
  TLS_NOT_OFFERED: { status: 422, remedy: 'ask-user', title: 'The server does not offer STARTTLS' },
  TLS_FAILED: { status: 422, remedy: 'ask-user', title: 'The protected connection could not be made' },
  AUTH_FAILED: { status: 422, remedy: 'ask-user', title: 'The server does not accept the user name or the password' },
  AUTH_METHOD_NOT_OFFERED: {
    status: 422,
    remedy: 'ask-user',
    title: 'The server does not offer this way of logging in',
  },
  AUTH_APP_PASSWORD: {
    status: 422,
    remedy: 'ask-user',
    title: 'The server wants an app password instead of the usual one',
  },
  PROTOCOL_DISABLED: {
    status: 422,
    remedy: 'ask-user',
    title: 'This protocol is switched off for the mailbox at its provider',
  },
  MAILBOX_BLOCKED: { status: 422, remedy: 'ask-user', title: 'The provider has blocked the mailbox or the log-in' },
  MAILBOX_FULL: { status: 422, remedy: 'ask-user', title: 'The mailbox is full' },
  CURRENT_PASSWORD_WRONG: {
    status: 422,
    remedy: 'ask-user',
    title: 'A personal account changes only with the current password of its mailbox',
  },
  ACCOUNT_CLOSED: { status: 409, remedy: 'ask-user', title: 'The account is closed, only its letters are kept' },
  SERVER_REFUSED: { status: 422, remedy: 'ask-user', title: 'The server refused, see its words' },
  SERVER_PROTOCOL: { status: 422, remedy: 'skip', title: 'The server answered what the protocol does not allow' },
  TRIAL_LETTER_REFUSED: { status: 422, remedy: 'ask-user', title: 'The server did not accept the trial letter' },
  FOLDER_TAKES_NO_LETTERS: { status: 422, remedy: 'ask-user', title: 'Letters cannot be moved into this folder' },
  MOVE_NOT_OFFERED: {
    status: 422,
    remedy: 'ask-user',
    title: 'The mail server cannot move letters without touching others',
  },
  OUTSIDE_FORBIDDEN: { status: 403, remedy: 'ask-user', title: 'Content of other servers is not shown here' },
  OUTSIDE_REFUSED: { status: 422, remedy: 'skip', title: 'What another server gave is no picture that may be shown' },
  OUTSIDE_FAILED: { status: 422, remedy: 'retry', title: 'The other server did not give the picture' },
  CURSOR_INVALID: { status: 422, remedy: 'ask-user', title: 'The cursor is not one that a list has given' },
  SEARCH_INVALID: { status: 422, remedy: 'ask-user', title: 'The search cannot be read; `problems` says which part' },
  SOURCE_MISSING: { status: 404, remedy: 'ask-user', title: 'This interaction has no letter source' },
  LETTER_REFUSED: { status: 500, remedy: 'skip', title: 'The database refused the letter; it lies in quarantine' },
  ADDRESS_EXPIRED: { status: 403, remedy: 'retry', title: 'The signed address has run out, open the letter again' },
  CONFLICT: {
    status: 409,
    remedy: 'ask-user',
    title: 'Somebody else has changed it meanwhile; nothing was overwritten',
  },
  NOT_A_DRAFT: { status: 409, remedy: 'ask-user', title: 'The letter is not a draft any more' },
  HTML_OUTGOING_OFF: {
    status: 409,
    remedy: 'ask-user',
    title: 'Letters go out as plain text: HTML is switched off in Administration, Organizer',
  },
  ACCOUNT_CANNOT_SEND: { status: 409, remedy: 'ask-user', title: 'The account is not set up for sending' },
  RECIPIENTS_MISSING: { status: 422, remedy: 'ask-user', title: 'The letter has no recipient' },
  RECIPIENT_INVALID: { status: 422, remedy: 'ask-user', title: 'A letter cannot go to one of the addresses' },
  ATTACHMENT_TOO_LARGE: { status: 413, remedy: 'ask-user', title: 'The attachments are more than the server takes' },
  TOO_MANY_ATTACHMENTS: { status: 422, remedy: 'ask-user', title: 'A letter takes no more than 500 attachments' },
  IDEMPOTENCY_KEY_USED: { status: 409, remedy: 'ask-user', title: 'This key has sent another letter' },
  DELIVERY_UNCONFIRMED: {
    status: 409,
    remedy: 'ask-user',
    title: 'The letter may have gone already; say that it is to go once more',
  },
  UNSEND_TOO_LATE: { status: 409, remedy: 'ask-user', title: 'The letter has left already' },
  LETTER_NOT_COMPOSED: { status: 422, remedy: 'ask-user', title: 'No letter could be made of the draft' },
  DATABASE_UNREACHABLE: { status: 503, remedy: 'retry', title: 'The database does not answer' },
  UNEXPECTED: { status: 500, remedy: 'retry', title: 'Something went wrong here; the log knows more under this id' },
} as const satisfies Record<string, { status: number; remedy: 'ask-user' | 'retry' | 'skip'; title: string }>

export type ErrorCode = keyof typeof errorTable
export type Remedy = (typeof errorTable)[ErrorCode]['remedy']

/** Body of every failed answer, `application/problem+json` (RFC 9457 section 3). */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail?: string
  /** Present for `UNEXPECTED`: the id under which the log holds the cause. */
  instance?: string
  [extension: string]: unknown
}
