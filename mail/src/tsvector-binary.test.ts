import { expect, test } from 'vitest'
import { encodeTsvector, encodeTsvectorOf } from './tsvector-binary.ts'

test('a tsvector is a count, then each lexeme with a zero byte and no positions', () => {
  expect(encodeTsvector(['ab', 'да']).toString('hex')).toBe(
    ['00000002', '6162', '00', '0000', 'd0b4d0b0', '00', '0000'].join(''),
  )
})

test('an empty tsvector is a count of zero', () => {
  expect(encodeTsvector([]).toString('hex')).toBe('00000000')
})

test('lexemes that lie in one array are encoded alike', () => {
  const bytes = Buffer.from('ABCdeдаF')
  const starts = Int32Array.from([0, 3, 5, 9, 10])
  const ids = Int32Array.from([2, 0, 99])
  const buffer = encodeTsvectorOf(ids, 2, 4 + 4 + 3 + 3 + 3, { starts, bytes })
  expect(buffer.equals(encodeTsvector(['да', 'ABC']))).toBe(true)
})
