import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareSubject, forwardSubject, replySubject } from './reply-subject.ts'

describe('B16 the subject of an answer', () => {
  test.each([
    'RE: RE: Договор',
    'Re[2]: Договор',
    'Re(3): Договор',
    'Re^2: Договор',
    'Re2: Договор',
    'RE : Договор',
    'Re:Договор',
    'AW: AW: Договор',
    'SV: Договор',
    'Отв: Договор',
    'Отв.: Договор',
    'ОТВЕТ: Договор',
    'НА: Договор',
    'FW: Договор',
    'Fwd: FW: Re: Договор',
    'Пересл: Отв: Договор',
    'WG: AW: Договор',
    'TR: Réf : Договор',
    'R: Re: Договор',
    'I: FW: Договор',
    'ENC: RES: Договор',
    'İLT: YNT: Договор',
    'ΑΠ: Договор',
    '回复：Договор',
    '转发: 答复: Договор',
    '\u200fהשב: Договор',
    'رد: Договор',
    '[Fwd: Договор]',
    '[Fwd: [Fwd: Re: Договор]]',
    '  Re:   Договор  ',
    'Договор',
  ])('B16 %s has one prefix', (subject) => {
    expect([bareSubject(subject), replySubject(subject), forwardSubject(subject)]).toEqual([
      'Договор',
      'Re: Договор',
      'Fwd: Договор',
    ])
  })

  test.each([
    ['Re: ', ''],
    ['', ''],
    ['Re: [1С] Re: [1С] Обмен', '[1С] Обмен'],
    ['[list] AW: Topic', '[list] Topic'],
    ['[a] Re: [b] Fwd: Topic', '[a] [b] Topic'],
    ['[list] Topic', '[list] Topic'],
    ['Re: [SPAM] Topic', '[SPAM] Topic'],
    ['Резерв: 5 штук', 'Резерв: 5 штук'],
    ['R: statistics', 'R: statistics'],
    ['I: введение', 'I: введение'],
    ['Report: Re: x', 'Report: Re: x'],
    ['AWS: счёт', 'AWS: счёт'],
    ['Отчет: итоги', 'Отчет: итоги'],
    ['SVG: иконки', 'SVG: иконки'],
    ['2024: Re: x', '2024: Re: x'],
  ])('B16 %s is about %s', (subject, bare) => {
    expect(bareSubject(subject)).toBe(bare)
  })

  test('B16 no subject gives no more than the prefix', () => {
    expect([replySubject(''), replySubject('RE: '), forwardSubject('')]).toEqual(['Re:', 'Re:', 'Fwd:'])
  })

  test('B16 subjects of 10 KB, right-to-left and combining ones come through whole', () => {
    const long = 'Договор '.repeat(700).trim()
    const hebrew = 'שלום עולם \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd'
    const combining = `e\u0301${'\u0300'.repeat(200)} 👨‍👩‍👧‍👦`
    for (const subject of [long, hebrew, combining]) expect(replySubject(`RE: ${subject}`)).toBe(`Re: ${subject}`)
    expect(replySubject(`${'RE: '.repeat(3000)}x`)).toBe('Re: x')
    expect(replySubject(`${'[a] RE: '.repeat(2000)}x`)).toBe('Re: [a] x')
  })

  const pieces = fc.constantFrom(
    'Re:',
    'RE: ',
    'Fwd: ',
    'Отв:',
    '[tag] ',
    'R: ',
    '[Fwd: ',
    ']',
    'Re[2]:',
    'x',
    ' ',
    '：',
    'тема',
  )
  const subjects = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 8 }).map((list) => list.join('')),
  )

  test('B16 answering and forwarding again and again adds nothing', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        const once = replySubject(subject)
        expect(replySubject(once)).toBe(once)
        expect(replySubject(forwardSubject(subject))).toBe(once)
        expect(replySubject(`RE: ${subject}`)).toBe(once)
        expect(bareSubject(once)).toBe(bareSubject(subject))
      }),
      { numRuns: 3000 },
    )
  })
})
