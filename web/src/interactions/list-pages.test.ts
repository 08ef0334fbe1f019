import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { joinHead, type ListPages, matchesStatus, patchRows, removeRows, reviewStateOf, rowsOf } from './list-pages.ts'

const pageOf = (ids: readonly string[], next: string | null) => ({ items: ids.map((id) => aRow(id)), next })
const idsOf = (pages: ListPages | null) => (pages ? rowsOf(pages).map(({ id }) => id) : null)

describe('new rows come on top of what is loaded', () => {
  const loaded: ListPages = {
    pages: [pageOf(['5', '4'], 'c4'), pageOf(['3', '2'], 'c2')],
    pageParams: [undefined, 'c4'],
  }

  test('they join where the two meet, and cursors stay', () => {
    const joined = joinHead(loaded, pageOf(['7', '6', '5'], 'c5'))
    expect(idsOf(joined)).toEqual(['7', '6', '5', '4', '3', '2'])
    expect(joined?.pages.map(({ next }) => next)).toEqual(['c4', 'c2'])
    expect(joined?.pageParams).toEqual([undefined, 'c4'])
  })

  test('a first page that reaches into the second doubles nothing', () => {
    expect(idsOf(joinHead(loaded, pageOf(['6', '5', '4', '3'], 'c3')))).toEqual(['6', '5', '4', '3', '2'])
  })

  test('where they do not meet, the list has to be asked anew', () => {
    expect(joinHead(loaded, pageOf(['9', '8'], 'c8'))).toBeNull()
  })

  test('a list of one page becomes the fresh page, with its end', () => {
    const short: ListPages = { pages: [pageOf(['1'], null)], pageParams: [undefined] }
    const joined = joinHead(short, pageOf(['3', '2', '1', '0'], 'c0'))
    expect(idsOf(joined)).toEqual(['3', '2', '1', '0'])
    expect(joined?.pages[0]?.next).toBe('c0')
  })

  test('fresh facts replace the old ones in place', () => {
    const head = { items: [aRow('5', { reviewed: true }), aRow('4'), aRow('3', { subject: 'fresh' })], next: 'c3' }
    const rows = rowsOf(joinHead(loaded, head) ?? undefined)
    expect(rows.find(({ id }) => id === '5')?.reviewed).toBe(true)
    expect(rows.find(({ id }) => id === '3')?.subject).toBe('fresh')
  })

  test('however many arrive and however the list is paged, it is the list of the server', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 2, max: 8 }),
        (old, fresh, size) => {
          const before = Array.from({ length: old }, (_, index) => String(old - index))
          const pages = []
          for (let start = 0; start < old; start += size) {
            pages.push(pageOf(before.slice(start, start + size), start + size < old ? `c${start + size}` : null))
          }
          const list: ListPages = {
            pages,
            pageParams: pages.map((_, index) => (index === 0 ? undefined : `c${index * size}`)),
          }
          const now = [...Array.from({ length: fresh }, (_, index) => String(old + fresh - index)), ...before]
          const head = pageOf(now.slice(0, size), now.length > size ? 'next' : null)
          const joined = joinHead(list, head)
          if (joined === null) expect(fresh).toBeGreaterThanOrEqual(size)
          else if (pages.length > 1) expect(idsOf(joined)).toEqual(now)
          else expect(idsOf(joined)).toEqual(now.slice(0, size))
        },
      ),
    )
  })
})

describe('rows change and go', () => {
  const list: ListPages = { pages: [pageOf(['2', '1'], null)], pageParams: [undefined] }

  test('only those that are named', () => {
    const patched = patchRows(list, new Map([['1', { reviewed: true }]]))
    expect(rowsOf(patched).map(({ reviewed }) => reviewed)).toEqual([false, true])
    expect(idsOf(removeRows(list, new Set(['2'])))).toEqual(['1'])
  })

  test('a list that holds none of them stays the same object, so that nothing is drawn anew', () => {
    expect(patchRows(list, new Map([['9', { reviewed: true }]]))).toBe(list)
    expect(removeRows(list, new Set(['9']))).toBe(list)
  })
})

describe('where an interaction stands', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  test.each([
    ['reviewed', { reviewed: true }],
    ['to-review', {}],
    ['postponed', { reviewAfter: '2026-11-23T12:00:01Z' }],
    ['to-review', { reviewAfter: '2026-11-23T12:00:00Z' }],
  ] as const)('%s: %j', (state, part) => {
    expect(reviewStateOf(aRow('1', part), now)).toBe(state)
    expect(matchesStatus(aRow('1', part), state, now)).toBe(true)
    expect(matchesStatus(aRow('1', part), undefined, now)).toBe(true)
  })

  test('what nothing proves to be ours is found by its own filter', () => {
    expect(matchesStatus(aRow('1', { proved: false }), 'unproved', now)).toBe(true)
    expect(matchesStatus(aRow('1'), 'unproved', now)).toBe(false)
  })
})
