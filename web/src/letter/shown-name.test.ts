import { expect, test } from 'vitest'
import { shownName } from './shown-name.ts'

test.each([
  ['Счет № 318.pdf', 'Счет № 318', '.pdf'],
  ['архив.tar.gz', 'архив.tar', '.gz'],
  ['README', 'README', ''],
  ['.profile', '.profile', ''],
  ['счет\u202efdp.exe', 'счетfdp', '.exe'],
  ['\u2067حساب\u2069.xlsx', 'حساب', '.xlsx'],
  ['Letter of 12. November', 'Letter of 12. November', ''],
])('%j is “%s” and “%s”', (name, stem, extension) => {
  expect(shownName(name)).toEqual({ stem, extension })
})
