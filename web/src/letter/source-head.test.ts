import { expect, test } from 'vitest'
import { headOf } from './source-head.ts'

test.each([
  ['A: 1\r\nB: 2\r\n\r\nbody\r\n\r\nmore', 'A: 1\nB: 2'],
  ['A: 1\n\nbody', 'A: 1'],
  ['A: only a header', 'A: only a header'],
  ['\r\n\r\nbody', ''],
])('%j has the header %j', (source, head) => {
  expect(headOf(source)).toBe(head)
})
