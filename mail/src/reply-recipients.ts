/** Whom an answer goes to. */

import { mailboxIdentity, normaliseAddress } from './address-identity.ts'
import type { Mailbox, ParsedMessage } from './parsed-message.ts'

/** The address fields of the letter that is answered; a `ParsedMessage` is one. */
export type AnsweredLetter = Pick<ParsedMessage, 'from' | 'sender' | 'replyTo' | 'to' | 'cc' | 'bcc' | 'listId'>

/** `author` is «Ответить», `all` is «Ответить всем». */
export type ReplyMode = 'author' | 'all'

export interface Recipients {
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
}

/**
 * The recipients of an answer; `own` are the addresses of ours, aliases included.
 *
 * | the letter | mode | To | Cc |
 * |---|---|---|---|
 * | of others | author | Reply-To, else From, else Sender | |
 * | of others | all | the same, then its To | its Cc |
 * | ours | author | its To, else its Cc | |
 * | ours | all | its To | its Cc |
 * | ours, hidden recipients only | both | (they become Bcc, hidden from each other) | |
 *
 * Own addresses are left out, unless nobody else is left: a note to oneself is answered to oneself. Nobody stands twice,
 * To wins over Cc, the order of the fields is kept. What has no address is nobody. Of a mailing list's letter whose
 * Reply-To is the list itself the author is answered, and with `all` the list as well.
 */
export function replyRecipients(letter: AnsweredLetter, own: readonly string[], mode: ReplyMode): Recipients {
  const ownIdentities = new Set(own.map(identityOf))
  const isForeign = ({ address }: Mailbox): boolean => !ownIdentities.has(identityOf(address))
  const foreign = (mailboxes: readonly Mailbox[]): Mailbox[] => distinct(mailboxes).filter(isForeign)

  const isOurs = letter.from.some(hasAddress) && foreign(letter.from).length === 0
  if (isOurs) {
    const [to, cc, bcc] = [foreign(letter.to), foreign(letter.cc), foreign(letter.bcc)]
    if (mode === 'all' && to.length + cc.length > 0) return { to, cc: without(cc, to), bcc: [] }
    if (to.length + cc.length > 0) return { to: to.length > 0 ? to : cc, cc: [], bcc: [] }
    if (bcc.length > 0) return { to: [], cc: [], bcc }
  }
  const authors = authorsOf(letter, foreign)
  if (mode === 'author') return { to: authors, cc: [], bcc: [] }
  const to = foreign([...authors, ...answerAddresses(letter), ...letter.to])
  const cc = without(foreign(letter.cc), to)
  return to.length + cc.length > 0 ? { to, cc, bcc: [] } : { to: authors, cc: [], bcc: [] }
}

/** The address that reaches the whole mailing list a letter came through; null where it shows none. */
export function listAddress(letter: AnsweredLetter): Mailbox | null {
  return [...letter.replyTo, ...letter.to, ...letter.cc].find((mailbox) => isList(letter, mailbox)) ?? null
}

function authorsOf(letter: AnsweredLetter, foreign: (mailboxes: readonly Mailbox[]) => Mailbox[]): Mailbox[] {
  const answer = answerAddresses(letter)
  const people = (mailboxes: readonly Mailbox[]): Mailbox[] =>
    foreign(mailboxes).filter((mailbox) => !isList(letter, mailbox))
  const choices = [people(answer), people(letter.from), foreign(answer), foreign(letter.from), distinct(answer)]
  return choices.find((choice) => choice.length > 0) ?? []
}

/** RFC 5322 section 3.6.2: Reply-To says where answers go, and without it the authors get them. */
function answerAddresses(letter: AnsweredLetter): readonly Mailbox[] {
  return [letter.replyTo, letter.from, letter.sender].find((mailboxes) => mailboxes.some(hasAddress)) ?? []
}

/**
 * The address of the list itself: List-Id is it with a dot for the @ (as RFC 2919 section 2 suggests), or the list put
 * itself both into Reply-To and among the recipients.
 */
function isList(letter: AnsweredLetter, { address }: Mailbox): boolean {
  if (letter.listId === null) return false
  const normal = normaliseAddress(address)
  if (normal === null) return false
  if (normal.replace('@', '.') === letter.listId.trim().toLowerCase()) return true
  const stands = (mailboxes: readonly Mailbox[]): boolean =>
    mailboxes.some((mailbox) => normaliseAddress(mailbox.address) === normal)
  const isAuthor = stands(letter.from) || stands(letter.sender)
  return !isAuthor && stands(letter.replyTo) && (stands(letter.to) || stands(letter.cc))
}

function hasAddress({ address }: Mailbox): boolean {
  return address.trim() !== ''
}

/** What is no address by its form still equals itself. */
function identityOf(address: string): string {
  return mailboxIdentity(address) ?? address.trim().toLowerCase()
}

function distinct(mailboxes: readonly Mailbox[]): Mailbox[] {
  const byIdentity = new Map<string, Mailbox>()
  for (const mailbox of mailboxes.filter(hasAddress)) {
    const identity = identityOf(mailbox.address)
    if (!byIdentity.has(identity)) byIdentity.set(identity, mailbox)
  }
  return [...byIdentity.values()]
}

function without(mailboxes: readonly Mailbox[], others: readonly Mailbox[]): Mailbox[] {
  const taken = new Set(others.map(({ address }) => identityOf(address)))
  return mailboxes.filter(({ address }) => !taken.has(identityOf(address)))
}
