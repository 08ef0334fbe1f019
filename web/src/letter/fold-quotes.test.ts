// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLetterCleaner } from './clean-letter.ts'
import { foldQuotes } from './fold-quotes.ts'

const clean = createLetterCleaner(globalThis.window)

function fold(html: string, isForwarded = false) {
  const body = clean(html)
  const before = body.textContent ?? ''
  const isFolded = foldQuotes(body, { label: 'show', isForwarded })
  const details = body.querySelector('details')
  const mark = details?.querySelector('summary')
  mark?.remove()
  expect(body.textContent).toBe(before)
  const folded = details?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
  details?.remove()
  return { isFolded, folded, left: body.textContent?.replace(/\s+/g, ' ').trim() ?? '', mark }
}

/** The end of an answer as programs write it: nothing in it is the writer's own. */
const quotes: Record<string, string> = {
  'our own':
    '<div>20 ноября 2026 г., 17:42, Анна &lt;anna@corp.test&gt; пишет:</div><blockquote type="cite">their words</blockquote>',
  Gmail:
    '<div class="gmail_quote"><div class="gmail_attr">On Fri, Nov 20 Anna wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid">their words</blockquote></div>',
  Thunderbird:
    '<div class="moz-cite-prefix">20.11.2026 17:42, Анна пишет:<br></div><blockquote type="cite"><p>their words</p></blockquote><br>',
  'Apple Mail':
    '<div><br><blockquote type="cite"><div>On 20 Nov 2026, at 17:42, Anna wrote:</div><div>their words</div></blockquote></div><br>',
  'Mail.ru':
    '<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Пятница, 20 ноября 2026, 17:42 +03:00 от Анна &lt;anna@corp.test&gt;:<br>their words</blockquote>',
  Yandex:
    '<div> </div><div>20.11.2026, 17:42, "Анна" &lt;anna@corp.test&gt;:</div><blockquote><p>their words</p></blockquote>',
  'Outlook, with a line above the header':
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Anna<br><b>Sent:</b> Friday<br><b>To:</b> Sales</p></div></div><p>their words</p><table><tr><td>their table</td></tr></table>',
  'Outlook in Russian':
    '<div style="border-top:solid #B5C4DF 1.0pt"><p><b>От:</b> Анна<br><b>Отправлено:</b> пятница<br><b>Кому:</b> Отдел</p></div><p>their words</p>',
  'Outlook in a browser':
    '<hr><div dir="ltr"><font face="Calibri"><b>From:</b> Anna<br><b>Sent:</b> Friday<br></font></div><div>their words</div>',
  'a header with a block for each field': '<p><b>От:</b> Анна</p><p><b>Дата:</b> пятница</p><p>their words</p>',
}

describe('what a letter repeats at its end is folded', () => {
  test.each(Object.entries(quotes))('by %s', (_, quote) => {
    const { folded, left, mark } = fold(`<div><p>Own words.</p>${quote}</div>`)
    expect(left).toBe('Own words.')
    expect(folded).toContain('their words')
    expect(mark?.getAttribute('aria-label')).toBe('show')
  })

  test.each(Object.entries(quotes))('a letter that is nothing but a quotation by %s shows it', (_, quote) => {
    expect(fold(quote).isFolded).toBe(false)
  })

  test.each([
    [
      'an indented passage',
      '<p>Own.</p><blockquote style="margin:0 0 0 40px;border:none;padding:0">Own too.</blockquote>',
    ],
    [
      'a letter that is passed on',
      '<p>See below.</p><div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: Anna</div>their words</div>',
    ],
    [
      'a letter passed on from a telephone',
      '<p>See below.</p><blockquote type="cite"><div>Begin forwarded message:</div>their words</blockquote>',
    ],
    [
      'answers between the quotes',
      '<blockquote type="cite">When?</blockquote><p>Own.</p><blockquote type="cite">Where?</blockquote><p>Own.</p>',
    ],
    ['words that only look like a header', '<p>From: the start we knew.</p><p>It is so.</p>'],
    [
      'a quotation inside a table of own words',
      '<table><tr><td>Own.</td><td><blockquote type="cite">x</blockquote></td><td>Own.</td></tr></table>',
    ],
  ])('%s stays', (_, html) => {
    expect(fold(html).isFolded).toBe(false)
  })

  test('below a repeated header of a letter that is passed on everything is new', () => {
    expect(fold(`<p>See below.</p>${quotes['Outlook in Russian']}`, true).isFolded).toBe(false)
  })

  test('P54 no word of one’s own is ever folded, wherever the quotes stand', () => {
    const own = fc.constantFrom(
      '<p>mine</p>',
      '<div>mine: <b>x</b></div>',
      'mine<br>',
      '<blockquote>mine</blockquote>',
      '<ul><li>mine</li></ul>',
    )
    const marked = fc.constantFrom(
      ...['our own', 'Gmail', 'Thunderbird', 'Apple Mail', 'Mail.ru', 'Yandex'].map((name) => quotes[name] ?? ''),
    )
    const wrap = fc.constantFrom(
      (html: string) => html,
      (html: string) => `<div>${html}</div>`,
      (html: string) => `<table><tr><td>${html}</td></tr></table>`,
    )
    const parts = fc.array(
      fc.oneof(
        own,
        fc.tuple(marked, wrap).map(([html, around]) => around(html)),
      ),
      { maxLength: 7 },
    )
    const end = fc.option(fc.constantFrom(...Object.values(quotes)), { nil: '' })
    let folds = 0
    fc.assert(
      fc.property(parts, wrap, end, (all, around, last) => {
        const html = around(all.join(''))
        const { left, folded } = fold(`${html}${last}`)
        const count = (text: string) => text.match(/mine/g)?.length ?? 0
        expect(count(folded)).toBe(0)
        expect(count(left)).toBe(count(html.replace(/<[^>]*>/g, ' ')))
        if (folded !== '') folds += 1
      }),
      { numRuns: 300 },
    )
    expect(folds).toBeGreaterThan(30)
  })
})
