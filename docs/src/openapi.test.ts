import { contract } from '@besedka/contract/contract'
import type { OpenAPI } from '@orpc/contract'
import { expect, test } from 'vitest'
import { renderOpenApi } from './openapi.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

const text = await renderOpenApi()
const document = JSON.parse(text) as OpenAPI.Document
const operations = Object.values(document.paths ?? {}).flatMap(
  (path) => Object.values(path ?? {}) as OpenAPI.OperationObject[],
)

function operation(method: Method, path: string): OpenAPI.OperationObject {
  const found = document.paths?.[path]?.[method]
  if (found === undefined) throw new Error(`${method} ${path} is missing`)
  return found
}

test('the description is the same each time', async () => {
  expect(await renderOpenApi()).toBe(text)
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('every endpoint of the contract is in it, with who may ask and how failures look', () => {
  const names = Object.entries(contract).flatMap(([noun, part]) => Object.keys(part).map((verb) => `${noun}.${verb}`))
  expect(new Set(operations.map(({ operationId }) => operationId))).toEqual(new Set(names))
  expect(operations).toHaveLength(names.length)
  for (const one of operations) {
    expect(Object.keys(one)).toEqual(expect.arrayContaining(['x-access', 'x-needs-mail-client', 'security', 'summary']))
    expect(one.responses).toMatchObject({ default: { $ref: '#/components/responses/Problem' } })
  }
})

test('open endpoints ask for no proof, others for a cookie or a token', () => {
  expect(operation('post', '/session').security).toEqual([])
  expect(operation('get', '/accounts').security).toEqual([{ cookie: [] }, { token: [] }])
})

test('bytes are told by their type, lists of a query by repetition', () => {
  expect(operation('get', '/interactions/{id}/source').responses).toMatchObject({
    200: { content: { 'message/rfc822': { schema: { type: 'string' } } } },
  })
  expect(operation('get', '/interactions').parameters).toContainEqual(
    expect.objectContaining({ name: 'kind', in: 'query', style: 'form', explode: true }),
  )
})

test('every reference leads somewhere', () => {
  const known = Object.entries(document.components ?? {}).flatMap(([kind, parts]) =>
    Object.keys(parts).map((name) => `${kind}/${name}`),
  )
  const named = [...text.matchAll(/"#\/components\/(\w+\/\w+)"/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(known).toEqual(expect.arrayContaining(named))
})
