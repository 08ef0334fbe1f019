/** What RCPT TO answers for these addresses, in every lab: temporary and final refusals with their enhanced codes. */
export const defaultAnswers: Readonly<Record<string, string>> = {
  'tempfail@corp.test': '450 4.2.1 Mailbox busy, try again later',
  'greylist@corp.test': '450 4.7.1 Greylisted, try again later',
  'nouser@corp.test': '550 5.1.1 No such user here',
  'full@corp.test': '552 5.2.2 Mailbox full',
  'policy@corp.test': '554 5.7.1 Refused by policy',
  'tempfail@client.test': '450 4.2.1 Mailbox busy, try again later',
  'nouser@client.test': '550 5.1.1 No such user here',
  'full@client.test': '552 5.2.2 Mailbox full',
  'policy@client.test': '554 5.7.1 Refused by policy',
}

/** Accepted at RCPT although Dovecot does not know it, so that a bounce follows (Postfix only). */
export const bouncingAddress = 'bounce@corp.test'

/** Accepted, then deferred for about a minute until it bounces (Postfix only). */
export const deferredAddress = 'later@corp.test'
