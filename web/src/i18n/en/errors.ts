import type { FailureCode } from '../../api/failure-code.ts'

/** What happened, and what to do about it. */
export const errors = {
  SERVER_UNREACHABLE: {
    cause: 'Besedka does not answer.',
    remedy: 'Check the network. The page goes on by itself as soon as the server is back.',
  },
  INPUT_INVALID: {
    cause: 'Something in the form is not as the server expects it.',
    remedy: 'Correct the marked fields and try again.',
  },
  NOT_FOUND: {
    cause: 'There is nothing here, or it is not open to you.',
    remedy: 'Go back to the list, or ask an administrator for access.',
  },
  SIGN_IN_REQUIRED: { cause: 'Your session has ended.', remedy: 'Sign in again, you will return to the same place.' },
  SIGN_IN_FAILED: {
    cause: 'The email or the password is not right.',
    remedy: 'Check the keyboard layout and Caps Lock. An administrator can set a new password.',
  },
  TOO_MANY_ATTEMPTS: {
    cause: 'Too many attempts in a short time.',
    remedy: 'Wait a few minutes before the next one.',
  },
  FORBIDDEN: {
    cause: 'Your rights do not cover this.',
    remedy: 'Ask an administrator to do it or to extend your rights.',
  },
  ORIGIN_REFUSED: {
    cause: 'The request came from a page that does not belong to Besedka.',
    remedy: 'Open Besedka under its own address. An administrator sets it in BASE_URL.',
  },
  MAIL_CLIENT_OFF: {
    cause: 'The mail client is switched off.',
    remedy: 'An administrator switches it on in Administration → Organizer. Nothing has been lost.',
  },
  SWITCH_DEPENDS_ON_MAIL_CLIENT: {
    cause: 'This switch works only while the mail client is on.',
    remedy: 'Switch the mail client on first.',
  },
  SETUP_DONE: { cause: 'The first administrator exists already.', remedy: 'Sign in with that email and password.' },
  SETUP_CODE_WRONG: {
    cause: 'The one-time code is not right.',
    remedy: 'Copy it from the console where Besedka was started; after a restart there is a new one.',
  },
  USER_EXISTS: {
    cause: 'A user with this email exists already.',
    remedy: 'Choose another email, or open that user.',
  },
  LAST_ADMINISTRATOR: {
    cause: 'This is the last administrator.',
    remedy: 'Make somebody else an administrator first.',
  },
  PASSWORD_TOO_WEAK: {
    cause: 'The password is too short.',
    remedy: 'Take at least 10 characters; several words are easy to remember.',
  },
  ACCOUNT_EXISTS: {
    cause: 'This address is set up already.',
    remedy: 'Open the existing account in the list and change it.',
  },
  ACCOUNT_ADDRESS_INVALID: {
    cause: 'The address does not have the form user@server.',
    remedy: 'Type it in full, for example anna@example.com.',
  },
  ACCOUNT_PASSWORD_MISSING: {
    cause: 'An account that works by itself needs a password.',
    remedy: 'Type the password of the mailbox or an app password of the provider.',
  },
  ACCOUNT_USE_MISSING: { cause: 'The account has no use.', remedy: 'Choose sending, receiving or both.' },
  KEEP_COPIES_MISSING: {
    cause: 'It is not said whether letters stay on the POP3 server.',
    remedy: 'Choose to keep copies, or to delete them after receipt.',
  },
  KEEP_COPIES_IMAP: {
    cause: 'Receiving over IMAP never deletes letters on the server.',
    remedy: 'Leave the copies; deleting after receipt exists for POP3 only.',
  },
  PLAINTEXT_REFUSED: {
    cause: 'Logging in without protection is not allowed here.',
    remedy: 'Choose SSL/TLS or STARTTLS. Only the operator can allow plain text (ALLOW_PLAINTEXT).',
  },
  HOST_UNKNOWN: {
    cause: 'No server has this name.',
    remedy: 'Check the spelling of the server’s name; the provider’s help page lists it.',
  },
  HOST_PRIVATE: {
    cause: 'The server lies in a private network.',
    remedy: 'An administrator can confirm that this server is meant.',
  },
  PORT_INVALID: {
    cause: 'The port is not a number from 1 to 65535.',
    remedy: 'Usual ports: 993 and 143, 465 and 587.',
  },
  CONNECTION_REFUSED: {
    cause: 'The server refuses connections on this port.',
    remedy: 'Check the port: 993 or 143 for receiving, 465 or 587 for sending.',
  },
  CONNECTION_TIMEOUT: {
    cause: 'The server did not answer in time.',
    remedy: 'Check name and port; a firewall may close the way. Slow servers need a longer wait.',
  },
  CONNECTION_LOST: {
    cause: 'The connection to the mail server broke.',
    remedy: 'It is tried again by itself. If it stays, check the network between the servers.',
  },
  TLS_CERTIFICATE_EXPIRED: {
    cause: 'The certificate of the mail server has expired.',
    remedy: 'Tell the server’s operator. Whoever knows the server can trust this one certificate.',
  },
  TLS_CERTIFICATE_UNTRUSTED: {
    cause: 'Nobody known vouches for the certificate of the mail server.',
    remedy: 'If it is your own server, compare the fingerprint and trust this one certificate.',
  },
  TLS_CERTIFICATE_WRONG_HOST: {
    cause: 'The certificate belongs to another server.',
    remedy: 'Take the server’s name from the certificate, or ask the provider for the right one.',
  },
  TLS_NOT_OFFERED: {
    cause: 'The server does not offer STARTTLS.',
    remedy: 'Choose SSL/TLS with port 993 or 465.',
  },
  TLS_FAILED: {
    cause: 'A protected connection could not be made.',
    remedy: 'Check that port and protection fit: 993 and 465 take SSL/TLS, 143 and 587 take STARTTLS.',
  },
  AUTH_FAILED: {
    cause: 'The server did not accept the user name or the password.',
    remedy: 'Type the password again. Many providers want an app password made in their settings.',
  },
  AUTH_METHOD_NOT_OFFERED: {
    cause: 'The mail server does not offer this way of logging in.',
    remedy: 'Switch “Secure password check” off, or ask the provider which way it offers.',
  },
  AUTH_APP_PASSWORD: {
    cause: 'The provider wants an app password.',
    remedy:
      'Make one for mail programs in the provider’s security settings and type it here; the usual one will not do.',
  },
  PROTOCOL_DISABLED: {
    cause: 'Mail programs are switched off for this mailbox.',
    remedy: 'Allow IMAP, POP3 or SMTP in the mailbox’s settings at the provider, then check again.',
  },
  MAILBOX_BLOCKED: {
    cause: 'The provider has blocked the mailbox or this log-in.',
    remedy: 'Sign in on the provider’s page and follow its words. Do not try again and again: that prolongs the block.',
  },
  MAILBOX_FULL: {
    cause: 'The mailbox is full.',
    remedy: 'Make room on the server or have its quota raised, then check again.',
  },
  CURRENT_PASSWORD_WRONG: {
    cause: 'This personal account is protected by the password of its mailbox.',
    remedy: 'Type the password with which the account works now.',
  },
  ACCOUNT_CLOSED: {
    cause: 'The account is closed: only its letters are kept.',
    remedy: 'Create the account anew to exchange mail again.',
  },
  SERVER_REFUSED: {
    cause: 'The mail server refused.',
    remedy: 'Its own words below say why; the provider’s support understands them.',
  },
  SERVER_PROTOCOL: {
    cause: 'The mail server answered something that the protocol does not allow.',
    remedy: 'Check that name and port are those of a mail server of this kind.',
  },
  TRIAL_LETTER_REFUSED: {
    cause: 'The server did not accept the trial letter.',
    remedy: 'Check that this user may send from this address.',
  },
  FOLDER_TAKES_NO_LETTERS: {
    cause: 'Letters cannot be moved into this folder.',
    remedy: 'Choose another folder of the same IMAP account.',
  },
  MOVE_NOT_OFFERED: {
    cause: 'The mail server cannot move letters without touching others.',
    remedy: 'Move them in another mail program.',
  },
  OUTSIDE_FORBIDDEN: {
    cause: 'Content of other servers is not shown here.',
    remedy: 'An administrator can allow it in Administration, Organizer.',
  },
  OUTSIDE_REFUSED: {
    cause: 'What another server gave is no picture that may be shown.',
    remedy: 'The letter can be read without it.',
  },
  OUTSIDE_FAILED: {
    cause: 'The other server did not give the picture.',
    remedy: 'Try again later; the letter can be read without it.',
  },
  CURSOR_INVALID: { cause: 'This part of the list cannot be opened.', remedy: 'Open the list again from its top.' },
  SEARCH_INVALID: {
    cause: 'The search cannot be read.',
    remedy:
      'Operators have the form from:anna, to:, subject:, in:sent, has:attachment, before:2026-05-01, after:; plain words need none.',
  },
  SOURCE_MISSING: { cause: 'This interaction has no letter source.', remedy: 'Only letters have one.' },
  LETTER_REFUSED: {
    cause: 'The database refused the letter.',
    remedy: 'Its source is kept in quarantine; an administrator finds it in the ledger of the account.',
  },
  ADDRESS_EXPIRED: {
    cause: 'The address of this file has run out.',
    remedy: 'Open the letter again and take the file.',
  },
  CONFLICT: {
    cause: 'Somebody else has changed it meanwhile.',
    remedy: 'Nothing was overwritten: look at the new state and change it again.',
  },
  NOT_A_DRAFT: {
    cause: 'The letter is not a draft any more.',
    remedy: 'Open it from the list; a letter that has left can be answered or forwarded.',
  },
  HTML_OUTGOING_OFF: {
    cause: 'Letters go out as plain text here.',
    remedy: 'An administrator allows HTML in Administration → Organizer.',
  },
  ACCOUNT_CANNOT_SEND: {
    cause: 'The account is not set up for sending.',
    remedy: 'Choose another account, or allow sending in its settings.',
  },
  RECIPIENTS_MISSING: {
    cause: 'The letter has no recipient.',
    remedy: 'Fill in “To”, “Cc” or “Bcc”.',
  },
  RECIPIENT_INVALID: {
    cause: 'A letter cannot go to one of the addresses.',
    remedy: 'Correct the marked address.',
  },
  ATTACHMENT_TOO_LARGE: {
    cause: 'The attachments are larger than the server takes.',
    remedy: 'Remove some, or send a link to the files.',
  },
  TOO_MANY_ATTACHMENTS: {
    cause: 'A letter takes no more than 500 attachments.',
    remedy: 'Put the files into one archive.',
  },
  IDEMPOTENCY_KEY_USED: {
    cause: 'This key has sent another letter.',
    remedy: 'The program has to take a new key for each letter.',
  },
  DELIVERY_UNCONFIRMED: {
    cause: 'The letter may have gone already.',
    remedy: 'Look into “Sent” on the server; send it once more only if it is not there.',
  },
  UNSEND_TOO_LATE: {
    cause: 'The letter has left already.',
    remedy: 'Write to the recipient; a letter that has left cannot be called back.',
  },
  LETTER_NOT_COMPOSED: {
    cause: 'No letter could be made of the draft.',
    remedy: 'Check addresses and attachments; what is written is not lost.',
  },
  DATABASE_UNREACHABLE: {
    cause: 'The database does not answer.',
    remedy: 'It is tried again by itself. If it stays, tell the operator.',
  },
  UNEXPECTED: {
    cause: 'Something went wrong in Besedka.',
    remedy: 'Try again. If it stays, give the operator the time and what you did.',
  },
} as const satisfies Record<FailureCode, { cause: string; remedy: string }>
