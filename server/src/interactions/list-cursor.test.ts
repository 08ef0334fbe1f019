import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutPage, readCursor, writeCursor } from './list-cursor.ts'

describe('a cursor', () => {
  test('comes back as the places it was made from', () => {
    const place = fc.record({
      date: fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      id: fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }).map(String),
    })
    fc.assert(
      fc.property(fc.record({ after: place, upTo: place }, { requiredKeys: ['after'] }), (given) => {
        expect(readCursor(writeCursor(given))).toEqual(given)
      }),
    )
  })

  test.each([
    '',
    'nonsense',
    writeCursor({ after: { date: new Date(0), id: '1' } }).slice(0, 2),
    Buffer.from('1.2; drop').toString('base64url'),
    Buffer.from('1.2 3.4 5.6').toString('base64url'),
  ])('%j was given by no list and is refused', (text) => {
    expect(() => readCursor(text)).toThrow('CURSOR_INVALID')
  })

  test('stands on a page only where another page follows', () => {
    const rows = [3, 2, 1].map((day) => ({ date: new Date(Date.UTC(2026, 0, day)), id: String(day) }))
    expect(cutPage(rows, 3).next).toBeNull()
    expect(cutPage(rows, 2)).toEqual({
      rows: rows.slice(0, 2),
      next: writeCursor({ after: { date: new Date(Date.UTC(2026, 0, 2)), id: '2' } }),
    })
  })
})
