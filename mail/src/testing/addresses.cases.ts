/** Address lists: RFC 5322, its obsolete forms, and what is none of them. */

import type { Mailbox } from '../parsed-message.ts'
import { charsetBytes, type HardCase, letter, word } from './hard-case.ts'

function toCase(title: string, raw: string, to: readonly Mailbox[], differs: HardCase['differs'] = []): HardCase {
  return { title, source: letter(`From: a@example.org\nTo: ${raw}\n\n.\n`), to, differs }
}

const box = (name: string, address: string): Mailbox => ({ name, address })

export const ADDRESS_CASES: readonly HardCase[] = [
  toCase('bare address', 'ivan@example.org', [box('', 'ivan@example.org')]),
  toCase('address in brackets alone', '<ivan@example.org>', [box('', 'ivan@example.org')]),
  toCase('quoted name with a comma', '"Ivanov, Ivan" <ivan@example.org>', [box('Ivanov, Ivan', 'ivan@example.org')]),
  toCase('quoted name with escaped quotes', '"Ivan \\"Vanya\\" Ivanov" <ivan@example.org>', [
    box('Ivan "Vanya" Ivanov', 'ivan@example.org'),
  ]),
  toCase('name with a comma but without quotes belongs to one person', 'Ivanov, Ivan <ivan@example.org>', [
    box('Ivanov, Ivan', 'ivan@example.org'),
  ]),
  toCase('several addresses on folded lines', 'a@example.org,\n b@example.org,\n\tC <c@example.org>', [
    box('', 'a@example.org'),
    box('', 'b@example.org'),
    box('C', 'c@example.org'),
  ]),
  toCase('comment behind an address is its name', 'ivan@example.org (Ivan Ivanov)', [
    box('Ivan Ivanov', 'ivan@example.org'),
  ]),
  toCase('comment beside a name is no part of it', 'Ivan (sales) <ivan@example.org>', [
    box('Ivan', 'ivan@example.org'),
  ]),
  toCase('nested comments are skipped', 'Ivan (a (b) c) <ivan@example.org>', [box('Ivan', 'ivan@example.org')]),
  toCase('group with members', 'Staff: a@example.org, B <b@example.org>;', [
    box('', 'a@example.org'),
    box('B', 'b@example.org'),
  ]),
  toCase('group between addresses', 'x@example.org, Staff: a@example.org; , y@example.org', [
    box('', 'x@example.org'),
    box('', 'a@example.org'),
    box('', 'y@example.org'),
  ]),
  toCase('undisclosed recipients are nobody', 'undisclosed-recipients:;', []),
  toCase('semicolons between addresses, as Outlook writes', 'a@example.org; B <b@example.org>; c@example.org', [
    box('', 'a@example.org'),
    box('B', 'b@example.org'),
    box('', 'c@example.org'),
  ]),
  toCase(
    'route before the address is dropped (RFC 5322 section 4.4)',
    '<@relay.example,@two.example:ivan@example.org>',
    [box('', 'ivan@example.org')],
  ),
  toCase('encoded name', `${word('utf-8', 'B', Buffer.from('Иван Иванов'))} <ivan@example.org>`, [
    box('Иван Иванов', 'ivan@example.org'),
  ]),
  toCase('encoded name inside quotes', `"${word('utf-8', 'B', Buffer.from('Иван Иванов'))}" <ivan@example.org>`, [
    box('Иван Иванов', 'ivan@example.org'),
  ]),
  toCase(
    'encoded name with a comma inside is one person',
    `${word('utf-8', 'Q', Buffer.from('Иванов, Ivan')).replace('=2C', ',')} <ivan@example.org>`,
    [box('Иванов, Ivan', 'ivan@example.org')],
  ),
  toCase(
    'encoded name split over a folded line',
    `${word('utf-8', 'B', Buffer.from('Иван '))}\n ${word('utf-8', 'B', Buffer.from('Иванов'))} <ivan@example.org>`,
    [box('Иван Иванов', 'ivan@example.org')],
  ),
  toCase(
    'encoded name that decodes to an address in brackets stays a name',
    `${word('utf-8', 'B', Buffer.from('"Boss" <boss@bank.example>'))} <thief@example.net>`,
    [box('"Boss" <boss@bank.example>', 'thief@example.net')],
  ),
  toCase('name in koi8-r', `${word('koi8-r', 'B', charsetBytes('Пётр', 'koi8-r'))} <p@example.org>`, [
    box('Пётр', 'p@example.org'),
  ]),
  toCase('name that is an address itself', '"other@example.net" <ivan@example.org>', [
    box('other@example.net', 'ivan@example.org'),
  ]),
  toCase('unquoted name that is an address itself', 'other@example.net <ivan@example.org>', [
    box('other@example.net', 'ivan@example.org'),
  ]),
  toCase('quoted local part', '"john smith"@example.org', [box('', '"john smith"@example.org')]),
  toCase('domain literal', 'root@[192.0.2.1]', [box('', 'root@[192.0.2.1]')]),
  toCase('IDNA domain is shown in its letters', 'info@xn--e1afmkfd.xn--p1ai', [box('', 'info@пример.рф')]),
  toCase('name without address is kept', 'Mailer Daemon', [box('Mailer Daemon', '')]),
  toCase('name alone before a bare address is an entry of its own', 'Mailer Daemon, a@example.org', [
    box('Mailer Daemon', ''),
    box('', 'a@example.org'),
  ]),
  toCase(
    'smiley in a name opens no comment, in which mailparser loses the address',
    'Ivan :( <ivan@example.org>',
    [box('Ivan :(', 'ivan@example.org')],
    ['addresses'],
  ),
  toCase(
    'two addresses in brackets without a comma are two; mailparser makes one of them',
    'Ivan <ivan@example.org> Olga <olga@example.org>',
    [box('Ivan', 'ivan@example.org'), box('Olga', 'olga@example.org')],
    ['addresses'],
  ),
  toCase('bracket that never closes', 'Ivan <ivan@example.org', [box('Ivan', 'ivan@example.org')]),
  toCase(
    'quote that never closes is no quote; mailparser takes all of it for an address',
    '"Ivan <ivan@example.org>',
    [box('Ivan', 'ivan@example.org')],
    ['addresses'],
  ),
  toCase(
    'apostrophes around a name are dropped, as Outlook writes them; mailparser keeps them',
    "'Ivan Ivanov' <ivan@example.org>",
    [box('Ivan Ivanov', 'ivan@example.org')],
    ['addresses'],
  ),
  toCase('name and address without brackets', 'Ivan Ivanov ivan@example.org', [box('Ivan Ivanov', 'ivan@example.org')]),
  toCase('white space inside brackets', 'Ivan < ivan@example.org >', [box('Ivan', 'ivan@example.org')]),
  toCase(
    'mailto inside brackets is dropped; mailparser keeps it',
    'Ivan <mailto:ivan@example.org>',
    [box('Ivan', 'ivan@example.org')],
    ['addresses'],
  ),
  toCase('empty entries between commas are nothing', 'a@example.org,, ,b@example.org,', [
    box('', 'a@example.org'),
    box('', 'b@example.org'),
  ]),
  toCase('a name that repeats the address is none', 'ivan@example.org <ivan@example.org>', [
    box('', 'ivan@example.org'),
  ]),
  {
    title: 'To given twice is one list',
    source: letter('From: a@example.org\nTo: b@example.org\nTo: c@example.org\n\n.\n'),
    to: [box('', 'b@example.org'), box('', 'c@example.org')],
  },
  {
    title: 'From given twice counts once, and is a defect',
    source: letter('From: a@example.org\nFrom: b@example.org\n\n.\n'),
    from: [box('', 'a@example.org')],
    defects: ['duplicate-header'],
  },
  {
    title: 'From with two authors has both',
    source: letter('From: a@example.org, b@example.org\nSender: a@example.org\nReply-To: list@example.org\n\n.\n'),
    from: [box('', 'a@example.org'), box('', 'b@example.org')],
    replyTo: [box('', 'list@example.org')],
  },
  {
    title: 'three thousand recipients are all there',
    source: letter(
      `From: a@example.org\nTo: ${Array.from({ length: 3000 }, (_, i) => `User ${i} <u${i}@example.org>`).join(',\n ')}\n\n.\n`,
    ),
    to: Array.from({ length: 3000 }, (_, i) => box(`User ${i}`, `u${i}@example.org`)),
  },
  {
    title: 'From is missing: the letter has no sender and says so',
    source: letter('To: b@example.org\nSubject: nobody\n\n.\n'),
    from: [],
    defects: ['no-from'],
  },
]
