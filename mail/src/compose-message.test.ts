import { createHook } from 'node:async_hooks'
import { describe, expect, test } from 'vitest'
import { ComposeError } from './compose-error.ts'
import { composeMessage, composeMessageStream, envelopeOf } from './compose-message.ts'
import { decodePart } from './decode-part.ts'
import type { Draft, DraftFile, DraftPicture } from './draft.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { draftOf } from './testing/drafts.ts'
import { letter } from './testing/hard-case.ts'

const file: DraftFile = { name: 'счёт.pdf', type: 'application/pdf', content: Buffer.from('file') }
const picture: DraftPicture = {
  name: 'logo.png',
  type: 'image/png',
  contentId: 'logo@firm.ru',
  content: Buffer.from('png'),
}
const HTML = '<p>Добрый <b>день</b></p><img src="cid:logo@firm.ru">'

async function textOf(changes: Partial<Draft>): Promise<string> {
  return (await composeMessage(draftOf(changes))).toString('latin1')
}

function headerOf(text: string): string {
  return text.slice(0, text.indexOf('\r\n\r\n'))
}

/** Media types in their order, one space of indent for each multipart around. */
function structureOf(text: string): string[] {
  const depths = new Map<string, number>()
  let depth = 0
  return text
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .flatMap((line) => {
      const known = /^--(=_.*?)(?:--)?$/.exec(line)?.[1]
      if (known !== undefined) depth = depths.get(known) ?? 0
      const [, type, boundary] = /^Content-Type: ([\w/.-]+)(?:.*boundary="([^"]+)")?/.exec(line) ?? []
      if (type === undefined) return []
      if (boundary !== undefined) depths.set(boundary, depth + 1)
      return [' '.repeat(depth) + type]
    })
}

describe('S04 the form of a letter', () => {
  test('S04 without HTML it is plain text alone, format=flowed, also with pictures given', async () => {
    const text = await textOf({ text: 'Hello\nthere', pictures: [] })
    expect(structureOf(text)).toEqual(['text/plain'])
    expect(text).toContain('Content-Type: text/plain; charset=utf-8; format=flowed\r\n')
    expect(text.endsWith('\r\n\r\nHello\r\nthere\r\n')).toBe(true)
    const withPicture = await textOf({ text: 'Hello', pictures: [picture] })
    expect(structureOf(withPicture)).toEqual(['multipart/mixed', ' text/plain', ' image/png'])
    expect(withPicture).toContain('Content-Disposition: attachment; filename=logo.png')
    expect(withPicture).not.toContain('text/html')
  })

  test.each<[string, Partial<Draft>, string[]]>([
    ['HTML', { html: HTML }, ['multipart/alternative', ' text/plain', ' text/html']],
    ['a file', { attachments: [file] }, ['multipart/mixed', ' text/plain', ' application/pdf']],
    [
      'HTML with a picture',
      { html: HTML, pictures: [picture] },
      ['multipart/related', ' multipart/alternative', '  text/plain', '  text/html', ' image/png'],
    ],
    [
      'HTML with a file',
      { html: HTML, attachments: [file] },
      ['multipart/mixed', ' multipart/alternative', '  text/plain', '  text/html', ' application/pdf'],
    ],
    [
      'HTML with both',
      { html: HTML, attachments: [file], pictures: [picture] },
      [
        'multipart/mixed',
        ' multipart/related',
        '  multipart/alternative',
        '   text/plain',
        '   text/html',
        '  image/png',
        ' application/pdf',
      ],
    ],
    [
      'a picture that nothing shows',
      { html: '<p>x</p>', pictures: [picture] },
      ['multipart/mixed', ' multipart/alternative', '  text/plain', '  text/html', ' image/png'],
    ],
  ])('S04 %s', async (_, changes, structure) => {
    expect(structureOf(await textOf(changes))).toEqual(structure)
  })

  test('S04 the text beside HTML is taken from it, or is the one given', async () => {
    const derived = await composeMessage(draftOf({ text: null, html: HTML }))
    expect(parseMessage(derived).text).toContain('Добрый день')
    const given = await composeMessage(draftOf({ text: 'иначе', html: HTML }))
    expect(parseMessage(given).text.trim()).toBe('иначе')
    expect(openMessage(given, parseMessage(given).parts).html).toBe(HTML)
  })

  test('S04 an empty letter is a letter', async () => {
    const source = await composeMessage(
      draftOf({ text: '', subject: '', thread: { ...draftOf().thread, threadTopic: '' } }),
    )
    const parsed = parseMessage(source)
    expect([parsed.subject, parsed.text, parsed.defects]).toEqual(['', '', []])
  })

  test('S04 the encoding follows the content', async () => {
    const encodings = async (text: string): Promise<string | undefined> =>
      /Content-Transfer-Encoding: (.*)\r\n/.exec(await textOf({ text }))?.[1]
    expect(await encodings('plain')).toBe('7bit')
    expect(await encodings('naïve plan')).toBe('quoted-printable')
    expect(await encodings('Добрый день')).toBe('base64')
    expect(await encodings('x'.repeat(5000))).toBe('quoted-printable')
  })
})

describe('B16 the header of a letter', () => {
  test('B16 names, addresses and subjects in every script', async () => {
    const header = headerOf(
      await textOf({
        from: { name: 'Петров, Иван', address: 'ivan@пример.рф' },
        to: [
          { name: 'Smith, J. "Jo"', address: 'j@bücher.example' },
          { name: '', address: 'b@X.org' },
        ],
        subject: 'Plain subject',
      }),
    )
    expect(header).toContain('From: =?UTF-8?B?0J/QtdGC0YDQvtCyLCDQmNCy0LDQvQ==?=\r\n <ivan@xn--e1afmkfd.xn--p1ai>\r\n')
    expect(header).toContain('To: "Smith, J. \\"Jo\\"" <j@xn--bcher-kva.example>, b@x.org\r\n')
    expect(header).toContain('Subject: Plain subject\r\n')
    expect(header).toContain('Date: Fri, 08 Mar 2024 10:00:00 +0000\r\n')
    expect(header).toContain('Message-ID: <0123456789abcdef@firm.ru>\r\n')
  })

  test('B16 what only looks like an encoded word stays what it is', async () => {
    const parsed = parseMessage(
      await composeMessage(
        draftOf({ subject: '=?utf-8?Q?=41?=', from: { name: '=?utf-8?Q?=41?=', address: 'a@x.org' } }),
      ),
    )
    expect([parsed.subject, parsed.from[0]?.name]).toEqual(['=?utf-8?Q?=41?=', '= ?utf-8?Q?=41?='])
  })

  test('B16 a file name stands in RFC 2231 and, for older programs, in an encoded word', async () => {
    const text = await textOf({ attachments: [file] })
    expect(text).toContain("filename*0*=utf-8''%D1%81%D1%87%D1%91%D1%82.pdf")
    expect(text).toContain('name="=?UTF-8?B?0YHRh9GR0YIucGRm?="')
  })

  test('B16 a text file keeps its charset; a type that is none is told by the name', async () => {
    const text = await textOf({
      attachments: [
        { name: 'a.txt', type: 'text/plain', charset: 'koi8-r', content: Buffer.from([0xf0]) },
        { name: 'b.pdf', type: 'multipart/mixed', content: Buffer.from('x') },
        { name: '../..', type: 'none', content: Buffer.from('x') },
        { name: 'c', type: 'Image/PNG; x=y', content: Buffer.from('x') },
      ],
    })
    expect(structureOf(text).slice(2)).toEqual([
      ' text/plain',
      ' application/pdf',
      ' application/octet-stream',
      ' image/png',
    ])
    expect(text).toContain('text/plain; charset=koi8-r; name=a.txt')
    expect(text).toContain('filename=.._..\r\n')
  })

  test.each([
    ['high', 'Importance: high\r\nX-Priority: 1\r\n'],
    ['low', 'Importance: low\r\nX-Priority: 5\r\n'],
  ] as const)('B16 %s importance is told', async (importance, fields) => {
    expect(await textOf({ importance })).toContain(fields)
    expect(await textOf({})).not.toContain('Importance')
  })

  test('P44 the answer names what it answers', async () => {
    const thread = { inReplyTo: 'p@x', references: ['a@x', 'p@x'], threadIndex: 'AQHa', threadTopic: 'Договор' }
    const header = headerOf(await textOf({ thread }))
    expect(header).toContain(
      'In-Reply-To: <p@x>\r\nReferences: <a@x> <p@x>\r\nThread-Topic: =?UTF-8?B?0JTQvtCz0L7QstC+0YA=?=\r\nThread-Index: AQHa',
    )
  })

  test('B14 hidden recipients are told to the server and stand nowhere in the letter', async () => {
    const draft = draftOf({
      to: [],
      bcc: [
        { name: 'Тайный', address: 'hidden@пример.рф' },
        { name: '', address: 'b@x.org' },
      ],
    })
    const source = await composeMessage(draft)
    expect(/hidden|bcc|b@x\.org/i.test(source.toString('latin1'))).toBe(false)
    expect(parseMessage(source).to).toEqual([])
    expect(envelopeOf(draft)).toEqual({
      from: 'ivan@firm.ru',
      to: ['hidden@xn--e1afmkfd.xn--p1ai', 'b@x.org'],
      needsSmtpUtf8: false,
    })
  })

  test('B14 the envelope names everyone once', () => {
    const people = ['b@x.org', 'B@x.org', 'почта@пример.рф'].map((address) => ({ name: '', address }))
    expect(envelopeOf(draftOf({ to: people, cc: people, bcc: people }))).toEqual({
      from: 'ivan@firm.ru',
      to: ['b@x.org', 'почта@xn--e1afmkfd.xn--p1ai'],
      needsSmtpUtf8: true,
    })
  })
})

describe('B16 bad input', () => {
  test.each<[string, Partial<Draft>, string, string]>([
    ['no sender', { from: { name: '', address: '' } }, 'bad-address', 'from'],
    ['a line break in an address', { to: [{ name: '', address: 'a@x.org\r\nBcc: b@x.org' }] }, 'bad-address', 'to'],
    ['two addresses in one', { cc: [{ name: '', address: 'a@x.org, b@x.org' }] }, 'bad-address', 'cc'],
    ['a bracket in an address', { replyTo: [{ name: '', address: 'a@x.org> <b@x.org' }] }, 'bad-address', 'replyTo'],
    ['no domain in a hidden address', { bcc: [{ name: '', address: 'a@' }] }, 'bad-address', 'bcc'],
    ['a date that is none', { date: new Date(Number.NaN) }, 'bad-date', 'date'],
    ['a broken Message-ID', { messageId: 'a b\r\n@x' }, 'bad-message-id', 'messageId'],
  ])('B16 %s is refused by a code', async (_, changes, code, field) => {
    const error = await composeMessage(draftOf(changes)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ComposeError)
    expect(error).toMatchObject({ code, field })
  })

  test('B16 a file that cannot be read fails the letter; nothing is sent without it', async () => {
    const failing = draftOf({
      attachments: [
        {
          ...file,
          async *content() {
            yield Buffer.from('begin')
            throw new Error('disk is gone')
          },
        },
      ],
    })
    await expect(composeMessage(failing)).rejects.toThrow('disk is gone')
  })

  test('B16 a letter that is refused opens no file', async () => {
    let begun = false
    const content = (): AsyncIterable<Uint8Array> => {
      begun = true
      return (async function* () {
        yield Buffer.from('x')
      })()
    }
    const refused = draftOf({ messageId: '', attachments: [{ ...file, content }] })
    await expect(composeMessage(refused)).rejects.toBeInstanceOf(ComposeError)
    expect(begun).toBe(false)
    await composeMessage({ ...refused, messageId: 'm@x.org' })
    expect(begun).toBe(true)
  })

  test('B16 500 addressees, 300 files, a subject of 10 KB and no space, and ids of 900 bytes keep lines within 998', async () => {
    const people = Array.from({ length: 500 }, (_, i) => ({ name: `Сотрудник № ${i}`, address: `person${i}@x.org` }))
    const draft = draftOf({
      from: { name: 'n'.repeat(3000), address: 'a@x.org' },
      to: people,
      subject: 'x'.repeat(8000),
      attachments: Array.from({ length: 300 }, (_, i) => ({ ...file, name: `${i}${'y'.repeat(240)}.pdf` })),
      thread: { ...draftOf().thread, references: [`${'r'.repeat(890)}@x.org`, `${'s'.repeat(890)}@x.org`] },
    })
    const source = await composeMessage(draft)
    for (const line of source.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
    const parsed = parseMessage(source)
    expect(parsed.to).toEqual(people)
    expect(parsed.subject).toBe(draft.subject)
    expect(parsed.parts.filter((part) => part.attachment).map((part) => part.name)).toEqual(
      draft.attachments.map(({ name }) => name),
    )
    expect(parsed.references).toEqual(draft.thread.references)
    const longer = await textOf({ subject: 'тема '.repeat(1200) })
    expect(headerOf(longer).length).toBeGreaterThan(10_000)
  })

  test('B16 a picture whose Content-ID cannot be written goes along as a file', async () => {
    const html = '<img src="cid:лого">'
    const source = await composeMessage(draftOf({ html, pictures: [{ ...picture, contentId: 'лого' }] }))
    const found = parseMessage(source).parts.filter((part) => part.attachment)
    expect(found.map(({ name, contentId }) => ({ name, contentId }))).toEqual([{ name: 'logo.png', contentId: null }])
    expect(/^[\r\n\x20-\x7e]*$/.test(source.toString('latin1'))).toBe(true)
  })

  test('B16 HTML of 5 MB in one line comes out as it went in', async () => {
    const html = `<p>${'слово <b>word</b> '.repeat(230_000)}</p>`
    const source = await composeMessage(draftOf({ text: 'x', html }))
    expect(openMessage(source, parseMessage(source).parts).html).toBe(html)
  })
})

describe('B16 attached letters', () => {
  const inner = (text: string): DraftFile => ({ name: 'письмо.eml', type: 'message/rfc822', content: letter(text) })

  test.each([
    ['ASCII', inner('Subject: x\n\nhello'), 'message/rfc822', '7bit'],
    ['8-bit', inner('Subject: x\n\n\xef\xf0\xe8\xe2\xe5\xf2\n'), 'message/rfc822', '8bit'],
    ['no line end at its end', inner('Subject: x\n\nhello'), 'message/rfc822', '7bit'],
    ['several empty lines at its end', inner('Subject: x\n\nhello\n\n\n'), 'message/rfc822', '7bit'],
    [
      'a multipart one',
      inner('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n'),
      'message/rfc822',
      '7bit',
    ],
    [
      'bare line feeds',
      { ...inner(''), content: Buffer.from('Subject: x\n\nhello\n') },
      'application/octet-stream',
      'base64',
    ],
    ['overlong lines', inner(`Subject: x\n\n${'x'.repeat(1500)}\n`), 'application/octet-stream', 'base64'],
    ['NUL', inner('Subject: x\n\na\0b\n'), 'application/octet-stream', 'base64'],
  ])('B16 %s: every byte arrives', async (_, attached, type, encoding) => {
    for (const extra of [[], [file]]) {
      const source = await composeMessage(draftOf({ attachments: [attached, ...extra] }))
      const [part] = parseMessage(source).parts.filter((candidate) => candidate.attachment)
      if (part === undefined || !(attached.content instanceof Uint8Array)) throw new Error('no part')
      expect([part.name, part.type]).toEqual(['письмо.eml', type])
      expect(Buffer.compare(Buffer.from(decodePart(source, part)), attached.content)).toBe(0)
      expect(source.toString('latin1')).toContain(`Content-Transfer-Encoding: ${encoding}\r\n`)
    }
  })

  test('B16 a letter attached to itself does not end its own parts', async () => {
    const first = await composeMessage(draftOf({ attachments: [file] }))
    const attached: DraftFile = { name: 'self.eml', type: 'message/rfc822', content: first }
    const second = await composeMessage(draftOf({ attachments: [attached, file], text: first.toString('latin1') }))
    const parts = parseMessage(second).parts.filter((part) => part.attachment)
    expect(parts.map((part) => part.name)).toEqual(['self.eml', 'счёт.pdf'])
    const [part] = parts
    if (part !== undefined) expect(Buffer.compare(Buffer.from(decodePart(second, part)), first)).toBe(0)
  })
})

describe('B14 composing is pure', () => {
  test('B14 files given as streams make the same bytes, and none is held whole', async () => {
    const size = 8 * 1024 * 1024
    const chunk = Buffer.alloc(64 * 1024, 7)
    async function* content() {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk
    }
    const whole = draftOf({ attachments: [{ ...file, content: Buffer.alloc(size, 7) }] })
    const streamed = draftOf({ attachments: [{ ...file, content }] })
    expect((await composeMessage(streamed)).equals(await composeMessage(whole))).toBe(true)
    let largest = 0
    for await (const piece of composeMessageStream(streamed)) largest = Math.max(largest, piece.length)
    expect(largest).toBeLessThan(1024 * 1024)
  })

  test('B14 it opens no socket, no file, and asks no name server', async () => {
    const opened = new Set<string>()
    const hook = createHook({ init: (_, type) => opened.add(type) })
    const draft = draftOf({ html: HTML, attachments: [{ ...file, name: 'https://x.org/a.pdf' }], pictures: [picture] })
    hook.enable()
    await composeMessage(draft)
    hook.disable()
    expect([...opened].filter((type) => /TCP|UDP|PIPE|TLS|HTTP|FS|DNS|ADDRINFO|PROCESS/i.test(type))).toEqual([])
  })
})
