import { expect, test } from 'vitest'
import { peopleOf } from './people-of.ts'

const anna = { name: 'Анна', address: 'anna@corp.test' }
const sales = { name: '', address: 'sales@corp.test' }
const nobody = { to: [], cc: [], bcc: [], replyTo: [], from: [] }

test('fields without people are not named, and nobody stands twice in one', () => {
  expect(peopleOf({ ...nobody, to: [anna, { ...anna, address: 'ANNA@corp.test' }, sales], bcc: [sales] })).toEqual([
    { role: 'to', people: [{ ...anna, address: 'ANNA@corp.test' }, sales] },
    { role: 'bcc', people: [sales] },
  ])
})

test('where answers go is said only where it is somewhere else', () => {
  expect(peopleOf({ ...nobody, from: [anna], replyTo: [{ ...anna, address: 'Anna@Corp.test' }] })).toEqual([])
  expect(peopleOf({ ...nobody, from: [anna], replyTo: [sales] })).toEqual([{ role: 'replyTo', people: [sales] }])
})
