import { expect, test } from 'vitest'
import { readSearch, writeSearch } from './plain-search.ts'

test('an address is read as people write it, and written as they read it', () => {
  expect(readSearch('?interaction=42&status=to-review')).toEqual({ interaction: '42', status: 'to-review' })
  expect(writeSearch({ interaction: '42', q: 'счет № 5', folder: undefined, ended: true })).toBe(
    '?interaction=42&q=%D1%81%D1%87%D0%B5%D1%82+%E2%84%96+5&ended=true',
  )
  expect(readSearch(writeSearch({ q: 'a&b=c' }))).toEqual({ q: 'a&b=c' })
  expect(writeSearch({})).toBe('')
})
