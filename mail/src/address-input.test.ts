import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AddressChip, readAddressInput } from './address-input.ts'
import { composeMessage } from './compose-message.ts'
import { writeMailbox } from './mailbox-text.ts'
import { draftOf, mailboxes, rawStrings } from './testing/drafts.ts'

/** One chip as a line: its problem in brackets where it has one. */
function shown(chips: readonly AddressChip[]): string[] {
  return chips.map(({ name, address, problem }) => `${name}|${address}${problem === null ? '' : `[${problem}]`}`)
}

describe('B16 what is pasted into an address field', () => {
  test.each([
    ['one address', 'a@x.org', ['|a@x.org']],
    ['commas', 'a@x.org, b@x.org,c@x.org', ['|a@x.org', '|b@x.org', '|c@x.org']],
    [
      'semicolons and line ends',
      'a@x.org; b@x.org\nc@x.org\r\nd@x.org;',
      ['|a@x.org', '|b@x.org', '|c@x.org', '|d@x.org'],
    ],
    ['spaces alone', 'a@x.org b@x.org  c@x.org', ['|a@x.org', '|b@x.org', '|c@x.org']],
    ['names with brackets', 'Иван Петров <ivan@x.ru>, Anna <a@x.org>', ['Иван Петров|ivan@x.ru', 'Anna|a@x.org']],
    ['brackets one behind the other', 'Иван <i@x.ru> Анна <a@x.ru>', ['Иван|i@x.ru', 'Анна|a@x.ru']],
    ['a comma in a name', 'Иванов, Иван <i@x.ru>; Smith, Jo <j@x.org>', ['Иванов, Иван|i@x.ru', 'Smith, Jo|j@x.org']],
    ['a quoted name', '"Петров, Иван; отдел" <i@x.ru>', ['Петров, Иван; отдел|i@x.ru']],
    ['quotes in a quoted name', '"ООО \\"Ромашка\\"" <i@x.ru>', ['ООО "Ромашка"|i@x.ru']],
    ['Russian quotes', 'ООО «Ромашка, и Ко» <i@x.ru>', ['ООО «Ромашка, и Ко»|i@x.ru']],
    ['a name before and without brackets', 'Иван Петров i@x.ru', ['Иван Петров|i@x.ru']],
    ['a name behind', 'i@x.ru Иван Петров, a@x.ru (Анна)', ['Иван Петров|i@x.ru', 'Анна|a@x.ru']],
    ['cells of a table', 'Иван\ti@x.ru\nАнна\ta@x.ru', ['Иван|i@x.ru', 'Анна|a@x.ru']],
    ['a department in brackets', 'Иван (продажи) <i@x.ru>', ['Иван (продажи)|i@x.ru']],
    ['a name that is the address', 'a@x.org <a@x.org>, "b@x.org" <b@x.org>', ['|a@x.org', '|b@x.org']],
    ['a name that is another address', '"ivan@old.ru" <ivan@new.ru>', ['ivan@old.ru|ivan@new.ru']],
    ['mailto', 'mailto:a@x.org?subject=x, <mailto:b@x.org>', ['|a@x.org', '|b@x.org']],
    [
      'running text',
      'E-mail: a@x.org. (b@x.org) [c@x.org] «d@x.org»',
      ['E-mail|a@x.org', '|b@x.org', '|c@x.org', '|d@x.org'],
    ],
    ['domains in Cyrillic and in xn--', 'i@Пример.РФ, j@xn--e1afmkfd.xn--p1ai', ['|i@пример.рф', '|j@пример.рф']],
    ['a Cyrillic mailbox', 'почта@пример.рф', ['|почта@пример.рф']],
    ['a quoted local part', '"a b"@x.org', ['|"a b"@x.org']],
    ['marks without width', '\u200ea@x.org\ufeff,\u00a0b@x.org', ['|a@x.org', '|b@x.org']],
    ['a literal and a bare host', 'root@[127.0.0.1], root@localhost', ['|root@[127.0.0.1]', '|root@localhost']],
    ['a person elsewhere', '@ivan <i@x.ru>', ['@ivan|i@x.ru']],
    ['nothing', ' ,;\n <> "" ', []],
  ])('B16 %s', (_, input, chips) => {
    expect(shown(readAddressInput(input))).toEqual(chips)
  })

  test.each([
    ['words without an address', 'Иван Петров', ['Иван Петров|[no-address]']],
    ['a name among addresses', 'a@x.org; Иван; b@x.org', ['|a@x.org', 'Иван|[no-address]', '|b@x.org']],
    ['a company before a bare address', 'ООО Ромашка, a@x.org', ['ООО Ромашка|[no-address]', '|a@x.org']],
    ['no domain', 'ivan@', ['|ivan@[bad-domain]']],
    ['two signs', 'a@b@x.org', ['|a@b@x.org[bad-address]']],
    ['a bad domain', 'a@x_.-org', ['|a@x_.-org[bad-domain]']],
    ['numbers for a domain', 'a@1.2.3.4', ['|a@1.2.3.4[bad-domain]']],
    ['no address in brackets', 'Иван <ivan>', ['Иван|ivan[bad-address]']],
    ['a Cyrillic а in a Latin word', 'ivаn@x.org', ['|ivаn@x.org[mixed-letters]']],
    ['a Cyrillic о in the domain', 'ivan@yandex.cоm', ['|ivan@yandex.cоm[mixed-letters]']],
    ['an open bracket', 'Иван <i@x.ru, a@x.ru', ['Иван|i@x.ru', '|a@x.ru']],
    ['an open quote', '"Иван i@x.ru', ['"Иван|i@x.ru']],
  ])('B16 %s comes back with what is wrong', (_, input, chips) => {
    expect(shown(readAddressInput(input))).toEqual(chips)
  })

  const separators = fc.constantFrom(', ', '; ', '\n', ',', ';\n', ' ;  ')

  test('B16 any list of names and addresses comes back whole and in order', () => {
    fc.assert(
      fc.property(fc.array(mailboxes, { maxLength: 8 }), separators, (list, separator) => {
        const chips = readAddressInput(list.map(writeMailbox).join(separator))
        const expected = list.map(({ name, address }) => ({
          name: name.toLowerCase() === address ? '' : name,
          address,
        }))
        expect(chips).toEqual(expected.map((mailbox) => ({ ...mailbox, problem: null })))
      }),
      { numRuns: 2000 },
    )
  })

  const pieces = fc.constantFrom(
    'a@x.org',
    'Иван',
    '<b@x.org>',
    '<',
    '>',
    '"',
    '(',
    ')',
    ',',
    ';',
    '\n',
    ' ',
    '@',
    '\\',
    '«',
    'mailto:',
    '.',
    '\0',
    '\ud800',
  )
  const inputs = fc.oneof(
    rawStrings,
    fc.array(pieces, { maxLength: 25 }).map((list) => list.join('')),
  )

  test('B16 whatever is typed, chips without a problem make a letter, and reading them again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const good = readAddressInput(input).filter(({ problem }) => problem === null)
        expect((await composeMessage(draftOf({ to: good }))).length).toBeGreaterThan(0)
        expect(readAddressInput(good.map(writeMailbox).join(', '))).toEqual(good)
      }),
      { numRuns: 400 },
    )
  })

  test('B16 every address that is pasted comes out', () => {
    const words = fc.constantFrom('Иван', 'a b', '(c)', ', ', '; ', '\n', ' ', '«x»', 'Петров,')
    const items = fc.array(fc.tuple(words, fc.nat(99), words), { maxLength: 10 })
    fc.assert(
      fc.property(items, (list) => {
        const input = list.map(([before, n, after]) => `${before} u${n}@x.org ${after}`).join('\n')
        const addresses = readAddressInput(input).flatMap(({ address }) => (address === '' ? [] : [address]))
        expect(addresses).toEqual(list.map(([, n]) => `u${n}@x.org`))
      }),
    )
  })

  test('B16 500 addresses, and a long paste of what is none, are read in time', () => {
    const many = Array.from({ length: 500 }, (_, i) => `Сотрудник ${i} <u${i}@x.org>`)
    expect(readAddressInput(many.join('; ')).length).toBe(500)
    for (const sign of ['<', '"', '(', '«', '@', 'a@', ',', '" \\', '<a ']) {
      expect(readAddressInput(sign.repeat(100_000)).every(({ problem }) => problem !== null)).toBe(true)
    }
  })
})
