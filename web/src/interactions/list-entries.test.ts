import { describe, expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { entriesOf, firstVisible, keepReading, offsetsOf, stickyIndex } from './list-entries.ts'
import { linesOf } from './list-lines.ts'

const heights = { head: 28, row: 52, more: 44 }
const now = new Date(2026, 10, 23, 19).getTime()
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString()
const rows = [aRow('4', { date: at(23, 18) }), aRow('3', { date: at(23), reviewed: true }), aRow('2', { date: at(20) })]

describe('rows stand under the heads of their days', () => {
  test('each day once, with what is left to review in it', () => {
    const entries = entriesOf(linesOf(rows, new Map()), { hasNext: false, hasPrevious: false, countLeft: true, now })
    expect(entries.map(({ type }) => type)).toEqual(['head', 'row', 'row', 'head', 'row'])
    expect(entries.flatMap((entry) => (entry.type === 'head' ? [entry.left] : []))).toEqual([1, 1])
  })

  test('what is postponed, or is ours and only on control, is not left to review', () => {
    const quiet = [aRow('1', { date: at(23), reviewAfter: at(30) }), aRow('2', { date: at(23), direction: 'outgoing' })]
    const [head] = entriesOf(linesOf(quiet, new Map()), { hasNext: false, hasPrevious: false, countLeft: true, now })
    expect(head).toMatchObject({ left: 0, isDone: false })
  })

  test('a day that goes on beyond what is loaded tells no number', () => {
    const entries = entriesOf(linesOf(rows, new Map()), { hasNext: true, hasPrevious: false, countLeft: true, now })
    expect(entries.flatMap((entry) => (entry.type === 'head' ? [entry.left] : []))).toEqual([1, null])
    expect(entries.at(-1)?.type).toBe('more')
  })

  test('the first day of a part of the list goes on above, and tells no number either', () => {
    const entries = entriesOf(linesOf(rows, new Map()), { hasNext: false, hasPrevious: true, countLeft: true, now })
    expect(entries.flatMap((entry) => (entry.type === 'head' ? [entry.left] : []))).toEqual([null, 1])
  })

  test('letters of an opened thread stand below its line, not below their own days', () => {
    const thread = aRow('9', { date: at(23, 18), threadId: 't', thread: { count: 2, toReview: 2 } })
    const older = aRow('8', { date: at(11), threadId: 't' })
    const entries = entriesOf(linesOf([thread], new Map([['t', [thread, older]]])), {
      hasNext: false,
      hasPrevious: false,
      countLeft: true,
      now,
    })
    expect(entries.map(({ key }) => key)).toEqual(['day 2026-11-23', '9', '8'])
    expect(entries[0]).toMatchObject({ left: 1 })
  })

  test('without flags no number stands anywhere', () => {
    const entries = entriesOf(linesOf(rows, new Map()), { hasNext: false, hasPrevious: false, countLeft: false, now })
    expect(entries.flatMap((entry) => (entry.type === 'head' ? [entry.left] : []))).toEqual([null, null])
  })

  test('the head of the day being scrolled through sticks', () => {
    const entries = entriesOf(linesOf(rows, new Map()), { hasNext: false, hasPrevious: false, countLeft: true, now })
    expect([0, 1, 2, 3, 4, 99].map((first) => stickyIndex(entries, first))).toEqual([0, 0, 0, 3, 3, 3])
  })
})

describe('what is being read stays in its place', () => {
  const layout = (list: typeof rows) => {
    const entries = entriesOf(linesOf(list, new Map()), { hasNext: false, hasPrevious: false, countLeft: true, now })
    return { entries, offsets: offsetsOf(entries, heights) }
  }
  const before = layout(rows)
  const after = layout([aRow('6', { date: at(23, 20) }), aRow('5', { date: at(23, 19) }), ...rows])

  test('two rows above push by their height', () => {
    expect(keepReading({ ...before, scrollTop: 100, isTop: true }, after)).toBe(2 * heights.row)
  })

  test('a new day above pushes by its head, too', () => {
    const tomorrow = layout([aRow('9', { date: at(24) }), ...rows])
    expect(keepReading({ ...before, scrollTop: 100, isTop: true }, tomorrow)).toBe(heights.head + heights.row)
  })

  test('at the very top new rows are wanted on screen', () => {
    expect(keepReading({ ...before, scrollTop: 0, isTop: true }, after)).toBe(0)
  })

  test('at the top of a part of the list, what is read on above does not push what is being read', () => {
    expect(keepReading({ ...before, scrollTop: 0, isTop: false }, after)).toBe(2 * heights.row)
  })

  test('the first row below the sticking head is the one on top of the screen', () => {
    const { entries, offsets } = before
    const at = (scrollTop: number) => firstVisible(entries, offsets, { scrollTop, head: heights.head })
    expect([0, 51, 52, 104, 10_000].map(at)).toEqual([1, 1, 2, 4, -1])
  })

  test('a row that goes pulls the others up, and where all are gone nothing moves', () => {
    expect(keepReading({ ...after, scrollTop: 120, isTop: true }, before)).toBe(-2 * heights.row)
    expect(keepReading({ ...before, scrollTop: 100, isTop: true }, layout([]))).toBe(0)
  })
})
