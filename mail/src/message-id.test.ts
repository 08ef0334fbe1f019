import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeMessageId } from './message-id.ts'
import { isWritableId } from './reply-references.ts'
import { rawStrings } from './testing/drafts.ts'

const random = Buffer.from('00112233445566778899aabbccddeeff', 'hex')

test.each([
  ['ivan@firm.ru', '00112233445566778899aabbccddeeff@firm.ru'],
  ['ivan@Пример.РФ', '00112233445566778899aabbccddeeff@xn--e1afmkfd.xn--p1ai'],
  ['root@[127.0.0.1]', '00112233445566778899aabbccddeeff@[127.0.0.1]'],
  ['', '00112233445566778899aabbccddeeff@unknown.invalid'],
  ['ivan@a b>\r\n', '00112233445566778899aabbccddeeff@unknown.invalid'],
])('B14 the Message-ID of a letter from "%s"', (address, id) => {
  expect(makeMessageId(random, address)).toBe(id)
})

test('B14 whatever the sender is, the id can be written', () => {
  fc.assert(
    fc.property(rawStrings, (address) => {
      expect(isWritableId(makeMessageId(random, address))).toBe(true)
    }),
  )
})

test('B14 too few random bytes are refused', () => {
  expect(() => makeMessageId(new Uint8Array(15), 'a@x.org')).toThrow(RangeError)
})
