import { expect, test } from 'vitest'
import { shownPeople } from './shown-people.ts'

const people = (count: number) => Array.from({ length: count }, (_, at) => ({ name: '', address: `p${at}@x.test` }))

test('B16 of five hundred recipients a dozen are shown, with how many there are besides', () => {
  const { shown, hidden } = shownPeople(people(500), false)
  expect(shown.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, at) => at))
  expect(hidden).toBe(488)
  expect(shownPeople(people(500), true)).toMatchObject({ hidden: 0 })
  expect(shownPeople(people(30), false)).toMatchObject({ hidden: 0 })
})

test('B16 a wrong address among them is always shown, in its place', () => {
  const many = people(500).with(400, { name: '', address: 'nobody' })
  expect(shownPeople(many, false).shown.at(-1)).toEqual({ person: many[400], index: 400 })
})
