import { describe, expect, test } from 'vitest'
import { dayKey, formatBytes, formatCount, formatDay, formatShortDate, formatTime, nearDay } from './formats.ts'

const now = new Date(2026, 10, 23, 12, 30)
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts)

describe('dates', () => {
  test('a day of this year has its weekday, one of another year the year', () => {
    expect(formatDay(at(2026, 10, 20), 'ru', now)).toBe('Пятница, 20 ноября')
    expect(formatDay(at(2026, 10, 20), 'en', now)).toBe('Friday, November 20')
    expect(formatDay(at(2025, 10, 20), 'ru', now)).toBe('20 ноября 2025 г.')
    expect(formatDay(at(2025, 10, 20), 'en', now)).toBe('November 20, 2025')
  })

  test('short dates are short', () => {
    expect(formatShortDate(at(2026, 10, 5), 'ru', now)).toBe('5 нояб.')
    expect(formatShortDate(at(2026, 10, 5), 'en', now)).toBe('Nov 5')
    expect(formatShortDate(at(2024, 4, 5), 'ru', now)).toBe('5 мая 2024 г.')
  })

  test('the clock has 24 hours in both languages, and midnight is 00:00', () => {
    expect(formatTime(at(2026, 0, 1, 0, 0), 'ru')).toBe('00:00')
    expect(formatTime(at(2026, 0, 1, 0, 0), 'en')).toBe('00:00')
    expect(formatTime(at(2026, 0, 1, 17, 4), 'en')).toBe('17:04')
  })

  test('yesterday is the calendar day before, whatever the hour', () => {
    expect(nearDay(at(2026, 10, 23, 0, 1), now)).toBe('today')
    expect(nearDay(at(2026, 10, 22, 23, 59), now)).toBe('yesterday')
    expect(nearDay(at(2026, 10, 24, 0, 0), now)).toBe('tomorrow')
    expect(nearDay(at(2026, 10, 21, 23, 59), now)).toBeNull()
    expect(nearDay(at(2026, 11, 31), at(2027, 0, 1))).toBe('yesterday')
  })

  test('days of different months do not fall together', () => {
    expect(dayKey(at(2026, 0, 11))).not.toBe(dayKey(at(2026, 10, 1)))
  })
})

describe('numbers', () => {
  test('sizes keep a space that does not break, and a digit only where it says something', () => {
    expect(formatBytes(0, 'ru')).toBe('0\u00a0Б')
    expect(formatBytes(188_416, 'ru')).toBe('184\u00a0КБ')
    expect(formatBytes(1_258_291, 'ru')).toBe('1,2\u00a0МБ')
    expect(formatBytes(1_258_291, 'en')).toBe('1.2\u00a0MB')
    expect(formatBytes(5e12, 'en')).toBe('4,657\u00a0GB')
  })

  test('counts are parted in thousands as each language does', () => {
    expect(formatCount(48_212, 'ru')).toBe('48\u00a0212')
    expect(formatCount(48_212, 'en')).toBe('48,212')
  })
})
