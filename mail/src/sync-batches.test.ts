import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitIntoBatches } from './sync-batches.ts'
import { advanceCursor, CursorGapError, startCursor } from './sync-cursor.ts'
import type { UidRange } from './sync-plan.ts'

const down: UidRange = { from: 1, to: 10, order: 'down', purpose: 'backfill' }
const up: UidRange = { from: 1, to: 10, order: 'up', purpose: 'new' }

function letters(...uids: number[]): { uid: number; size: number }[] {
  return uids.map((uid) => ({ uid, size: 10 }))
}

describe('batches of a range', () => {
  test('the newest come first and each batch begins where the one before ended', () => {
    const batches = splitIntoBatches(down, letters(2, 3, 5, 9), { letters: 2, bytes: 1000 })
    expect(batches.map(({ from, to, uids }) => ({ from, to, uids }))).toEqual([
      { from: 5, to: 10, uids: [9, 5] },
      { from: 1, to: 4, uids: [3, 2] },
    ])
  })

  test('new letters go up, so that the interval of loaded ones stays whole', () => {
    const batches = splitIntoBatches(up, letters(9, 2, 3), { letters: 2, bytes: 1000 })
    expect(batches.map(({ from, to, uids }) => ({ from, to, uids }))).toEqual([
      { from: 1, to: 3, uids: [2, 3] },
      { from: 4, to: 10, uids: [9] },
    ])
  })

  test('a letter above the limit of bytes goes alone', () => {
    const listed = [
      { uid: 1, size: 10 },
      { uid: 2, size: 500 },
      { uid: 3, size: 10 },
    ]
    const batches = splitIntoBatches(down, listed, { letters: 100, bytes: 100 })
    expect(batches.map((batch) => batch.uids)).toEqual([[3], [2], [1]])
  })

  test('a batch holds at most 100 letters and 2 MB', () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ uid: index + 1, size: 1 }))
    const range: UidRange = { ...down, to: 250 }
    expect(splitIntoBatches(range, many).map((batch) => batch.uids.length)).toEqual([100, 100, 50])
    const heavy = many.map(({ uid }) => ({ uid, size: 1024 * 1024 }))
    expect(new Set(splitIntoBatches(range, heavy).map((batch) => batch.uids.length))).toEqual(new Set([2]))
  })

  test('a range without letters is passed over by one empty batch', () => {
    expect(splitIntoBatches(down, [])).toEqual([{ order: 'down', from: 1, to: 10, uids: [], bytes: 0 }])
  })

  test('an open range ends at its highest letter and ignores the last letter that the server repeats', () => {
    const open: UidRange = { from: 11, to: null, order: 'up', purpose: 'new' }
    expect(splitIntoBatches(open, letters(10))).toEqual([])
    expect(splitIntoBatches(open, letters(10, 12))).toMatchObject([{ from: 11, to: 12, uids: [12] }])
  })

  test('a batch that is not next to the cursor is refused', () => {
    const cursor = startCursor({ uidValidity: 1n, uidNext: 11, exists: 5, highestModseq: null })
    const batch = { order: 'down', from: 1, to: 9, uids: [3], bytes: 1 } as const
    expect(() => advanceCursor(cursor, batch)).toThrow(CursorGapError)
    expect(() => advanceCursor(cursor, { ...batch, order: 'up' })).toThrow(CursorGapError)
    expect(advanceCursor(cursor, { ...batch, to: 10 })).toMatchObject({
      low: 1,
      high: 10,
      backfillDone: true,
      count: 1,
    })
  })

  test('batches of any listing hold every letter of the range once and cover it without overlap', () => {
    const listing = fc.array(
      fc.record({ uid: fc.integer({ min: 1, max: 60 }), size: fc.integer({ min: 0, max: 300 }) }),
    )
    const limits = fc.record({ letters: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 1, max: 400 }) })
    fc.assert(
      fc.property(
        listing,
        limits,
        fc.constantFrom(up, down),
        fc.integer({ min: 1, max: 30 }),
        (listed, limit, kind, from) => {
          const range: UidRange = { ...kind, from, to: 40 }
          const batches = splitIntoBatches(range, listed, limit)
          const wanted = [...new Set(listed.map(({ uid }) => uid))].filter((uid) => uid >= from && uid <= 40)
          wanted.sort((a, b) => (range.order === 'up' ? a - b : b - a))
          expect(batches.flatMap((batch) => batch.uids)).toEqual(wanted)
          let cursor = { uidValidity: 1n, low: 41, high: 40, highestModseq: null, backfillDone: false, count: 0 }
          if (range.order === 'up') cursor = { ...cursor, low: from, high: from - 1 }
          for (const batch of batches) cursor = { ...cursor, ...advanceCursor(cursor, batch), highestModseq: null }
          expect([cursor.low, cursor.high, cursor.count]).toEqual([from, 40, wanted.length])
          for (const batch of batches) {
            expect(batch.uids.length).toBeLessThanOrEqual(limit.letters)
            if (batch.uids.length > 1) expect(batch.bytes).toBeLessThanOrEqual(limit.bytes)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
