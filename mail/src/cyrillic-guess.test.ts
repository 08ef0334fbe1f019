import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { guessCyrillic } from './cyrillic-guess.ts'

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
