import { expect, test } from 'vitest'
import { initialsOf, toneOf } from './initials.ts'

test.each([
  ['Павел Ершов', 'ПЕ'],
  ['Юрий Громов (прораб)', 'ЮГ'],
  ['«Северный дом», отдел продаж', 'СД'],
  ['snab@granit.example', 'SN'],
  ['p.ershov@stroyinvest.example', 'PE'],
  ['Анна', 'АН'],
  ['', '·'],
  ['@', '·'],
  ['😀 smile', 'SM'],
])('%s is shown as %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('the same person keeps the tone, and there are six', () => {
  expect(toneOf('Anna@corp.test')).toBe(toneOf('anna@corp.test'))
  const tones = new Set(Array.from({ length: 200 }, (_, index) => toneOf(`user${index}@x.test`)))
  expect([...tones].sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6])
})
