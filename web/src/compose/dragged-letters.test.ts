import { expect, test } from 'vitest'
import { readDraggedInteractions } from './dragged-letters.ts'

test('B19 the ids of dragged letters are read, and nothing else that may be dropped', () => {
  expect(readDraggedInteractions('["12","7"]')).toEqual(['12', '7'])
  for (const text of ['', 'a page', '{"0":"12"}', '[12,null,"x","../1",["7"]]']) {
    expect(readDraggedInteractions(text)).toEqual([])
  }
})
