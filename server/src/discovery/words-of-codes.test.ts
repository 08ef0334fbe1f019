import { discoveryHint, discoverySource, discoveryWarning, probeCode } from '@besedka/contract/discovery'
import { causeCode, remedyCode } from '@besedka/contract/remedies'
import { serverWords as english } from '@besedka/contract/texts/server-words.en'
import { serverWords as russian } from '@besedka/contract/texts/server-words.ru'
import { HINT_CODES, SOURCES } from '@besedka/mail/discovery/discovery-types'
import { CAUSES, REMEDIES } from '@besedka/mail/remedies/remedy-codes'
import { expect, test } from 'vitest'

test('N06 the codes that cross the wire are those that the pure decisions know', () => {
  expect(causeCode.options).toEqual([...CAUSES])
  expect(remedyCode.options).toEqual([...REMEDIES])
  expect(discoverySource.options).toEqual([...SOURCES])
  expect(discoveryHint.shape.code.options).toEqual([...HINT_CODES])
})

const codes = {
  causes: causeCode.options,
  remedies: remedyCode.options,
  hints: discoveryHint.shape.code.options,
  sources: discoverySource.options,
  probes: probeCode.options,
  warnings: discoveryWarning.options,
  trust: ['1', '2', '3'],
} as const

test.each([
  ['English', english],
  ['Russian', russian],
])('N06 every code has words in %s, and no words are left over', (language, words) => {
  for (const [kind, known] of Object.entries(codes) as [keyof typeof codes, readonly string[]][]) {
    expect(Object.keys(words[kind]).sort()).toEqual([...known].sort())
    for (const text of Object.values(words[kind])) {
      expect(text).not.toMatch(/[ёЁ]/)
      if (language === 'Russian') expect(text).toMatch(/[а-я]/)
    }
  }
  for (const text of Object.values(words.hints)) expect(text).toMatch(/\{provider\}.*\{url\}/)
})
