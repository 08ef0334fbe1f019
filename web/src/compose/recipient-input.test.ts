import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addRecipients, problemOf, readRecipients, writeRecipient } from './recipient-input.ts'

describe('B16 what is typed or pasted becomes recipients', () => {
  test.each([
    ['one address', 'anna@corp.test', [['', 'anna@corp.test']]],
    ['a name in brackets’ company', 'Анна Кузнецова <anna@corp.test>', [['Анна Кузнецова', 'anna@corp.test']]],
    ['quotes with a comma', '"Kuznetsova, Anna" <anna@corp.test>', [['Kuznetsova, Anna', 'anna@corp.test']]],
    ['a comma before brackets', 'Иванов, Иван <i@x.test>', [['Иванов, Иван', 'i@x.test']]],
    [
      'commas',
      'a@x.test, b@x.test',
      [
        ['', 'a@x.test'],
        ['', 'b@x.test'],
      ],
    ],
    [
      'semicolons of Outlook',
      'A <a@x.test>; B <b@x.test>;',
      [
        ['A', 'a@x.test'],
        ['B', 'b@x.test'],
      ],
    ],
    [
      'a column of a table',
      'a@x.test\r\nb@x.test\nc@x.test',
      [
        ['', 'a@x.test'],
        ['', 'b@x.test'],
        ['', 'c@x.test'],
      ],
    ],
    [
      'spaces',
      'a@x.test b@x.test',
      [
        ['', 'a@x.test'],
        ['', 'b@x.test'],
      ],
    ],
    ['a name without brackets', 'Anna anna@x.test', [['Anna', 'anna@x.test']]],
    ['a link', 'mailto:a@x.test?subject=Hi', [['', 'a@x.test']]],
    ['a name that repeats the address', 'a@x.test <a@x.test>', [['', 'a@x.test']]],
    [
      'words that are no address, in their place',
      'склад, a@x.test',
      [
        ['', 'склад'],
        ['', 'a@x.test'],
      ],
    ],
    ['nothing', ' ;, \n', []],
  ] as const)('%s', (_, text, expected) => {
    expect(readRecipients(text)).toEqual(expected.map(([name, address]) => ({ name, address })))
  })

  test('500 pasted addresses are 500 recipients', () => {
    const text = Array.from({ length: 500 }, (_, index) => `Name ${index} <n${index}@x.test>`).join('; ')
    expect(readRecipients(text)).toHaveLength(500)
  })

  test('nothing that is typed is too odd to be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a@.,;<>"\\ \n') }), (text) => {
        for (const { address } of readRecipients(text)) problemOf(address)
      }),
    )
  })

  test('a recipient that is opened for correction reads back as itself', () => {
    for (const one of [
      { name: 'Kuznetsova, "Anna"', address: 'anna@x.test' },
      { name: 'Анна', address: 'a@x.test' },
      { name: '', address: 'a@x.test' },
    ])
      expect(readRecipients(writeRecipient(one))).toEqual([one])
  })
})

describe('an address that a letter cannot reach is marked with its reason', () => {
  test.each([
    ['anna@corp.test', null],
    ['почта@пример.рф', null],
    ["o'neil+x@a-b.example", null],
    ['склад', 'noAt'],
    ['@corp.test', 'noLocal'],
    ['anna@', 'noServer'],
    ['sklad@severdom', 'noTopLevel'],
    ['an na@corp.test', 'badCharacters'],
    ['anna@corp..test', 'badCharacters'],
    ['anna.@corp.test', 'badCharacters'],
    ['anna@-corp.test', 'badCharacters'],
    ['аnna@corp.test', 'mixedLetters'],
  ] as const)('%s: %s', (address, problem) => {
    expect(problemOf(address)).toBe(problem)
  })
})

test('the same address is not added twice', () => {
  const one = { name: 'Anna', address: 'anna@x.test' }
  expect(
    addRecipients(
      [one],
      [
        { name: '', address: 'ANNA@x.test' },
        { name: '', address: 'b@x.test' },
      ],
    ),
  ).toEqual([one, { name: '', address: 'b@x.test' }])
})
