import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailboxIdentity } from './address-identity.ts'
import { parseMessage } from './parse-message.ts'
import type { Mailbox } from './parsed-message.ts'
import { type AnsweredLetter, listAddress, type Recipients, replyRecipients } from './reply-recipients.ts'
import { letter } from './testing/hard-case.ts'

const own = ['me@firm.ru', 'sales@firm.ru']

function read(header: string): AnsweredLetter {
  return parseMessage(letter(`${header}\n\nbody\n`))
}

function addresses({ to, cc, bcc }: Recipients): string[][] {
  const rows = [to, cc, bcc].map((mailboxes) => mailboxes.map(({ address }) => address))
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1)
}

describe('B16 the recipients of an answer', () => {
  test.each([
    ['the sender', 'From: a@x.org\nTo: me@firm.ru', [['a@x.org']], [['a@x.org']]],
    [
      'Reply-To before the sender',
      'From: a@x.org\nReply-To: r@x.org, s@x.org\nTo: me@firm.ru',
      [['r@x.org', 's@x.org']],
      [['r@x.org', 's@x.org']],
    ],
    [
      'To stays To and Cc stays Cc, in order',
      'From: a@x.org\nTo: c@x.org, me@firm.ru, b@x.org\nCc: e@x.org, d@x.org',
      [['a@x.org']],
      [
        ['a@x.org', 'c@x.org', 'b@x.org'],
        ['e@x.org', 'd@x.org'],
      ],
    ],
    [
      'nobody twice, To before Cc',
      'From: a@x.org\nTo: A@x.org, b@x.org, b@x.org\nCc: b@x.org, c@x.org, a@X.ORG',
      [['a@x.org']],
      [['a@x.org', 'b@x.org'], ['c@x.org']],
    ],
    [
      'aliases of ours are left out',
      'From: a@x.org\nTo: SALES@firm.ru\nCc: me@firm.ru, b@x.org',
      [['a@x.org']],
      [['a@x.org'], ['b@x.org']],
    ],
    [
      'a Reply-To that is ours says nothing',
      'From: a@x.org\nReply-To: me@firm.ru\nTo: me@firm.ru',
      [['a@x.org']],
      [['a@x.org']],
    ],
    [
      'a letter of ours goes to its recipients',
      'From: me@firm.ru\nTo: b@x.org, c@x.org\nCc: d@x.org',
      [['b@x.org', 'c@x.org']],
      [['b@x.org', 'c@x.org'], ['d@x.org']],
    ],
    [
      'a letter of ours from an alias, with Reply-To',
      'From: sales@firm.ru\nReply-To: office@x.org\nTo: b@x.org',
      [['b@x.org']],
      [['b@x.org']],
    ],
    ['a letter of ours with Cc alone', 'From: me@firm.ru\nCc: d@x.org', [['d@x.org']], [[], ['d@x.org']]],
    [
      'hidden recipients of ours stay hidden from each other',
      'From: me@firm.ru\nBcc: b@x.org, c@x.org',
      [[], [], ['b@x.org', 'c@x.org']],
      [[], [], ['b@x.org', 'c@x.org']],
    ],
    [
      'hidden recipients are not shown to the open ones',
      'From: me@firm.ru\nTo: b@x.org\nBcc: c@x.org',
      [['b@x.org']],
      [['b@x.org']],
    ],
    [
      'a form on our site answers the customer',
      'From: me@firm.ru\nReply-To: customer@x.org\nTo: sales@firm.ru',
      [['customer@x.org']],
      [['customer@x.org']],
    ],
    ['a note to oneself', 'From: me@firm.ru\nTo: me@firm.ru', [['me@firm.ru']], [['me@firm.ru']]],
    ['no From, but a Sender', 'Sender: s@x.org\nTo: me@firm.ru', [['s@x.org']], [['s@x.org']]],
    ['no sender at all', 'To: me@firm.ru, b@x.org', [], [['b@x.org']]],
    ['a sender without an address', 'From: Nobody\nTo: me@firm.ru', [], []],
    [
      'two authors, one of them here',
      'From: me@firm.ru, a@x.org\nTo: b@x.org',
      [['a@x.org']],
      [['a@x.org', 'b@x.org']],
    ],
  ])('B16 %s', (_, header, author, all) => {
    expect(addresses(replyRecipients(read(header), own, 'author'))).toEqual(author)
    expect(addresses(replyRecipients(read(header), own, 'all'))).toEqual(all)
  })

  test.each([
    [
      'no munging',
      'From: a@x.org\nTo: dev@lists.org\nList-Id: Dev <dev.lists.org>',
      ['a@x.org'],
      ['a@x.org', 'dev@lists.org'],
    ],
    [
      'Reply-To is the list',
      'From: a@x.org\nReply-To: dev@lists.org\nTo: dev@lists.org\nList-Id: <dev.lists.org>',
      ['a@x.org'],
      ['a@x.org', 'dev@lists.org'],
    ],
    [
      'Reply-To is a list of another id',
      'From: a@x.org\nReply-To: dev@lists.org\nTo: dev@lists.org\nList-Id: <41.lists.org>',
      ['a@x.org'],
      ['a@x.org', 'dev@lists.org'],
    ],
    [
      'the list writes itself into From',
      'From: A via Dev <dev@lists.org>\nReply-To: a@x.org, dev@lists.org\nTo: dev@lists.org\nList-Id: <dev.lists.org>',
      ['a@x.org'],
      ['a@x.org', 'dev@lists.org'],
    ],
    [
      'nothing but the list is known',
      'From: dev@lists.org\nTo: dev@lists.org\nList-Id: <dev.lists.org>',
      ['dev@lists.org'],
      ['dev@lists.org'],
    ],
  ])('B16 a mailing list: %s', (_, header, author, all) => {
    const list = read(header)
    expect(replyRecipients(list, own, 'author').to.map(({ address }) => address)).toEqual(author)
    expect(replyRecipients(list, own, 'all').to.map(({ address }) => address)).toEqual(all)
    expect(listAddress(list)?.address).toBe('dev@lists.org')
  })

  test('B16 an ordinary letter has no list address', () => {
    expect(listAddress(read('From: a@x.org\nReply-To: b@x.org\nTo: b@x.org'))).toBeNull()
    const copied = 'From: a@x.org\nReply-To: a@x.org\nTo: dev@lists.org\nCc: a@x.org\nList-Id: <41.lists.org>'
    expect(listAddress(read(copied))).toBeNull()
  })
})

const people = ['a', 'A', 'b', 'c', 'd', 'e'].flatMap((name) => [`${name}@x.org`, `${name}@ya.ru`, `${name}@yandex.ru`])
const mailboxes = fc.array(
  fc.record({ name: fc.string({ maxLength: 5 }), address: fc.constantFrom(...people, ...own, 'ME@Firm.ru', '') }),
  { maxLength: 6 },
)
const letters: fc.Arbitrary<AnsweredLetter> = fc.record({
  from: mailboxes,
  sender: mailboxes,
  replyTo: mailboxes,
  to: mailboxes,
  cc: mailboxes,
  bcc: mailboxes,
  listId: fc.constant(null),
})

function identities(...fields: (readonly Mailbox[])[]): (string | null)[] {
  return fields.flat().flatMap(({ address }) => (address === '' ? [] : [mailboxIdentity(address)]))
}

describe('P62 reply to all', () => {
  const ownIdentities = new Set(identities(own.map((address) => ({ name: '', address }))))
  const isForeign = (identity: string | null): boolean => !ownIdentities.has(identity)

  test('P62 is From or Reply-To, To and Cc without own addresses, and nobody twice', () => {
    fc.assert(
      fc.property(letters, (answered) => {
        const { to, cc } = replyRecipients(answered, own, 'all')
        const reached = identities(to, cc)
        expect(new Set(reached).size).toBe(reached.length)

        const authors =
          [answered.replyTo, answered.from, answered.sender].find((field) => identities(field).length > 0) ?? []
        const isOurs = identities(answered.from).length > 0 && !identities(answered.from).some(isForeign)
        const recipients = identities(answered.to, answered.cc).filter(isForeign)
        if (isOurs && recipients.length > 0) {
          expect(new Set(reached)).toEqual(new Set(recipients))
          return
        }
        if (isOurs && identities(answered.bcc).some(isForeign)) return
        const foreignAuthors = identities(authors).filter(isForeign)
        const answering = foreignAuthors.length > 0 ? foreignAuthors : identities(answered.from).filter(isForeign)
        const expected = new Set([...answering, ...recipients])
        expect(new Set(reached)).toEqual(expected.size > 0 ? expected : new Set(identities(authors)))
      }),
      { numRuns: 2000 },
    )
  })

  test('P62 keeps Cc in Cc and every field in its order', () => {
    fc.assert(
      fc.property(letters, (answered) => {
        const { to, cc } = replyRecipients(answered, own, 'all')
        const copies = identities(answered.cc)
        const inCc = identities(cc).map((identity) => copies.indexOf(identity))
        expect(inCc).toEqual(inCc.toSorted((a, b) => a - b))
        expect(inCc.every((index) => index >= 0)).toBe(true)
        const primary = identities(answered.to)
        const inTo = identities(to)
          .filter((identity) => !identities(answered.from, answered.replyTo, answered.sender).includes(identity))
          .map((identity) => primary.indexOf(identity))
        expect(inTo).toEqual(inTo.toSorted((a, b) => a - b))
      }),
    )
  })

  test('P62 500 recipients are all answered', () => {
    const many = (kind: string): string => Array.from({ length: 500 }, (_, i) => `${kind}${i}@x.org`).join(',\n ')
    const { to, cc } = replyRecipients(read(`From: a@x.org\nTo: ${many('t')}\nCc: ${many('c')}`), own, 'all')
    expect([to.length, cc.length]).toEqual([501, 500])
  })
})
