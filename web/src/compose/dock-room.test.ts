import { expect, test } from 'vitest'
import { foldedKeys } from './dock-room.ts'

const of = (...looks: ('window' | 'folded' | 'full')[]) => looks.map((look, index) => ({ key: `${index}`, look }))
const folded = (...args: Parameters<typeof foldedKeys>) => [...foldedKeys(...args)]

test('as many windows as leave the list in sight, the foremost last', () => {
  expect(folded(of('window', 'window', 'window'), 1440)).toEqual(['0', '1'])
  expect(folded(of('window', 'window', 'window'), 1920)).toEqual(['0'])
  expect(folded(of('window'), 390)).toEqual([])
})

test('what a person folded stays folded', () => {
  expect(folded(of('window', 'folded'), 1440)).toEqual(['1'])
  expect(folded(of('folded'), 1920)).toEqual(['0'])
})

test('one that fills the screen folds the others while it stands foremost', () => {
  expect(folded(of('window', 'full'), 1920)).toEqual(['0'])
  expect(folded(of('full', 'window'), 1920)).toEqual(['0'])
})
