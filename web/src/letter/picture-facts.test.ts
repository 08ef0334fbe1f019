import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTooLarge, pictureFacts } from './picture-facts.ts'

const padded = (hex: string) => {
  const head = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const bytes = new Uint8Array(64)
  bytes.set(head)
  return bytes
}

test.each([
  ['a PNG', '89504e470d0a1a0a0000000d4948445200004e2000004e20', 'image/png', { width: 20_000, height: 20_000 }],
  ['a GIF', '47494638396140001000', 'image/gif', { width: 64, height: 16 }],
  ['a JPEG', 'ffd8ffe000044a46ffc0001108003000400301', 'image/jpeg', { width: 64, height: 48 }],
  [
    'a WebP',
    `52494646000000005745425056503858${'0a000000'}00000000${'3f0000'}${'2f0000'}`,
    'image/webp',
    { width: 64, height: 48 },
  ],
  ['an AVIF', '0000001c66747970617669660000', 'image/avif', null],
])('%s tells its type and size by itself', (_, hex, type, size) => {
  expect(pictureFacts(padded(hex))).toEqual({ type, size })
})

test('what would take too much memory is known before it is drawn', () => {
  const small = pictureFacts(padded('47494638396140001000'))
  const large = pictureFacts(padded('89504e470d0a1a0a0000000d4948445200004e2000004e20'))
  expect(small && isTooLarge(small)).toBe(false)
  expect(large && isTooLarge(large)).toBe(true)
})

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg" width="1">',
  '<!doctype html><html><body>a page</body></html>',
  '',
])('%j is no picture', (text) => {
  expect(pictureFacts(new TextEncoder().encode(text))).toBeNull()
})

test('no bytes make it throw', () => {
  const head = fc.constantFrom('ffd8ff', '52494646000000005745425056503820', '89504e470d0a1a0a', '424d', '47494638')
  fc.assert(
    fc.property(head, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const first = padded(start).subarray(0, start.length / 2)
      pictureFacts(Uint8Array.from([...first, ...rest]))
    }),
  )
})
