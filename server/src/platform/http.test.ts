import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { endpoint } from '@besedka/contract/endpoint'
import { oneOrMany, pageQuery } from '@besedka/contract/pages'
import { implement } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from './app-error.ts'
import { createHttpServer } from './http.ts'
import { pairEndpoints } from './http-binding.ts'
import type { RequestContext } from './http-context.ts'
import { createLogger } from './log.ts'
import { anyText, containing } from './testing/matchers.ts'

const id = z.object({ id: z.string() })
const contract = {
  list: endpoint('anyone')
    .route({ method: 'GET', path: '/notes' })
    .input(pageQuery.extend({ kind: oneOrMany(z.string()) }))
    .output(z.unknown()),
  create: endpoint('anyone')
    .route({ method: 'POST', path: '/notes', successStatus: 201 })
    .input(z.object({ title: z.string(), done: z.boolean().optional() }))
    .output(z.object({ title: z.string() })),
  readOwn: endpoint('administrator').route({ method: 'GET', path: '/notes/own' }).output(z.unknown()),
  read: endpoint('anyone').route({ method: 'GET', path: '/notes/{id}' }).input(id).output(z.unknown()),
  refuse: endpoint('anyone').route({ method: 'POST', path: '/refuse' }),
  break: endpoint('anyone').route({ method: 'POST', path: '/break' }),
  bytes: endpoint('anyone', { body: 'stream' }).route({ method: 'GET', path: '/notes/{id}/bytes' }),
  upload: endpoint('anyone', { body: 'stream' }).route({ method: 'POST', path: '/notes/{id}/bytes' }),
  large: endpoint('anyone', { bodyMegabytes: 3 })
    .route({ method: 'POST', path: '/large' })
    .input(z.object({ text: z.string() })),
  signed: endpoint('signed-address', { body: 'stream' }).route({ method: 'GET', path: '/signed/{id}' }),
}

const lines: string[] = []
let pagesDir: string
let http: Awaited<ReturnType<typeof createHttpServer>>
let origin: string

beforeAll(async () => {
  pagesDir = await mkdtemp(join(tmpdir(), 'besedka-pages-'))
  await mkdir(join(pagesDir, 'assets'))
  await writeFile(join(pagesDir, 'index.html'), '<title>page</title>')
  await writeFile(join(pagesDir, 'assets', 'main-a1b2.js'), 'run()')
  const os = implement(contract).$context<RequestContext>()
  const endpoints = pairEndpoints(contract, {
    list: os.list.handler(({ input }) => input),
    create: os.create.handler(({ input }) => ({ ...input, secret: 'not declared' })),
    readOwn: os.readOwn.handler(() => 'own'),
    read: os.read.handler(({ input }) => input),
    refuse: os.refuse.handler(() => {
      throw new AppError('AUTH_FAILED', { steps: [{ step: 'login-incoming', ok: false }], status: 200 })
    }),
    break: os.break.handler(() => {
      throw Object.assign(new Error('a defect'), { detail: 'Key (email)=(anna@corp.test)' })
    }),
    bytes: { stream: (_context, { params }) => ({ headers: {}, body: Readable.from([`${params['id']}`, '!']) }) },
    upload: {
      stream: async (_context, { params, body }) => ({
        status: 201,
        headers: {},
        body: `${params['id']} ${(await buffer(body)).length}`,
      }),
    },
    large: os.large.handler(({ input }) => ({ length: input.text.length })),
    signed: { stream: () => ({ headers: {}, body: 'picture' }) },
  })
  http = await createHttpServer({
    endpoints,
    gate: { authenticate: () => Promise.resolve(undefined), isMailClientOn: async () => true, ownOrigin: undefined },
    log: createLogger('debug', { write: (line) => void lines.push(line) }),
    pagesDir,
    embedDir: join(pagesDir, 'none'),
  })
  origin = await http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await http.close()
  await rm(pagesDir, { recursive: true })
})

const post = (path: string, body: string, type = 'application/json') =>
  fetch(`${origin}/api/v1${path}`, { method: 'POST', headers: { 'content-type': type }, body })

describe('input', () => {
  test('query values are given once, repeated or in brackets; numbers come as text', async () => {
    const ask = async (query: string): Promise<unknown> => (await fetch(`${origin}/api/v1/notes${query}`)).json()
    expect(await ask('?kind=a&limit=7')).toEqual({ kind: ['a'], limit: 7 })
    expect(await ask('?kind=a&kind=b')).toEqual({ kind: ['a', 'b'], limit: 50 })
    expect(await ask('?kind[0]=a&kind[1]=b')).toEqual({ kind: ['a', 'b'], limit: 50 })
    expect(await ask('?limit=many')).toMatchObject({ code: 'INPUT_INVALID', fields: [{ field: 'limit' }] })
    expect(await ask('?__proto__[limit]=7&limit=8')).toEqual({ limit: 8 })
  })

  test('text in JSON is not taken for something else', async () => {
    const answer = await post('/notes', JSON.stringify({ title: 'x', done: 'on' }))
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { code: 'INPUT_INVALID', fields: [{ field: 'done' }], detail: containing('done') },
    ])
  })

  test.each([
    ['JSON that breaks off', '/notes', '{"title":'],
    ['JSON that reaches for the prototype', '/notes', '{"title":"x","__proto__":{"a":1}}'],
    ['a list in place of an object', '/notes', '[1]'],
    ['no body', '/notes', ''],
    ['a body beyond the limit', '/notes', JSON.stringify({ title: 'x'.repeat(1_100_000) })],
  ])('%s is refused with a code', async (_what, path, body) => {
    const answer = await post(path, body)
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'INPUT_INVALID' }])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a body of type %s is refused: forms of foreign pages send it',
    async (type) => {
      expect(await (await post('/notes', '{"title":"x"}', type)).json()).toMatchObject({ code: 'INPUT_INVALID' })
    },
  )

  test('bytes are posted as they are, and as nothing else', async () => {
    const bytes = '{"no":"JSON"}'.repeat(200_000)
    const answer = await post('/notes/7/bytes', bytes, 'application/octet-stream')
    expect([answer.status, await answer.text()]).toEqual([201, `7 ${bytes.length}`])
    expect(await (await post('/notes/7/bytes', '{}')).json()).toMatchObject({ code: 'INPUT_INVALID' })
    expect(await (await post('/notes', bytes, 'application/octet-stream')).json()).toMatchObject({
      code: 'INPUT_INVALID',
    })
  })

  test('a body may be as large as its endpoint says', async () => {
    const text = 'x'.repeat(2_000_000)
    expect(await (await post('/large', JSON.stringify({ text }))).json()).toEqual({ length: text.length })
    expect(await (await post('/large', JSON.stringify({ text: text + text }))).json()).toMatchObject({
      code: 'INPUT_INVALID',
      detail: containing('too large'),
    })
  })

  test('what is encoded in an address is the endpoint that was judged, and no other', async () => {
    expect((await fetch(`${origin}/api/v1/notes/own`)).status).toBe(401)
    expect((await fetch(`${origin}/api/v1/notes/%6Fwn`)).status).toBe(401)
    expect(await (await fetch(`${origin}/api/v1/notes/${encodeURIComponent('a/b')}`)).json()).toEqual({ id: 'a/b' })
    expect(await (await fetch(`${origin}/api/v1/notes/%zz`)).json()).toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('answers', () => {
  test('hold what the contract declares and are never cached', async () => {
    const answer = await post('/notes', JSON.stringify({ title: 'x' }))
    expect([answer.status, answer.headers.get('cache-control'), await answer.json()]).toEqual([
      201,
      'no-store',
      { title: 'x' },
    ])
  })

  test('of bytes stream', async () => {
    expect(await (await fetch(`${origin}/api/v1/notes/17/bytes`)).text()).toBe('17!')
  })

  test('carry a strict policy; a signed address may be shown by a frame without an origin', async () => {
    const { headers } = await fetch(`${origin}/api/v1/notes`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self';script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none';object-src 'none';base-uri 'none'")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    const signed = await fetch(`${origin}/api/v1/signed/1`)
    expect(signed.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })
})

describe('failures', () => {
  test('are problems with code and details, which replace nothing of their own', async () => {
    const answer = await post('/refuse', '{}')
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect([answer.status, await answer.json()]).toEqual([
      422,
      {
        type: 'urn:besedka:problem:AUTH_FAILED',
        title: 'The server does not accept the user name or the password',
        status: 422,
        code: 'AUTH_FAILED',
        steps: [{ step: 'login-incoming', ok: false }],
      },
    ])
  })

  test('nobody foresaw say only an id, under which the log knows more, without personal data', async () => {
    const answer = await post('/break', '{}')
    const problem: unknown = await answer.json()
    expect([answer.status, problem]).toEqual([
      500,
      {
        type: 'urn:besedka:problem:UNEXPECTED',
        title: anyText,
        status: 500,
        code: 'UNEXPECTED',
        instance: `urn:uuid:${answer.headers.get('x-request-id')}`,
      },
    ])
    const line = lines.find((one) => one.includes(answer.headers.get('x-request-id') ?? 'none')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 50, route: '/api/v1/break', err: { message: 'a defect' } })
    expect(line).not.toContain('anna@corp.test')
  })

  test.each([
    ['GET', '/api/v1/nothing'],
    ['PUT', '/api/v1/notes'],
    ['HEAD', '/api/v1/notes'],
    ['POST', '/a/page'],
    ['GET', '/missing.js'],
    ['GET', '/assets/../../etc/passwd.txt'],
  ])('%s %s is 404', async (method, path) => {
    expect((await fetch(`${origin}${path}`, { method })).status).toBe(404)
  })

  test('the log knows routes, never what was searched for', async () => {
    await fetch(`${origin}/api/v1/notes?q=secretword&limit=0`)
    expect(lines.join('')).not.toContain('secretword')
  })
})

describe('pages', () => {
  test.each(['/', '/?interaction=17', '/accounts/new'])('%s is the interface, asked for each time', async (path) => {
    const answer = await fetch(`${origin}${path}`)
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
      200,
      'no-cache',
      '<title>page</title>',
    ])
  })

  test('the first page needs no compression', async () => {
    const answer = await fetch(`${origin}/`, { headers: { 'accept-encoding': 'identity' } })
    expect([answer.status, await answer.text()]).toEqual([200, '<title>page</title>'])
  })

  test('files named by their content are kept for good', async () => {
    const answer = await fetch(`${origin}/assets/main-a1b2.js`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})
