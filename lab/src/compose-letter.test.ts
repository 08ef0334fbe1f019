import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { composeLetter, type LetterCharset, type LetterParts } from './compose-letter.ts'

const parts: LetterParts = {
  from: { name: 'Павел Ершов', address: 'p@baltstroy.example' },
  to: [{ name: 'Sales', address: 'sales@corp.test' }],
  subject: 'Заказ № 1042: очень длинная тема, которая не помещается ни в одну строку заголовка',
  date: new Date('2026-05-04T09:30:00Z'),
  messageId: 'one@baltstroy.example',
  inReplyTo: 'zero@corp.test',
  references: ['a@corp.test', 'zero@corp.test'],
  text: 'Первая строка = раз\n.точка\nпоследняя ',
}

const charsets: LetterCharset[] = ['utf-8', 'windows-1251', 'koi8-r']
const encodings = ['base64', 'quoted-printable', '8bit'] as const

test.each(charsets.flatMap((charset) => encodings.map((encoding) => [charset, encoding] as const)))(
  'a letter in %s by %s reads back as it was written',
  async (charset, encoding) => {
    const text = charset === 'koi8-r' ? parts.text : `${parts.text}«»№—${'ы'.repeat(200)}`
    const subject = charset === 'koi8-r' ? 'Заказ 1042' : parts.subject
    const source = composeLetter({ ...parts, subject, charset, encoding, text, html: `<p>${text}</p>` })
    const read = await simpleParser(source)
    expect([read.subject, read.from?.text, read.messageId]).toEqual([
      subject,
      '"Павел Ершов" <p@baltstroy.example>',
      '<one@baltstroy.example>',
    ])
    expect(read.references).toEqual(['<a@corp.test>', '<zero@corp.test>'])
    expect(read.date).toEqual(parts.date)
    expect(read.text?.trimEnd()).toBe(text.trimEnd())
    expect(read.html).toContain(text.split('\n')[0])
    for (const line of source.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  },
)

test('a letter carries files, inline images and an invitation', async () => {
  const source = composeLetter({
    ...parts,
    html: '<img src="cid:logo">',
    files: [
      { name: 'Счет № 318 (копия).pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4') },
      { name: 'logo.png', type: 'image/png', bytes: Buffer.from([1, 2, 3]), contentId: 'logo' },
    ],
    calendar: { method: 'REQUEST', text: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' },
  })
  const read = await simpleParser(source, { skipImageLinks: true })
  expect(read.attachments.map(({ filename, contentType, cid }) => [filename, contentType, cid])).toEqual([
    ['logo.png', 'image/png', 'logo'],
    [undefined, 'text/calendar', undefined],
    ['Счет № 318 (копия).pdf', 'application/pdf', undefined],
  ])
  expect(composeLetter(parts)).toEqual(composeLetter(parts))
})

test('a letter is refused when its charset lacks a character', () => {
  expect(() => composeLetter({ ...parts, charset: 'koi8-r' })).toThrow(RangeError)
})

test('a letter can leave its charset unsaid', () => {
  const source = composeLetter({ ...parts, charset: 'windows-1251', encoding: '8bit', declared: false })
  expect(source.toString('latin1')).not.toMatch(/charset|=\?/)
  expect(source.includes(Buffer.from([0xc7, 0xe0, 0xea, 0xe0, 0xe7]))).toBe(true)
})
