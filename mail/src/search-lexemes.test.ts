import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SearchLexemes } from './search-lexemes.ts'
import { encodeTsvector } from './tsvector-binary.ts'

const indexer = new SearchLexemes()
const empty = { subject: '', from: '', to: '', text: '' }

function lexemesOf(text: string): string[] {
  return indexer.lexemes({ ...empty, text }).sort()
}

describe('the lexemes of a letter', () => {
  test('forms of a Russian or English word are one lexeme, ё is е, case does not matter', () => {
    expect(lexemesOf('Договор договоры ДОГОВОРАМИ')).toEqual(['договор'])
    expect(lexemesOf('invoice Invoicing INVOICES')).toEqual(['invoic'])
    expect(lexemesOf('счёт СЧЕТ счёта')).toEqual(['счет'])
  })

  test('stop words are left out, "не" and "нет" are not among them', () => {
    expect(lexemesOf('и в на the of не')).toEqual(['не'])
  })

  test('letters with separate accents, stress marks, soft hyphens and zero-width characters are plain words', () => {
    expect(lexemesOf('и\u0306од до\u0301говор дого\u00adвор дого\u200bвор')).toEqual(lexemesOf('йод договор'))
  })

  test('ideographs are found by pairs', () => {
    expect(lexemesOf('手机号 x 好')).toEqual(['x', '好', '手机', '机号'])
  })

  test('emoji and signs are no words', () => {
    expect(lexemesOf('🎉 — «» № %')).toEqual([])
  })

  test('a code is kept joined and by its parts, with and without leading zeros, look-alikes made Cyrillic', () => {
    expect(lexemesOf('АВ-0017')).toEqual(['#0017', '#17', '#ав', '#ав0017', 'ав'])
    expect(lexemesOf('AB-0017')).toEqual(['#0017', '#17', '#ав', '#ав0017', 'ab'])
    expect(lexemesOf('2024/05-113')).toEqual(['#05', '#113', '#2024', '#202405113', '#5'])
    expect(lexemesOf('INV000123')).toEqual(['#000123', '#123', '#inv', '#inv000123'])
  })

  test('an amount is found with its thousands joined', () => {
    for (const space of [' ', '\u00a0', '\u202f', '\u2009']) {
      expect(lexemesOf(`на сумму 1${space}234${space}567,89 руб.`)).toEqual(
        expect.arrayContaining(['#1234567', '#89', '#234']),
      )
    }
  })

  test.each([
    '+7 (495) 123-45-67',
    '8 495 123 45 67',
    '84951234567',
    '8(495)123-45-67',
    'тел. 8 495 123-45-67 2 шт',
    '(495) 123-45-67',
  ])('the phone number %s is found by its last ten digits', (phone) => {
    expect(lexemesOf(phone)).toContain('#t4951234567')
  })

  test('two phone numbers in a row are both found', () => {
    expect(lexemesOf('8 495 123-45-67 8 495 765-43-21')).toEqual(
      expect.arrayContaining(['#t4951234567', '#t4957654321']),
    )
  })

  test('an address is found whole, by its domains and by its parts', () => {
    expect(lexemesOf('Ivan.Petrov@mail.firma-plus.ru,')).toEqual(
      expect.arrayContaining([
        'ivan.petrov@mail.firma-plus.ru',
        'mail.firma-plus.ru',
        'firma-plus.ru',
        'ivan',
        'petrov',
        'plus',
      ]),
    )
    expect(lexemesOf('https://www.firma.ru/orders?id=5')).toEqual(
      expect.arrayContaining(['www.firma.ru', 'firma.ru', 'order']),
    )
    expect(lexemesOf('пишите на info@почта.рф!')).toContain('info@почта.рф')
  })

  test('fields are found by plain and by marked lexemes', () => {
    const lexemes = indexer.lexemes({ subject: 'Счёт', from: 'Иван <i@x.ru>', to: 'Ольга', text: 'текст' })
    expect(lexemes).toEqual(expect.arrayContaining(['счет', 's:счет', 'f:i@x.ru', 'i@x.ru', 't:ольг', 'текст']))
    expect(lexemes).not.toContain('s:текст')
  })

  test('the binary form holds the same lexemes', () => {
    const letter = { subject: 'Счёт № 15', from: 'a@b.ru', to: '', text: 'Договор АВ-17 手机 8 495 123-45-67' }
    expect(indexer.tsvector(letter).equals(encodeTsvector(indexer.lexemes(letter)))).toBe(true)
  })
})

describe('bounds of what a letter is found by', () => {
  test('2 MB of distinct words stay below 900 kB, and the first words win', () => {
    const words = Array.from(
      { length: 220_000 },
      (_, index) => `слово${(index * 7919).toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}ж`,
    )
    const text = words.join(' ')
    expect(Buffer.byteLength(text)).toBeGreaterThan(2_000_000)
    const vector = indexer.tsvector({ ...empty, text })
    const count = vector.readInt32BE(0)
    expect(vector.length + 4 * count).toBeLessThan(900_000)
    expect(count).toBeGreaterThan(20_000)
    expect(vector.includes('словоqж')).toBe(true)
    expect(lexemesOf('договор')).toEqual(['договор'])
  })

  test('no lexeme is longer than 255 bytes, whatever the text', () => {
    const monsters = [
      'я'.repeat(5000),
      `${'9'.repeat(5000)}`,
      `${'я'.repeat(200)}@${'ж'.repeat(200)}.рф`,
      '好'.repeat(500),
    ]
    for (const lexeme of lexemesOf(monsters.join(' '))) expect(Buffer.byteLength(lexeme)).toBeLessThanOrEqual(255)
    expect(lexemesOf(monsters[0] ?? '')).toHaveLength(1)
  })

  test('after hundreds of thousands of words the table is started afresh and gives the same answers', () => {
    const own = new SearchLexemes()
    const letter = { ...empty, text: 'Договор АВ-17 от 12.05.2024, ivan@firma.ru' }
    const before = own.lexemes(letter)
    for (let round = 0; round < 12; round += 1) {
      const text = Array.from(
        { length: 20_000 },
        (_, index) => `λ${String.fromCharCode(945 + round)}${index.toString(26).replace(/\d/g, 'q')}`,
      )
      own.tsvector({ ...empty, text: text.join(' ') })
      expect(own.lexemes(letter)).toEqual(before)
    }
  })

  test('any text gives distinct lexemes that are not empty, hold no zero byte and are well formed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('\0', '\ud800', '-', '.', '@', ' ', '12', 'АВ', 'ё', '+7', '手', '/'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const lexemes = indexer.lexemes({ subject: '', from: '', to: '', text: pieces.join('') })
        expect(new Set(lexemes).size).toBe(lexemes.length)
        for (const lexeme of lexemes) {
          expect(lexeme).not.toBe('')
          expect(lexeme.includes('\0')).toBe(false)
          expect(lexeme.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
