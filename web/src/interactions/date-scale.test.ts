import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeOf, ticksOf, timeAt, timeByKey } from './date-scale.ts'

const local = (year: number, month: number, day = 1) => new Date(year, month - 1, day).getTime()
const scale = { newest: local(2026, 11, 23), oldest: local(2024, 3, 10), oldestFirst: false }

describe('the bar of dates', () => {
  test('has the newest on top, or at its foot in a list that begins with the oldest', () => {
    expect(placeOf(scale.newest, scale)).toBe(0)
    expect(placeOf(scale.oldest, scale)).toBe(1)
    expect(placeOf(scale.newest, { ...scale, oldestFirst: true })).toBe(1)
    expect(placeOf(local(2030, 1), scale)).toBe(0)
    expect(placeOf(5, { newest: 5, oldest: 5, oldestFirst: false })).toBe(0)
  })

  test('a place and its time answer to each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: scale.oldest, max: scale.newest }), fc.boolean(), (time, oldestFirst) => {
        const one = { ...scale, oldestFirst }
        expect(Math.abs(timeAt(placeOf(time, one), one) - time)).toBeLessThan(1000)
      }),
    )
  })

  test('marks years and, where there is room, months', () => {
    const ticks = ticksOf(scale, 0.02)
    expect(ticks.filter(({ unit }) => unit === 'year').map(({ time }) => new Date(time).getFullYear())).toEqual([
      2026, 2025,
    ])
    expect(ticks.filter(({ unit }) => unit === 'month').length).toBeGreaterThan(20)
    expect(ticksOf(scale, 0.2).map(({ unit }) => unit)).toContain('year')
  })

  test('no mark stands on another, none outside, however long the list reaches', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: local(2099, 1) }),
        fc.integer({ min: 0, max: 130 * 365 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (oldest, days, gap) => {
          const ticks = ticksOf({ oldest, newest: oldest + days * 86_400_000, oldestFirst: false }, gap)
          for (const [index, tick] of ticks.entries()) {
            expect(tick.place).toBeGreaterThanOrEqual(0)
            expect(tick.place).toBeLessThanOrEqual(1)
            const next = ticks[index + 1]
            if (next) expect(next.place - tick.place).toBeGreaterThanOrEqual(gap - 1e-9)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keys go by days and months and stop at the ends', () => {
    const time = local(2025, 6, 15)
    expect(timeByKey('ArrowDown', time, scale)).toBe(local(2025, 6, 14))
    expect(timeByKey('PageUp', time, scale)).toBe(local(2025, 7, 15))
    expect(timeByKey('ArrowDown', time, { ...scale, oldestFirst: true })).toBe(local(2025, 6, 16))
    expect(timeByKey('PageDown', scale.oldest + 5, scale)).toBe(scale.oldest)
    expect(timeByKey('Home', time, scale)).toBeNull()
    expect(timeByKey('j', time, scale)).toBeNull()
  })
})
