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
    ['a letter that is one quotation', '> All of it\n> is quoted'],
    ['words that only look like a header', 'From: the very start we knew.\nIt is so.'],
  ])('%s stays whole', (_, text) => {
    expect(splitQuoted(text)).toEqual({ own: text, quoted: '' })
  })
})
