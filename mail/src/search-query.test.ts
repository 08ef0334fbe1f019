import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SearchLexemes } from './search-lexemes.ts'
import { parseSearchQuery } from './search-query.ts'

const indexer = new SearchLexemes()

/** Reads the text of a tsquery as PostgreSQL does, for the operators used here. */
function holds(tsquery: string, lexemes: ReadonlySet<string>): boolean {
  let at = 0
  const skip = () => {
    while (tsquery[at] === ' ') at += 1
  }
  const readOperand = (): boolean => {
    const match = /'((?:[^'\\]|''|\\.)*)'(:\*)?/y
    match.lastIndex = at
    const found = match.exec(tsquery)
    if (!found) throw new Error(`not a tsquery: ${tsquery} at ${at}`)
    at = match.lastIndex
    const lexeme = (found[1] ?? '').replace(/''/g, "'").replace(/\\(.)/g, '$1')
    return found[2] ? [...lexemes].some((one) => one.startsWith(lexeme)) : lexemes.has(lexeme)
  }
  const readPrimary = (): boolean => {
    skip()
    if (tsquery[at] !== '(') return readOperand()
    at += 1
    const value = readAny()
    skip()
    at += 1
    return value
  }
  const readAny = (): boolean => {
    let all = readPrimary()
    let any = false
    for (skip(); tsquery[at] === '&' || tsquery[at] === '|'; skip()) {
      const operator = tsquery[at]
      at += 1
      const next = readPrimary()
      if (operator === '&') all = all && next
      else {
        any ||= all
        all = next
      }
    }
    return any || all
  }
  return readAny()
}

function finds(query: string, text: string, isOpen = false): boolean {
  const { tsquery } = parseSearchQuery(query, { isOpen })
  const [subject = '', from = '', ...rest] = text.split('|').reverse()
  const letter = {
    subject: rest.length > 0 ? subject : '',
    from: rest.length > 0 ? from : '',
    to: '',
    text: rest[0] ?? text,
  }
  return tsquery !== null && holds(tsquery, new Set(indexer.lexemes(letter)))
}

describe('B07 what a query finds', () => {
  test.each([
    ['договоры', 'по договору поставки'],
    ['ДОГОВОР поставка', 'по договору поставки'],
    ['счет', 'Выставлен счёт'],
    ['счёт', 'Выставлен счет'],
    ['АВ-17', 'заказ AB-17 готов'],
    ['АВ17', 'заказ АВ-17 готов'],
    ['AB 17', 'заказ AB-17 готов'],
    ['17', 'заказ АВ-17 готов'],
    ['ав-17', 'заказ AB-17/5 готов'],
    ['123', 'акт 000123'],
    ['000123', 'акт 123'],
    ['INV-123', 'INV000123'],
    ['2024/05-113', 'спецификация 2024/05-113'],
    ['1234567', 'сумма 1 234 567,89'],
    ['1 234 567', 'сумма 1234567'],
    ['1 234 567,89', 'сумма 1234567,89'],
    ['8 495 123 45 67', 'звоните +7 (495) 123-45-67'],
    ['+74951234567', 'звоните 8(495) 123-45-67, доб. 5'],
    ['4951234567', 'звоните 8-495-123-45-67'],
    ['12345 67890', 'номера 67890 и 12345'],
    ['ivan@firma.ru', 'от Ivan@Firma.ru'],
    ['firma.ru', 'от ivan@mail.firma.ru'],
    ['ivan', 'от ivan@firma.ru'],
    ['www.firma.ru', 'сайт https://www.firma.ru/price'],
    ['Договор_2024.pdf', 'во вложении Договор_2024.pdf'],
    ['手机', '我的手机号'],
    ['12.05.2024', 'от 12.05.2024 г.'],
    ['и договор', 'договор'],
    ["o'neil", "Mr. O'Neil"],
    ['"отгрузка товара"', 'товара отгрузка'],
  ])('B07 "%s" finds "%s"', (query, text) => {
    expect(finds(query, text)).toBe(true)
  })

  test.each([
    ['договор оплата', 'договор поставки'],
    ['12345', 'заказ 123456'],
    ['007', 'заказ 7'],
    ['АВ-17', 'АВ 18'],
    ['ivan@firma.ru', 'ivan firma ru'],
    ['ivan@firma.ru', 'petr@firma.ru, ivan@other.ru'],
    ['договор OR оплата', 'договор'],
    ['договор -оплата', 'договор'],
    ['8 495 123 45 67', '8 495 123 45 68'],
  ])('B07 "%s" does not find "%s"', (query, text) => {
    expect(finds(query, text)).toBe(false)
  })

  test('B07 the last word of an open query also stands for longer words', () => {
    expect(finds('договор поста', 'договор поставки', true)).toBe(true)
    expect(finds('договор поставками', 'договор поставки', true)).toBe(true)
    expect(finds('догов поставки', 'договор поставки', true)).toBe(false)
    expect(finds('123', 'заказ 123456', true)).toBe(true)
    expect(finds('ivan.pet', 'ivan.petrov@firma.ru', true)).toBe(true)
    expect(parseSearchQuery('поста ', { isOpen: true }).tsquery).toBe(parseSearchQuery('поста').tsquery)
  })

  test('B07 fields are searched in their own place only', () => {
    expect(finds('subject:счёт', 'текст|ivan@x.ru|Счета на оплату')).toBe(true)
    expect(finds('subject:текст', 'текст|ivan@x.ru|Счета на оплату')).toBe(false)
    expect(finds('from:ivan@x.ru subject:"на оплату" текст', 'текст|ivan@x.ru|Счета на оплату')).toBe(true)
    expect(finds('from:x.ru', 'текст|ivan@x.ru|Счета на оплату')).toBe(true)
    expect(finds('from:petr', 'petr|ivan@x.ru|')).toBe(false)
  })

  test('B07 a text is found by any of its own words, in any order', () => {
    const atom = fc.oneof(
      fc.constantFrom(
        'договор',
        'Счёт',
        'оплаты',
        'invoice',
        'АВ-17',
        'AB-0017/5',
        '2024/05-113',
        '12.05.2024',
        'file_v2.pdf',
      ),
      fc.constantFrom(
        'ivan.petrov@firma.ru',
        'https://www.firma.ru/a/b?id=15',
        '1 234 567,89',
        '8 (495) 123-45-67',
        'R&D',
        '手机号',
      ),
      fc.constantFrom(
        'a1b2c3',
        '00',
        '007',
        'x_',
        'ООО',
        '«Ромашка»',
        'кв.м',
        '10:30',
        '№15',
        "O'Neil",
        '40702810500000012345',
      ),
      fc.nat().map(String),
      fc.stringMatching(/^[a-zа-яё0-9._/-]{1,20}$/),
    )
    const texts = fc.array(atom, { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(texts, fc.nat(), (atoms, pick) => {
        const wanted = atoms[pick % atoms.length] ?? ''
        const { tsquery } = parseSearchQuery(wanted)
        const lexemes = new Set(indexer.lexemes({ subject: '', from: '', to: '', text: atoms.join(', ') }))
        expect(tsquery === null || holds(tsquery, lexemes)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('B07 how a query is read', () => {
  test('B07 operators are told apart from words', () => {
    const query = parseSearchQuery(
      'from:ivan@x.ru to:"Ольга Смирнова" in:sent before:2024-05-01 after:01.02.2024 has:attachment счёт',
    )
    expect(query).toMatchObject({
      from: ['ivan@x.ru'],
      to: ['Ольга Смирнова'],
      in: ['sent'],
      before: '2024-05-01',
      after: '2024-02-01',
      hasAttachment: true,
      words: ['счёт'],
      problems: [],
    })
  })

  test('B07 unknown names, empty values, AND, OR, NOT, minus and quotes are plain text', () => {
    const query = parseSearchQuery('срок:завтра from: AND "точная фраза" -минус NOT')
    expect(query).toMatchObject({ from: [], problems: [] })
    expect(query.words).toEqual(['срок:завтра', 'from', 'AND', 'точная', 'фраза', 'минус', 'NOT'])
    expect(query.tsquery).toBe("(('срок' & 'завтр') & 'точн' & 'фраз' & 'минус' & 'not')")
  })

  test.each([
    ['before:2024', '2024-01-01'],
    ['before:2024-7', '2024-07-01'],
    ['before:05.2024', '2024-05-01'],
    ['BEFORE:3.12.2024', '2024-12-03'],
  ])('B07 %s means %s', (text, day) => {
    expect(parseSearchQuery(text).before).toBe(day)
  })

  test('B07 what cannot be read is told with a code', () => {
    expect(parseSearchQuery('before:30.02.2024 has:money').problems).toEqual([
      { code: 'SEARCH_BAD_DATE', name: 'before', value: '30.02.2024' },
      { code: 'SEARCH_UNKNOWN_HAS', value: 'money' },
    ])
    expect(parseSearchQuery('и в на')).toMatchObject({ tsquery: null, problems: [{ code: 'SEARCH_NO_WORDS' }] })
    expect(parseSearchQuery('!!!').problems).toEqual([{ code: 'SEARCH_NO_WORDS' }])
    expect(parseSearchQuery('слово '.repeat(500)).problems).toEqual([{ code: 'SEARCH_TOO_LONG' }])
    expect(parseSearchQuery('')).toMatchObject({ tsquery: null, problems: [] })
  })

  test('B07 any input gives a query that PostgreSQL can read, or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (text, isOpen) => {
        const { tsquery } = parseSearchQuery(text, { isOpen })
        if (tsquery === null) return
        expect(tsquery.includes('\0')).toBe(false)
        holds(tsquery, new Set())
      }),
      { numRuns: 2000 },
    )
  })
})
