import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDialler, type Dialler } from './dialler.ts'
import { fetchGuarded } from './guarded-fetch.ts'

let server: http.Server
/** Goes to the test's own server instead of the web's ports; everything else is the real dialler. */
let dialler: Dialler
const dialled: { host: string; port: number; tls: boolean }[] = []

beforeAll(async () => {
  server = http.createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const real = await createDialler({ dnsServers: [], allowPrivateHosts: true })
  dialler = {
    ...real,
    async dial(request) {
      dialled.push({ host: request.host, port: request.port, tls: request.tls })
      return real.dial({ ...request, host: '127.0.0.1', port, tls: false })
    },
  }
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

let asked: http.IncomingMessage
/** What each path of the test's own server does. */
const paths: Record<string, (response: http.ServerResponse, query: URLSearchParams) => void> = {
  '/to': (response, query) => response.writeHead(302, { location: query.get('url') ?? '' }).end(),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/endless': (response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    const pour = () => {
      if (!response.destroyed) response.write(Buffer.alloc(65_536), pour)
    }
    pour()
  },
  '/silent': () => {},
  '/gone': (response) => response.writeHead(404).end(),
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
  '/zip': (response) => response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end('x'),
}

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  asked = request
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
  const known = paths[pathname]
  if (known) known(response, searchParams)
  else response.writeHead(200, { 'content-type': 'Image/PNG; x=1' }).end('picture')
}

const get = (url: string, timeoutMs = 5_000) =>
  fetchGuarded(dialler, {
    url,
    accept: 'image/png',
    takesType: (type) => type.startsWith('image/'),
    limitBytes: 100_000,
    timeoutMs,
  })

describe('fetching from hosts that strangers name', () => {
  test('gives the bytes and tells nothing of who asks', async () => {
    const fetched = await get('http://shop.test/a/b.png?x=1')
    expect(fetched).toMatchObject({ ok: true, value: { url: 'http://shop.test/a/b.png?x=1' } })
    expect(fetched.ok && fetched.value.bytes.toString()).toBe('picture')
    expect(asked.url).toBe('/a/b.png?x=1')
    expect(Object.keys(asked.headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  })

  test('goes over TLS to port 443 for https, to port 80 for http', async () => {
    dialled.length = 0
    await get('https://shop.test/')
    await get('http://[::1]/')
    expect(dialled).toEqual([
      { host: 'shop.test', port: 443, tls: true },
      { host: '::1', port: 80, tls: false },
    ])
  })

  test('follows a redirect, each host of it through the dialler', async () => {
    dialled.length = 0
    expect((await get('http://one.test/to?url=https://two.test/x.png')).ok).toBe(true)
    expect(dialled.map(({ host }) => host)).toEqual(['one.test', 'two.test'])
  })

  test.each([
    ['a file', 'file:///etc/passwd', 'address'],
    ['no address', 'nothing', 'address'],
    ['another port', 'http://shop.test:8025/', 'address'],
    ['a password', 'http://a:b@shop.test/', 'address'],
    ['a redirect to another port', 'http://one.test/to?url=http://two.test:6379/', 'redirect'],
    ['a redirect that drops the protection', 'https://one.test/to?url=http://two.test/', 'redirect'],
    ['a redirect to a file', 'http://one.test/to?url=file:///etc/passwd', 'redirect'],
    ['redirects without end', 'http://one.test/loop', 'redirects'],
    ['a page', 'http://one.test/page', 'type'],
    ['bytes that would have to be unpacked', 'http://one.test/zip', 'type'],
    ['bytes without end', 'http://one.test/endless', 'size'],
  ])('refuses %s', async (_, url, problem) => {
    expect(await get(url)).toEqual({ ok: false, problem })
  })

  test('says what failed', async () => {
    expect(await get('http://one.test/gone')).toEqual({ ok: false, problem: 'status', status: 404 })
    expect(await get('http://one.test/silent', 200)).toEqual({ ok: false, problem: 'time' })
  })

  test('does not reach private hosts by itself', async () => {
    const strict = await createDialler({ dnsServers: [], allowPrivateHosts: false })
    const request = { accept: '*/*', takesType: () => true, limitBytes: 10, timeoutMs: 1_000 }
    for (const url of ['http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/latest/meta-data']) {
      expect(await fetchGuarded(strict, { ...request, url })).toMatchObject({
        ok: false,
        error: { code: 'HOST_PRIVATE' },
      })
    }
  })
})
