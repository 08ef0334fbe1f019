import { expect, test } from 'vitest'
import { initialLanguage } from './language.ts'

test.each([
  ['what was chosen here counts first', 'ru', ['en-GB'], 'ru'],
  ['then the first language of the browser that we speak', null, ['de-DE', 'ru-RU', 'en'], 'ru'],
  ['then English', null, ['de-DE', 'fr'], 'en'],
  ['what is stored may be nonsense', 'klingon', ['ru'], 'ru'],
] as const)('%s', (_, remembered, preferred, expected) => {
  expect(initialLanguage(remembered, preferred)).toBe(expected)
})
