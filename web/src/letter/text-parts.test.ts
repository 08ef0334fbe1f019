import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkedParts } from './text-parts.ts'

test.each([
  ['See https://crm.example/1042.', 'https://crm.example/1042'],
  ['(https://crm.example/a?b=c&d=1)', 'https://crm.example/a?b=c&d=1'],
  ['«http://x.test/путь»', 'http://x.test/путь'],
  ['Write to anna.k+x@mail.corp.test, please', 'mailto:anna.k+x@mail.corp.test'],
])('%s holds a link', (text, href) => {
  expect(linkedParts(text).find((part) => part.href)?.href).toBe(href)
})

test.each(['no link at all', 'javascript:alert(1)', 'a@b', 'https://'])('%s holds none', (text) => {
  expect(linkedParts(text).every(({ href }) => href === null)).toBe(true)
})

test('no character is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '@', ' ', 'https://x.test/', ')', '\n') }), (text) => {
      expect(
        linkedParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
