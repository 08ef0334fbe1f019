import { expect, test } from 'vitest'
import { classifyFailure } from './account-errors.ts'

test.each([
  ['534-5.7.9 Application-specific password required. For more information, go to', 'AUTH_APP_PASSWORD'],
  ['[ALERT] Application-specific password required: https://support.google.com/accounts', 'AUTH_APP_PASSWORD'],
  ['535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security', 'AUTH_APP_PASSWORD'],
  ['Your account is not enabled for IMAP use. Please visit your settings page', 'PROTOCOL_DISABLED'],
  [
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox',
    'PROTOCOL_DISABLED',
  ],
  [
    '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
    'PROTOCOL_DISABLED',
  ],
  ['LOGIN invalid credentials or IMAP is disabled', 'PROTOCOL_DISABLED'],
  ['534-5.7.14 Please log in via your web browser and then try again', 'MAILBOX_BLOCKED'],
  ['454 4.7.0 Too many login attempts, please try again later', 'MAILBOX_BLOCKED'],
  ['-ERR [AUTH] account is temporarily blocked', 'MAILBOX_BLOCKED'],
  ['452 4.2.2 Mailbox full', 'MAILBOX_FULL'],
  ['552 5.2.2 <anna@corp.test> Quota exceeded (mailbox for user is full)', 'MAILBOX_FULL'],
  ['535 5.7.8 Error: authentication failed: Invalid user or password!', 'AUTH_FAILED'],
  ['504 5.7.4 Unrecognized authentication type', 'AUTH_METHOD_NOT_OFFERED'],
] as const)('S29 tells the cause in “%s”: %s', (words, code) => {
  const replyCode = Number(/^\d{3}/.exec(words)?.[0])
  const failure = { words, code: 'EAUTH', ...(replyCode ? { replyCode } : {}) }
  expect(classifyFailure(failure)).toBe(code)
})

test('a mailbox that another session holds is not taken for a blocked one', () => {
  expect(classifyFailure({ words: '-ERR [IN-USE] mailbox is locked by another session' })).toBe('SERVER_PROTOCOL')
})
