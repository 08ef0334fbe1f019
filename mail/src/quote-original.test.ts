import { describe, expect, test } from 'vitest'
import { composeMessage } from './compose-message.ts'
import type { DraftPicture } from './draft.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import type { ParsedMessage } from './parsed-message.ts'
import { type OriginalLetter, type QuoteOptions, quoteHtml, quotePlain } from './quote-original.ts'
import { draftOf } from './testing/drafts.ts'

const russian: QuoteOptions = { language: 'ru', timeZone: 'Europe/Moscow', withHistory: true }
const english: QuoteOptions = { language: 'en', timeZone: 'UTC', withHistory: true }

const TABLE =
  '<style>td{color:red}</style><table style="border:1px"><tr><td bgcolor="#eee">1 &amp; 2</td></tr></table><img src="cid:Logo%40firm.ru">'

function original(
  changes: Partial<OriginalLetter<{ contentId: string | null }>> = {},
): OriginalLetter<{ contentId: string | null }> {
  return {
    from: [{ name: 'Иван Петров', address: 'ivan@firm.ru' }],
    sender: [],
    to: [],
    cc: [],
    date: new Date('2024-01-12T10:05:00Z'),
    subject: 'Договор',
    text: 'Добрый день!\n\nЖду ответа.\n',
    html: null,
    pictures: [],
    ...changes,
  }
}

describe('P61 an answer carries what it answers', () => {
  test('P61 in plain text: who and when, then every line behind a mark', () => {
    expect(quotePlain(original(), russian)).toBe(
      '12 января 2024 г., 13:05, Иван Петров <ivan@firm.ru> пишет:\n> Добрый день!\n>\n> Жду ответа.',
    )
    expect(quotePlain(original(), english)).toMatch(
      /^On 12 January 2024, 10:05, Иван Петров <ivan@firm\.ru> wrote:\n> /,
    )
  })

  test.each([
    ['no date', { date: null }, 'Иван Петров <ivan@firm.ru> пишет:'],
    ['no sender', { from: [] }, '12 января 2024 г., 13:05, неизвестный отправитель пишет:'],
    ['neither', { from: [], date: null }, 'неизвестный отправитель пишет:'],
    [
      'a sender behind the author',
      { from: [], sender: [{ name: '', address: 's@x.org' }], date: null },
      's@x.org пишет:',
    ],
    [
      'a name that turns the line round',
      { from: [{ name: '\u202eнавИ', address: 'i@x.ru' }], date: null },
      'навИ <i@x.ru> пишет:',
    ],
    ['the year 1970', { date: new Date(0) }, '1 января 1970 г., 03:00, Иван Петров <ivan@firm.ru> пишет:'],
    [
      'the year 2099',
      { date: new Date('2099-12-31T23:59:00Z') },
      '1 января 2100 г., 02:59, Иван Петров <ivan@firm.ru> пишет:',
    ],
  ])('P61 %s', (_, changes, line) => {
    expect(quotePlain(original(changes), russian).split('\n')[0]).toBe(line)
  })

  test('P61 quotes in the text go one deeper, whoever wrote them', () => {
    const text = '> once\n>> twice\n> > twice\n>no space\n>\n  indented\n>  two spaces'
    expect(quotePlain(original({ text }), russian).split('\n').slice(1)).toEqual([
      '>> once',
      '>>> twice',
      '>>> twice',
      '>> no space',
      '>>',
      '>   indented',
      '>>  two spaces',
    ])
  })

  test('P61 in HTML: a line, and the original unchanged in one blockquote', () => {
    const { html } = quoteHtml(original({ html: TABLE }), russian)
    expect(
      html.startsWith(
        '<div>12 января 2024 г., 13:05, Иван Петров &lt;ivan@firm.ru&gt; пишет:</div><blockquote type="cite"',
      ),
    ).toBe(true)
    expect(html.endsWith(`>${TABLE}</blockquote>`)).toBe(true)
    expect(html.match(/<blockquote/g)?.length).toBe(1)
  })

  test('P61 a plain original in an HTML answer keeps its lines and runs nothing', () => {
    const { html } = quoteHtml(original({ text: 'a  b\n  <script>&\n> c' }), english)
    expect(html).toContain('>a&nbsp; b<br>\n&nbsp; &lt;script&gt;&amp;<br>\n&gt; c</blockquote>')
  })

  test('P61 without history nothing is quoted', () => {
    const options = { ...russian, withHistory: false }
    expect(quotePlain(original(), options)).toBe('')
    expect(quoteHtml(original({ html: TABLE, pictures: [{ contentId: 'logo@firm.ru' }] }), options)).toEqual({
      html: '',
      pictures: [],
    })
  })

  test('P58 the pictures that the quote shows are told, each once, and no others', () => {
    const pictures = ['logo@firm.ru', 'other@firm.ru', null, 'logo@firm.ru'].map((contentId) => ({ contentId }))
    expect(quoteHtml(original({ html: TABLE, pictures }), russian).pictures).toEqual([{ contentId: 'logo@firm.ru' }])
  })
})

const logo: DraftPicture = {
  name: 'logo.png',
  type: 'image/png',
  contentId: 'logo@firm.ru',
  content: Buffer.alloc(500, 1),
}

/** One answer to the letter of the bytes, as the other side would get it. */
async function answer(source: Buffer | null, round: number, form: 'plain' | 'html'): Promise<Buffer> {
  const own = `Ответ номер ${round}: всё верно, спасибо, отправляю подписанный договор и счёт.`
  const parsed: ParsedMessage | null = source === null ? null : parseMessage(source)
  const opened = source === null || parsed === null ? null : openMessage(source, parsed.parts)
  const facts = parsed === null || opened === null ? null : { ...parsed, text: opened.text, html: opened.html }
  if (form === 'plain') {
    const quote = facts === null ? '' : quotePlain(facts, russian)
    return await composeMessage(draftOf({ text: `${own}\n\n${quote}` }))
  }
  const quote = facts === null ? { html: TABLE, pictures: [logo] } : quoteHtml({ ...facts, pictures: [logo] }, russian)
  return await composeMessage(draftOf({ text: null, html: `<p>${own}</p>${quote.html}`, pictures: quote.pictures }))
}

describe('P59 long exchanges', () => {
  test.each(['plain', 'html'] as const)(
    'P59 50 rounds of answers in %s grow linearly and lose nothing',
    async (form) => {
      const sizes: number[] = []
      let source: Buffer | null = null
      for (let round = 1; round <= 50; round++) {
        source = await answer(source, round, form)
        sizes.push(source.length)
      }
      const growth = sizes.slice(1).map((size, i) => size - (sizes[i] ?? 0))
      const early = growth.slice(2, 7).reduce((sum, bytes) => sum + bytes) / 5
      const late = growth.slice(-5).reduce((sum, bytes) => sum + bytes) / 5
      expect(late / early).toBeLessThan(1.2)
      if (source === null) return
      const parsed = parseMessage(source)
      for (let round = 1; round <= 50; round++) expect(parsed.text).toContain(`Ответ номер ${round}:`)
      expect(parsed.parts.filter((part) => part.attachment).map((part) => part.contentId)).toEqual(
        form === 'html' ? ['logo@firm.ru'] : [],
      )
    },
  )

  test('P58 after 50 rounds the first letter is still there to the letter', async () => {
    let source: Buffer | null = null
    for (let round = 1; round <= 50; round++) source = await answer(source, round, 'html')
    if (source === null) throw new Error('no letter')
    const { html } = openMessage(source, parseMessage(source).parts)
    expect(html).toContain(TABLE)
    expect(html?.match(/<blockquote/g)?.length).toBe(49)
  })
})
