import { describe, expect, test } from 'vitest'
import { composeMessage } from './compose-message.ts'
import { decodePart } from './decode-part.ts'
import { forwardAsAttachment, forwardHtml, forwardPlain } from './forward-letter.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { replyReferences } from './reply-references.ts'
import { forwardSubject } from './reply-subject.ts'
import { HARD_CASES } from './testing/all.cases.ts'
import { draftOf } from './testing/drafts.ts'

const HTML = '<p>Смотрите <img src="cid:logo@firm.ru"></p>'

async function original(html: string | null): Promise<Buffer> {
  const file = (name: string) => ({ name, type: 'application/pdf', content: Buffer.from(name) })
  return await composeMessage(
    draftOf({
      to: [{ name: 'Анна', address: 'anna@x.org' }],
      cc: [{ name: '', address: 'c@x.org' }],
      subject: 'Re: Договор',
      text: 'Смотрите',
      html,
      attachments: [file('счёт.pdf'), file('договор.pdf')],
      pictures: html === null ? [] : [{ ...file('logo.png'), type: 'image/png', contentId: 'logo@firm.ru' }],
    }),
  )
}

describe('B16 a letter is forwarded in the text', () => {
  test('B16 plain: a block that tells whose it is, then its text', async () => {
    const source = await original(null)
    const parsed = parseMessage(source)
    expect(forwardPlain(parsed, { language: 'ru', timeZone: 'Europe/Moscow' })).toBe(
      '-------- Пересылаемое сообщение --------\nОт: Иван Петров <ivan@firm.ru>\nДата: 8 марта 2024 г., 13:00\n' +
        'Тема: Re: Договор\nКому: Анна <anna@x.org>\nКопия: c@x.org\n\nСмотрите',
    )
    expect(forwardPlain({ ...parsed, cc: [], date: null }, { language: 'en', timeZone: 'UTC' })).toBe(
      '-------- Forwarded message --------\nFrom: Иван Петров <ivan@firm.ru>\nSubject: Re: Договор\nTo: Анна <anna@x.org>\n\nСмотрите',
    )
  })

  test('B16 HTML: the original unchanged, its pictures shown, its files attached byte for byte', async () => {
    const source = await original(HTML)
    const parsed = parseMessage(source)
    const opened = openMessage(source, parsed.parts)
    const files = parsed.parts.filter((part) => part.attachment)
    const forward = forwardHtml({ ...parsed, ...opened, pictures: files }, { language: 'ru', timeZone: 'UTC' })
    expect(forward.html).toContain('От: Иван Петров &lt;ivan@firm.ru&gt;<br>\n')
    expect(forward.html.endsWith(`<div>${HTML}</div>`)).toBe(true)
    const content = (part: (typeof files)[number]) => ({
      name: part.name,
      type: part.type,
      content: decodePart(source, part),
    })
    const sent = await composeMessage(
      draftOf({
        subject: forwardSubject(parsed.subject),
        text: null,
        html: `<p>Вам</p>${forward.html}`,
        attachments: forward.attachments.map(content),
        pictures: forward.pictures.map((part) => ({ ...content(part), contentId: part.contentId ?? '' })),
        thread: replyReferences(parsed, new Date(), Buffer.alloc(16)),
      }),
    )
    const received = parseMessage(sent)
    expect(received.subject).toBe('Fwd: Договор')
    expect(received.references).toEqual([parsed.messageId])
    const arrived = received.parts.filter((part) => part.attachment)
    expect(arrived.map(({ name, inline }) => ({ name, inline }))).toEqual(
      files.map(({ name, inline }) => ({ name, inline })),
    )
    for (const [i, part] of arrived.entries()) {
      const before = files[i]
      if (before !== undefined)
        expect(Buffer.from(decodePart(sent, part))).toEqual(Buffer.from(decodePart(source, before)))
    }
  })

  test('B16 a plain original in an HTML forward gives all its files', async () => {
    const source = await original(null)
    const parsed = parseMessage(source)
    const files = parsed.parts.filter((part) => part.attachment)
    const forward = forwardHtml(
      { ...parsed, ...openMessage(source, parsed.parts), pictures: files },
      { language: 'en', timeZone: 'UTC' },
    )
    expect([forward.pictures, forward.attachments]).toEqual([[], files])
    expect(forward.html.endsWith('<div>Смотрите<br>\n</div>')).toBe(true)
  })
})

describe('B16 a letter is forwarded as a file', () => {
  test('B16 every byte of letters of every kind arrives', async () => {
    for (const { title, source } of Object.values(HARD_CASES).flat()) {
      const sent = await composeMessage(draftOf({ attachments: [forwardAsAttachment('Тема', source)] }))
      const [part] = parseMessage(sent).parts.filter((candidate) => candidate.attachment)
      if (part === undefined) throw new Error(`${title}: no part`)
      expect(Buffer.compare(Buffer.from(decodePart(sent, part)), Buffer.from(source)), title).toBe(0)
    }
  })

  test.each([
    ['Договор № 5', 'Договор № 5.eml'],
    ['', 'message.eml'],
    ['...', 'message.eml'],
    ['../../etc', '_.._etc.eml'],
    ['x'.repeat(400), `${'x'.repeat(251)}.eml`],
  ])('B16 the file of "%s" has a name', (subject, name) => {
    expect(forwardAsAttachment(subject, Buffer.from('')).name).toBe(name)
  })
})
