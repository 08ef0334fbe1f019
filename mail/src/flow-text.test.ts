import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowText } from './flow-text.ts'
import { unflow } from './flowed-text.ts'

const LONG =
  'Просим подтвердить получение договора поставки и сообщить срок оплаты счёта до конца этой недели, спасибо.'

function joined(text: string): string {
  return unflow(flowText(text).replaceAll('\r\n', '\n').replace(/\n$/, ''), false)
}

describe('S04 plain text is sent as format=flowed', () => {
  test.each([
    ['a short line', 'Добрый день', 'Добрый день\r\n'],
    ['lines of a poem', 'a\nb\n\nc', 'a\r\nb\r\n\r\nc\r\n'],
    ['spaces at line ends would join the next line', 'a  \nb ', 'a\r\nb\r\n'],
    ['the mark of a signature', 'a\n-- \nИван', 'a\r\n-- \r\nИван\r\n'],
    ['a line that looks like a mailbox separator', 'From here', ' From here\r\n'],
    ['an indented line', '  a', '   a\r\n'],
    ['quotes', '> a\n>b\n>> c\n>', '> a\r\n> b\r\n>> c\r\n>\r\n'],
    ['line ends of other systems', 'a\r\nb\rc\n', 'a\r\nb\r\nc\r\n'],
    ['nothing', '', ''],
  ])('S04 %s', (_, text, written) => {
    expect(flowText(text)).toBe(written)
  })

  test('S04 no line but one long word is over 76 characters, in quotes too', () => {
    const written = flowText(`${LONG}\n> ${LONG}\n>>>> ${LONG}\n${'x'.repeat(200)} y`)
    for (const line of written.split('\r\n')) {
      if (!line.includes('xxx')) expect(line.length, line).toBeLessThanOrEqual(76)
    }
    expect(joined(`> ${LONG}`)).toBe(`> ${LONG}`)
  })

  test('S04 what is joined again is the text as it was written', () => {
    const pieces = fc.constantFrom(
      '> ',
      '>',
      ' ',
      '  ',
      '-- ',
      '--',
      'From ',
      'слово ',
      `${LONG} `,
      'x'.repeat(90),
      '\n',
      '\t',
      '\u00a0',
    )
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
      fc.string({ maxLength: 200 }),
    )
    /** A quote has one space behind its marks; spaces at line ends are gone but for the mark of a signature. */
    const normal = (text: string): string =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => {
          const [, marks = '', rest = ''] = /^(>*)(.*)$/s.exec(line) ?? []
          const content = marks === '' ? rest : rest.replace(/^ /, '')
          const kept = content === '-- ' ? content : content.replace(/ +$/, '')
          return marks === '' ? kept : `${marks} ${kept}`
        })
        .join('\n')
    fc.assert(
      fc.property(texts, (text) => {
        expect(joined(text)).toBe(normal(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('S04 a megabyte in one line is broken in time', () => {
    expect(flowText('word '.repeat(200_000)).split('\r\n').length).toBeGreaterThan(10_000)
    expect(flowText('x'.repeat(1_000_000)).length).toBe(1_000_002)
  })
})
