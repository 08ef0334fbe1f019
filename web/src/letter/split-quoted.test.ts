import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitQuoted } from './split-quoted.ts'

describe('what a letter repeats at its end is folded', () => {
  test.each([
    ['a Russian answer', 'Да.\n\n20 ноября 2026 г. в 17:42 Анна пишет:\n> Когда?\n> Где?', 'Да.'],
    ['an English answer', 'Yes.\n\nOn Nov 20 Anna wrote:\n> When?', 'Yes.'],
    [
      'an attribution over two lines',
      'Да.\n\n20.11.2026 17:42, Анна Кузнецова\n<anna@corp.test> писал(а):\n> Когда?',
      'Да.',
    ],
    ['a header of Outlook', 'Yes.\n\nFrom: Anna\nSent: Monday\nTo: Sales\n\nWhen?', 'Yes.'],
    ['a Russian header of Outlook', 'Да.\n\nОт: Анна\nОтправлено: понедельник\n\nКогда?', 'Да.'],
    ['a line of dashes', 'Yes.\n\n-----Original Message-----\nWhen?', 'Yes.'],
    ['a bare quotation', 'Yes.\r\n\r\n> When?\r\n', 'Yes.'],
  ])('%s', (_, text, own) => {
    const split = splitQuoted(text)
    expect(split.own).toBe(own)
    expect(split.quoted).not.toBe('')
  })

  test.each([
    ['a letter without quotations', 'Hello.\n\n-- \nAnna'],
    ['answers between the lines', '> When?\nTomorrow.\n> Where?\nHere.'],
    ['a forwarded letter', 'See below.\n\n-------- Пересылаемое сообщение --------\nАнна\n\nПисьмо'],
    ['a letter that is one quotation', '> All of it\n> is quoted'],
    ['words that only look like a header', 'From: the very start we knew.\nIt is so.'],
  ])('%s stays whole', (_, text) => {
    expect(splitQuoted(text)).toEqual({ own: text, quoted: '' })
  })

  test('a repeated header in a forwarded letter begins what its reader has not seen', () => {
    const text = 'See below.\n\nFrom: Anna\nSent: Monday\nTo: Sales\n\nWhen?'
    expect(splitQuoted(text, { isForwarded: true })).toEqual({ own: text, quoted: '' })
  })

  test('a line of one’s own above an attribution stays', () => {
    expect(splitQuoted('Да.\n\nЖду к 12:30.\nАнна пишет:\n> Когда?').own).toBe('Да.\n\nЖду к 12:30.')
  })

  test('P54 no word of one’s own is ever cut off, whatever stands between the quotes', () => {
    const own = fc.constantFrom('own words', 'own: a date 12:30', 'own > than', '-- \nown name', 'own 2026 года')
    const quoted = fc.constantFrom('> one\n> two', '>> deep\n> quote', 'Анна пишет:\n> раз', '')
    fc.assert(
      fc.property(fc.array(fc.tuple(own, quoted), { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.map(([mine, theirs]) => `${mine}\n\n${theirs}`).join('\n\n')
        const count = (all: string) => all.match(/\bown\b/g)?.length ?? 0
        expect(count(splitQuoted(text).own)).toBe(parts.length)
      }),
    )
  })
})
