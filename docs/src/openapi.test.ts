import { contract } from '@besedka/contract/contract'
import { expect, test } from 'vitest'
import { renderOpenApi } from './openapi.ts'

const text = await renderOpenApi()
const document = JSON.parse(text)

const operations = Object.values<Record<string, Record<string, unknown>>>(document.paths).flatMap((path) =>
  Object.values(path),
)

test('the description is the same each time', async () => {
  expect(await renderOpenApi()).toBe(text)
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('every endpoint of the contract is in it, with who may ask and how failures look', () => {
  const names = Object.entries(contract).flatMap(([noun, part]) => Object.keys(part).map((verb) => `${noun}.${verb}`))
  expect(operations.map((operation) => operation['operationId']).sort()).toEqual(names.sort())
  for (const operation of operations) {
    expect(operation).toMatchObject({ 'x-access': expect.any(String), security: expect.any(Array) })
    expect(operation['responses']).toMatchObject({ default: { $ref: '#/components/responses/Problem' } })
  }
})

test('open endpoints ask for no proof, others for a cookie or a token', () => {
  expect(document.paths['/session'].post.security).toEqual([])
  expect(document.paths['/accounts'].get.security).toEqual([{ cookie: [] }, { token: [] }])
})

test('bytes are told by their type, lists of a query by repetition', () => {
  expect(Object.keys(document.paths['/interactions/{id}/source'].get.responses[200].content)).toEqual([
    'message/rfc822',
  ])
  const kind = document.paths['/interactions'].get.parameters.find(({ name }: { name: string }) => name === 'kind')
  expect(kind).toMatchObject({ in: 'query', style: 'form', explode: true, schema: { type: 'array' } })
})

test('every reference leads somewhere', () => {
  for (const [, name] of text.matchAll(/"#\/components\/(\w+\/\w+)"/g)) {
    const [kind = '', key = ''] = name?.split('/') ?? []
    expect(document.components[kind]).toHaveProperty(key)
  }
})
