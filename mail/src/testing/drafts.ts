/** Drafts for tests, one by one and at random. */

import fc from 'fast-check'
import type { Draft, DraftFile, DraftPicture } from '../draft.ts'
import type { Mailbox } from '../parsed-message.ts'

/** A plain letter to one person; `changes` replace what it says. */
export function draftOf(changes: Partial<Draft> = {}): Draft {
  return {
    from: { name: 'Иван Петров', address: 'ivan@firm.ru' },
    replyTo: [],
    to: [{ name: '', address: 'b@x.org' }],
    cc: [],
    bcc: [],
    subject: 'Договор',
    text: 'Добрый день!',
    html: null,
    attachments: [],
    pictures: [],
    importance: 'normal',
    thread: {
      inReplyTo: null,
      references: [],
      threadIndex: 'AQHacXJ8RpajfukkRqNldNIfkLWUsQ==',
      threadTopic: 'Договор',
    },
    date: new Date('2024-03-08T10:00:00Z'),
    messageId: '0123456789abcdef@firm.ru',
    ...changes,
  }
}

/** Any units of UTF-16: control characters and halves of pairs among them. */
export const rawStrings: fc.Arbitrary<string> = fc
  .array(
    fc
      .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }))
      .map((code) => String.fromCharCode(code)),
    { maxLength: 60 },
  )
  .map((units) => units.join(''))

const letters = 'abcxyzАБВабвёйЯ0189'
/** Signs that mean something in a header, and scripts that are hard to cut. */
const signs = [
  ',',
  ';',
  ':',
  '<',
  '>',
  '"',
  '\\',
  '(',
  ')',
  '@',
  '=',
  '?',
  '=?',
  '?=',
  "'",
  '.',
  '%',
  '*',
  '&',
  '[',
  ']',
  '_',
  '-',
  '#',
]
const scripts = ['👨‍👩‍👧', 'e\u0301', 'שלום', 'سلام', '契約', '\u0300', '𝒳', '№', '—', '«', '»']

function line(unit: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(unit, { maxLength }).map((units) => units.join('').replace(/\s+/g, ' ').trim())
}

const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...letters.split('')) },
  { weight: 2, arbitrary: fc.constantFrom(' ', ...signs) },
  { weight: 1, arbitrary: fc.constantFrom(...scripts) },
)

/** One line without white space at its ends, as a reader gives it back. */
export const lines: fc.Arbitrary<string> = line(unit, 60)
const longLines = line(unit, 2500).filter((text) => Buffer.byteLength(text) <= 8000)

const locals = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'x', 'y', 'z'), fc.stringMatching(/^[a-z0-9!#$%&'*+/=^_`{|}~-]{0,20}$/))
  .map(([first, rest]) => first + rest)
const domains = fc.constantFrom('x.org', 'firm.ru', 'пример.рф', 'sub.bücher.example', 'localhost', 'договор-24.com')

export const mailboxes: fc.Arbitrary<Mailbox> = fc
  .record({ name: lines, local: locals, domain: domains })
  .map(({ name, local, domain }) => ({ name, address: `${local}@${domain}` }))
  // A reader takes a name in apostrophes out of them; "=?" is taken apart on writing.
  .map(({ name, address }) => ({ name: name.replaceAll("'", '').replaceAll('=?', '= ?').trim(), address }))

const texts = fc
  .array(fc.oneof(lines, fc.constantFrom('', '> quoted', '-- ', 'From me', 'слово '.repeat(60))), { maxLength: 12 })
  // Behind the marks of a quote a reader sees one space.
  .map((list) => list.map((text) => text.replace(/^(>+) ?/, '$1 ')).join('\n'))

const types = fc.constantFrom(
  'application/pdf',
  'image/png',
  'text/plain',
  'text/html',
  'text/csv',
  'application/x-strange',
)

const files: fc.Arbitrary<DraftFile> = fc.record({
  name: lines.map((name) => `${name.replace(/[\\/]/g, '')}x.bin`),
  type: types,
  content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
})

const pictures: fc.Arbitrary<DraftPicture> = fc.record({
  name: fc.constant('картинка.png'),
  type: fc.constantFrom('image/png', 'image/gif'),
  contentId: fc.stringMatching(/^[a-z0-9.]{1,30}@[a-z]{1,10}$/),
  content: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
})

const ids = fc.stringMatching(/^[A-Za-z0-9.$%+=-]{1,80}@[A-Za-z0-9.-]{1,40}$/)

/** Drafts that say everything a letter can say. */
export const drafts: fc.Arbitrary<Draft> = fc
  .record({
    from: mailboxes,
    replyTo: fc.array(mailboxes, { maxLength: 2 }),
    to: fc.array(mailboxes, { maxLength: 5 }),
    cc: fc.array(mailboxes, { maxLength: 5 }),
    bcc: fc.array(mailboxes, { maxLength: 2 }),
    subject: fc.oneof(lines, longLines),
    text: texts,
    isHtml: fc.boolean(),
    attachments: fc.array(files, { maxLength: 3 }),
    pictures: fc.uniqueArray(pictures, { maxLength: 3, selector: ({ contentId }) => contentId }),
    importance: fc.constantFrom('low', 'normal', 'high'),
    inReplyTo: fc.option(ids),
    references: fc.uniqueArray(ids, { maxLength: 10 }),
    time: fc.integer({ min: 0, max: Date.UTC(2099, 11, 31) / 1000 }),
    messageId: ids,
  })
  .map(({ isHtml, text, pictures: given, inReplyTo, references, time, ...rest }) => {
    const shown = given.map(({ contentId }) => `<img src="cid:${contentId}">`).join('')
    const html = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n')}</p>${shown}`
    return draftOf({
      ...rest,
      text,
      html: isHtml ? html : null,
      pictures: isHtml ? given : [],
      thread: { inReplyTo, references, threadIndex: 'AQHacXJ8RpajfukkRqNldNIfkLWUsQ==', threadTopic: rest.subject },
      date: new Date(time * 1000),
    })
  })
