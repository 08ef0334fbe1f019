import { contract } from '@besedka/contract/contract'
import { expect, test } from 'vitest'
import { wireContract } from './wire-contract.ts'

test('the browser gets the way to every endpoint, and neither schemas nor words', () => {
  const text = JSON.stringify(wireContract(contract))
  expect(JSON.parse(text)).toMatchObject({
    interactions: { read: { '~orpc': { route: { method: 'GET', path: '/interactions/{id}' } } } },
    accounts: { create: { '~orpc': { route: { method: 'POST', path: '/accounts', successStatus: 201 } } } },
  })
  expect(text).not.toContain('summary')
  expect(text).not.toContain('Schema')
  expect(text.length).toBeLessThan(9000)
})
