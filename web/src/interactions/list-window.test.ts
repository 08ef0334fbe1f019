import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InteractionItem, InteractionPage } from '../api/wire-types.ts'
import { aRow } from '../testing/rows.ts'
import { comparePlace, type ListShape } from './list-order.ts'
import {
  askAround,
  farEnd,
  growWindow,
  joinNewest,
  jumpWindow,
  type ListWindow,
  openWindow,
  type PageAsk,
  patchRows,
  removeRows,
  replaceWindow,
  type Side,
  trimWindow,
} from './list-window.ts'

const start = Date.parse('2026-11-23T09:00:00.000Z')
const flat: ListShape = { oldestFirst: false, isFolded: false }

/** Minutes tell the age, so that several may be of one moment. */
const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
const rowAt = (id: number, minute: number, thread = id) =>
  aRow(String(id), { date: at(minute), threadId: `t${thread}` })

/** What the server answers: pages by key in either direction, times bounding them as the contract says. */
function answer(mail: readonly InteractionItem[], ask: PageAsk, shape: ListShape): InteractionPage {
  const newestFirst = [...mail].sort((one, other) => comparePlace(one, other, flat))
  const threads = new Set<string>()
  const lines = newestFirst.filter(
    (row) => !shape.isFolded || (!threads.has(row.threadId) && threads.add(row.threadId)),
  )
  const descends = shape.oldestFirst === (ask.side === 'up')
  const { time, cursor } = ask.edge
  const ordered = (descends ? lines : lines.toReversed()).filter(
    (row) => time === null || (descends ? row.date <= time : row.date >= time),
  )
  const from = cursor === null ? 0 : behind(ordered, cursor, descends)
  const items = ordered.slice(from, from + ask.limit)
  const last = items.at(-1)
  return { items, next: from + ask.limit < ordered.length && last ? `${last.date} ${last.id}` : null }
}

function behind(ordered: readonly InteractionItem[], cursor: string, descends: boolean): number {
  const [date = '', id = ''] = cursor.split(' ')
  const order: ListShape = { oldestFirst: !descends, isFolded: false }
  const index = ordered.findIndex((row) => comparePlace(row, { date, id }, order) > 0)
  return index === -1 ? ordered.length : index
}

const idsOf = (window: ListWindow) => window.rows.map(({ id }) => id)

/** All that the list holds between the first and the last loaded row, or beyond where an edge is closed. */
function expected(mail: readonly InteractionItem[], window: ListWindow, shape: ListShape): string[] {
  const all = answer(mail, { side: 'down', edge: farEnd, limit: Infinity }, shape).items
  const [first, last] = [window.rows[0], window.rows.at(-1)]
  return all
    .filter((row) => window.up === null || (first !== undefined && comparePlace(row, first, shape) >= 0))
    .filter((row) => window.down === null || (last !== undefined && comparePlace(row, last, shape) <= 0))
    .map(({ id }) => id)
}

type Step =
  | { do: 'grow'; side: Side }
  | { do: 'jump'; minute: number }
  | { do: 'home' }
  | { do: 'end' }
  | { do: 'look-around' }
  | { do: 'insert'; minute: number; thread: number }
  | { do: 'remove'; nth: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('grow' as const), side: fc.constantFrom('up' as const, 'down' as const) }),
  fc.record({ do: fc.constant('jump' as const), minute: fc.integer({ min: -2, max: 14 }) }),
  fc.record({ do: fc.constantFrom('home' as const, 'end' as const, 'look-around' as const) }),
  fc.record({
    do: fc.constant('insert' as const),
    minute: fc.integer({ min: 0, max: 14 }),
    thread: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({ do: fc.constant('remove' as const), nth: fc.nat(30) }),
)

/** A screen and a server beside it: after each step the screen asks what it would ask. */
class Reading {
  mail: InteractionItem[]
  window: ListWindow
  lastId: number
  readonly shape: ListShape
  readonly limit: number

  constructor(mail: InteractionItem[], shape: ListShape, limit: number) {
    this.mail = mail
    this.shape = shape
    this.limit = limit
    this.lastId = mail.length
    const ask: PageAsk = { side: 'down', edge: farEnd, limit }
    this.window = openWindow(answer(mail, ask, shape), ask, shape)
  }

  take(step: Step): void {
    if (step.do === 'grow') this.grow(step.side)
    else if (step.do === 'jump')
      this.jump({ side: 'down', edge: { time: at(step.minute), cursor: null }, limit: this.limit })
    else if (step.do === 'home') this.jump({ side: 'down', edge: farEnd, limit: this.limit })
    else if (step.do === 'end') this.jump({ side: 'up', edge: farEnd, limit: this.limit })
    else if (step.do === 'look-around') this.lookAround()
    else if (step.do === 'insert') this.insert(step.minute, step.thread)
    else if (step.do === 'remove') this.remove(step.nth)
  }

  grow(side: Side): void {
    const edge = this.window[side]
    if (edge === null) return
    const ask: PageAsk = { side, edge, limit: this.limit }
    const grown = growWindow(this.window, answer(this.mail, ask, this.shape), ask, this.shape)
    this.window = trimWindow(grown, side, 3 * this.limit)
  }

  jump(ask: PageAsk): void {
    this.window = jumpWindow(this.window, answer(this.mail, ask, this.shape), ask, this.shape)
  }

  lookAround(): void {
    const middle = this.window.rows[Math.floor(this.window.rows.length / 2)]?.id
    const ask = askAround(this.window, middle, { above: 2, limit: this.limit })
    this.window = replaceWindow(this.window, answer(this.mail, ask, this.shape), ask, this.shape)
  }

  insert(minute: number, thread: number): void {
    this.mail = [...this.mail, rowAt(++this.lastId, minute, thread)]
    const side = this.shape.oldestFirst ? 'up' : 'down'
    const head = answer(this.mail, { side, edge: farEnd, limit: this.limit }, this.shape)
    this.window = joinNewest(this.window, head, this.shape)
    // What the head does not show has come elsewhere.
    if (!head.items.some(({ id }) => id === String(this.lastId))) this.lookAround()
  }

  remove(nth: number): void {
    const gone = this.mail[nth % Math.max(1, this.mail.length)]
    if (!gone) return
    this.mail = this.mail.filter((row) => row !== gone)
    this.window = removeRows(this.window, new Set([gone.id]))
    // Of a folded thread the next letter takes the place, wherever that is.
    if (this.shape.isFolded) this.lookAround()
  }
}

describe('a list that grows both ways', () => {
  test.each([
    ['flat, newest first', flat],
    ['flat, oldest first', { oldestFirst: true, isFolded: false }],
    ['folded, newest first', { oldestFirst: false, isFolded: true }],
    ['folded, oldest first', { oldestFirst: true, isFolded: true }],
  ] as const)(
    '%s: whatever is done, order holds, nothing is double, nothing of the loaded part is lost',
    (_, shape) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 6 })), { maxLength: 30 }),
          fc.integer({ min: 1, max: 6 }),
          fc.array(step, { maxLength: 25 }),
          (mail, limit, steps) => {
            const reading = new Reading(
              mail.map(([minute, thread], index) => rowAt(index + 1, minute, thread)),
              shape,
              limit,
            )
            for (const one of steps) {
              reading.take(one)
              const { window } = reading
              expect(idsOf(window)).toEqual(expected(reading.mail, window, shape))
              expect(new Set(idsOf(window)).size).toBe(window.rows.length)
            }
          },
        ),
        { numRuns: 300 },
      )
    },
  )

  test('growing up and down from a jump reads the whole list, however many letters are of one moment', () => {
    const mail = Array.from({ length: 40 }, (_, index) => rowAt(index + 1, Math.floor(index / 15)))
    const reading = new Reading(mail, flat, 4)
    reading.jump({ side: 'down', edge: { time: at(1), cursor: null }, limit: 4 })
    let rounds = 0
    while ((reading.window.up ?? reading.window.down) !== null && rounds++ < 60) {
      for (const side of ['up', 'down'] as const) {
        const edge = reading.window[side]
        if (edge === null) continue
        const ask: PageAsk = { side, edge, limit: 4 }
        reading.window = growWindow(reading.window, answer(mail, ask, flat), ask, flat)
      }
    }
    expect(idsOf(reading.window)).toEqual(mail.map(({ id }) => id).toReversed())
  })
})

describe('letters arrive', () => {
  const mail = Array.from({ length: 12 }, (_, index) => rowAt(index + 1, index))

  test('they are counted, and join where the two meet', () => {
    const reading = new Reading(mail, flat, 4)
    reading.insert(20, 90)
    reading.insert(21, 91)
    expect(idsOf(reading.window)).toEqual(['14', '13', '12', '11', '10', '9'])
    expect(reading.window.arrived).toBe(2)
  })

  test('more than a page at once stay beyond the edge, are counted, and are found by growing', () => {
    const reading = new Reading(mail, flat, 4)
    reading.mail = [...mail, ...Array.from({ length: 6 }, (_, index) => rowAt(13 + index, 20 + index))]
    const head = answer(reading.mail, { side: 'down', edge: farEnd, limit: 4 }, flat)
    reading.window = joinNewest(reading.window, head, flat)
    expect(idsOf(reading.window)).toEqual(['12', '11', '10', '9'])
    expect(reading.window.arrived).toBe(4)
    reading.grow('up')
    reading.grow('up')
    expect(idsOf(reading.window)[0]).toBe('18')
    expect(reading.window.up).toBeNull()
  })

  test('while one is elsewhere they are only counted', () => {
    const reading = new Reading(mail, flat, 4)
    reading.jump({ side: 'up', edge: farEnd, limit: 4 })
    expect(reading.window.isFromEnd).toBe(true)
    const before = reading.window.rows
    reading.mail = [...mail, rowAt(13, 30)]
    reading.window = joinNewest(
      reading.window,
      answer(reading.mail, { side: 'down', edge: farEnd, limit: 4 }, flat),
      flat,
    )
    expect(reading.window.rows).toBe(before)
    expect(reading.window.arrived).toBe(1)
  })

  test('a thread that a letter comes to moves up as one line', () => {
    const shape = { oldestFirst: false, isFolded: true }
    const reading = new Reading([rowAt(1, 0, 7), rowAt(2, 1, 8)], shape, 4)
    reading.insert(5, 7)
    expect(idsOf(reading.window)).toEqual(['3', '2'])
  })

  test('an empty list becomes its first page', () => {
    const reading = new Reading([], flat, 4)
    reading.insert(3, 1)
    expect(idsOf(reading.window)).toEqual(['1'])
    expect(reading.window.down).toBeNull()
  })
})

describe('rows change and go', () => {
  const { window } = new Reading([rowAt(1, 0), rowAt(2, 1)], flat, 4)

  test('only those that are named', () => {
    const patched = patchRows(window, new Map([['1', { reviewed: true }]]))
    expect(patched.rows.map(({ reviewed }) => reviewed)).toEqual([false, true])
    expect(idsOf(removeRows(window, new Set(['2'])))).toEqual(['1'])
  })

  test('a list that holds none of them stays the same object, so that nothing is drawn anew', () => {
    expect(patchRows(window, new Map([['9', { reviewed: true }]]))).toBe(window)
    expect(removeRows(window, new Set(['9']))).toBe(window)
  })

  test('an answer to an edge that has moved meanwhile is dropped', () => {
    const mail = Array.from({ length: 12 }, (_, index) => rowAt(index + 1, index))
    const reading = new Reading(mail, flat, 4)
    const ask: PageAsk = { side: 'down', edge: reading.window.down ?? farEnd, limit: 4 }
    reading.jump({ side: 'up', edge: farEnd, limit: 4 })
    expect(growWindow(reading.window, answer(mail, ask, flat), ask, flat)).toBe(reading.window)
  })
})
