import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { guessCyrillic, guessExchanged } from './cyrillic-guess.ts'

const TEXTS = [
  'Счет',
  'СЧЕТ НА ОПЛАТУ',
  'Re: Договор',
  'Иван Петров',
  'Добрый день! Высылаем акт сверки за третий квартал, просим подписать и вернуть.',
  'ООО «Ромашка»: коммерческое предложение № 15',
  'объём, подъезд, съёмка, ёлка, ещё, всё',
]

const WORDS =
  'договор поставка оплата счет клиент менеджер письмо отчет приложение документ сумма номер встреча завтра вчера просьба подтвердить получение склад адрес телефон уважаемый коллеги спасибо пожалуйста'.split(
    ' ',
  )

const cases = ['windows-1251', 'koi8-r', 'ibm866'] as const
const names = { 'windows-1251': 'windows-1251', 'koi8-r': 'koi8-r', ibm866: 'cp866' } as const

describe('the charset of unlabelled Russian', () => {
  for (const charset of cases) {
    test(`is found for ${charset} in headers as short as one word`, () => {
      for (const text of TEXTS) expect(guessCyrillic(iconv.encode(text, names[charset])), text).toBe(charset)
    })

    test(`is found for ${charset} in any three words, in small letters and in capitals`, () => {
      const words = fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 12 })
      fc.assert(
        fc.property(words, fc.boolean(), (list, isLoud) => {
          const text = isLoud ? list.join(' ').toUpperCase() : list.join(' ')
          expect(guessCyrillic(iconv.encode(text, names[charset]))).toBe(charset)
        }),
        { numRuns: 500 },
      )
    })
  }

  test('is not found in French, German and Czech', () => {
    for (const [text, charset] of [
      ['déjà vu à l’été', 'windows-1252'],
      ['Grüße aus München, schöne Straße', 'windows-1252'],
      ['žluťoučký kůň', 'windows-1250'],
    ] as const) {
      expect(guessCyrillic(iconv.encode(text, charset)), text).toBeNull()
    }
  })

  test('is not found where there is no byte above 127', () => {
    expect(guessCyrillic(Buffer.from('plain'))).toBeNull()
    expect(guessCyrillic(Buffer.alloc(0))).toBeNull()
  })
})

describe('a Russian label', () => {
  const labels = [
    ['windows-1251', 'windows-1251'],
    ['koi8-r', 'koi8-r'],
    ['koi8-u', 'koi8-u'],
    ['ibm866', 'cp866'],
    ['iso-8859-5', 'iso-8859-5'],
  ] as const
  const texts = [
    ...TEXTS,
    'Її привіт з Києва, ґанок і єнот, дякуємо за замовлення',
    'Поздрави от България, благодаря за поръчката и приятен ден',
    'Поздрав из Београда, хвала на поруџбини и пријатан дан',
    'Прывітанне з Мінска, дзякуй за заказ, добры дзень',
    '┌────┬────┐│ Цена │ Сумма │└────┴────┘ Итого',
    'ПРИКАЗ О НАЗНАЧЕНИИ ОТВЕТСТВЕННЫХ ЛИЦ',
  ]

  for (const [label, encoding] of labels) {
    test(`${label} that is right is never doubted, in Russian and its sister languages`, () => {
      for (const text of texts) expect(guessExchanged(iconv.encode(text, encoding), label), text).toBeNull()
      const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 30 })
      fc.assert(
        fc.property(words, fc.boolean(), (list, isLoud) => {
          const text = isLoud ? list.join(' ').toUpperCase() : list.join(' ')
          expect(guessExchanged(iconv.encode(text, encoding), label)).toBeNull()
        }),
        { numRuns: 300 },
      )
    })
  }

  test('that is wrong is put right only with enough letters to be sure', () => {
    expect(guessExchanged(iconv.encode('Добрый день, высылаем договор', 'koi8-r'), 'windows-1251')).toBe('koi8-r')
    expect(guessExchanged(iconv.encode('Счет', 'koi8-r'), 'windows-1251')).toBeNull()
  })
})
