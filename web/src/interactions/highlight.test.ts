import { describe, expect, test } from 'vitest'
import { highlightWords, markHits } from './highlight.ts'

const marked = (text: string, query: string) =>
  markHits(text, highlightWords(query))
    .map(({ text: part, isHit }) => (isHit ? `[${part}]` : part))
    .join('')

describe('words of a search are marked', () => {
  test.each([
    ['Счет на оплату', 'счет', '[Счет] на оплату'],
    ['Счёт на оплату', 'счет', '[Счёт] на оплату'],
    ['Отгрузка утеплителя', 'утеплитель', 'Отгрузка [утеплителя]'],
    ['Order 1042', '1042', 'Order [1042]'],
    ['Order 1042', 'from:anna order', '[Order] 1042'],
    ['border', 'order', 'border'],
    ['nothing', 'else', 'nothing'],
  ])('%s by %s', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected)
  })

  test('no word, no mark; the text stays whole', () => {
    expect(marked('Anything at all', '')).toBe('Anything at all')
    expect(markHits('İstanbul', ['x'])).toEqual([{ text: 'İstanbul', isHit: false }])
  })
})
