import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sendTimes } from './send-times.ts'

const choices = (now: Date) => sendTimes(now).map(({ choice }) => choice)

test('B14 a letter can wait for this evening, tomorrow morning or Monday', () => {
  expect(sendTimes(new Date(2026, 10, 25, 12, 9))).toEqual([
    { choice: 'today', at: new Date(2026, 10, 25, 18) },
    { choice: 'tomorrow', at: new Date(2026, 10, 26, 9) },
    { choice: 'monday', at: new Date(2026, 10, 30, 9) },
  ])
})

test('B14 an evening that has begun is not offered, nor a Monday that is tomorrow', () => {
  expect(choices(new Date(2026, 10, 25, 17, 55))).toEqual(['tomorrow', 'monday'])
  expect(choices(new Date(2026, 10, 29, 20, 0))).toEqual(['tomorrow'])
  expect(choices(new Date(2026, 10, 30, 8, 0))).toEqual(['today', 'tomorrow', 'monday'])
})

test('B14 every time offered lies ahead, in order', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(2020, 0), max: new Date(2040, 0), noInvalidDate: true }), (now) => {
      const times = [now, ...sendTimes(now).map(({ at }) => at)].map((time) => time.getTime())
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(new Set(times).size).toBe(times.length)
    }),
  )
})
