import { expect, test } from 'vitest'
import { previewKind } from './preview-kind.ts'

test.each([
  ['scan.JPG', 'application/octet-stream', 'picture'],
  ['Счет.pdf', 'application/octet-stream', 'pdf'],
  ['', 'application/pdf', 'pdf'],
  ['forwarded', 'message/rfc822', 'letter'],
  ['table.csv', 'application/vnd.ms-excel', 'text'],
  ['picture.svg', 'image/png', null],
  ['picture.svg', 'image/svg+xml', null],
  ['page.html', 'text/plain', null],
  ['page', 'text/html', null],
  ['program.exe', 'image/png', null],
  ['toString', 'constructor', null],
])('“%s” of type %s is looked at as %s', (name, type, kind) => {
  expect(previewKind({ name, type })).toBe(kind)
})
