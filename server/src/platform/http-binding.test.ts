import { type EndpointMeta, endpoint } from '@besedka/contract/endpoint'
import { oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { pairEndpoints } from './http-binding.ts'

const contract = {
  notes: {
    list: endpoint('filtered').route({ method: 'GET', path: '/notes' }).output(z.array(z.string())),
    read: endpoint('signed-in')
      .route({ method: 'GET', path: '/notes/{id}' })
      .input(z.object({ id: z.string() })),
    bytes: endpoint('anyone', { body: 'stream' }).route({ method: 'GET', path: '/notes/{id}/bytes' }),
  },
}
const os = implement(contract)
const list = os.notes.list.handler(() => [])
const read = os.notes.read.handler(() => undefined)
const bytes = { stream: () => ({ headers: {}, body: '' }) }

describe('at the start', () => {
  test('every endpoint of the contract is listed with its rule', () => {
    const found = pairEndpoints(contract, { notes: { list, read, bytes } })
    expect(found.map(({ name, method, path, meta }) => [name, method, path, meta.access])).toEqual([
      ['notes.list', 'GET', '/notes', 'filtered'],
      ['notes.read', 'GET', '/notes/{id}', 'signed-in'],
      ['notes.bytes', 'GET', '/notes/{id}/bytes', 'anyone'],
    ])
  })

  test.each([
    ['is forgotten', { list, bytes }, 'notes.read is not bound'],
    ['is bound to another procedure', { list, read: list, bytes }, 'notes.read is bound to the procedure of another'],
    ['answers bytes that are declared as JSON', { list: bytes, read, bytes }, 'notes.list is bound in the wrong form'],
    ['answers JSON that is declared as bytes', { list, read, bytes: read }, 'notes.bytes is bound in the wrong form'],
  ])('an endpoint that %s ends it', (_what, notes, words) => {
    const bindings = { notes } as unknown as Parameters<typeof pairEndpoints<typeof contract>>[1]
    expect(() => pairEndpoints(contract, bindings)).toThrow(words)
  })

  test.each([
    ['without a rule', {}],
    ['with a rule that nobody knows', { access: 'everybody', needsMailClient: false, body: 'json' }],
  ])('an endpoint %s ends it', (_what, meta) => {
    const bare = { ping: oc.$meta(meta as EndpointMeta).route({ method: 'GET', path: '/ping' }) }
    const bindings = { ping: implement(bare).ping.handler(() => undefined) }
    expect(() => pairEndpoints(bare, bindings)).toThrow('ping has no access rule')
  })
})
