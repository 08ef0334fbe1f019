import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { createCertificates, type KeyPair, type LabCertificates } from '@besedka/lab/lab-certificates'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createDialler, type Dialler, type DiallerOptions, type DialRequest } from './dialler.ts'
import { startScriptedDns } from './testing/scripted-dns.ts'

const HOST = 'mail.corp.test'
let folder: string
let certificates: LabCertificates
let dns: Awaited<ReturnType<typeof startScriptedDns>>
const cleanups: (() => void)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'besedka-dialler-'))
  certificates = await createCertificates(new Date())
  await writeFile(join(folder, 'ca.pem'), certificates.ca)
  dns = await startScriptedDns({
    addresses: { [HOST]: ['127.0.0.1'], 'two.corp.test': ['127.0.0.2', '127.0.0.1'], 'mixed.corp.test': ['10.0.0.1'] },
    silent: ['silent.corp.test'],
  })
})
afterAll(async () => {
  dns.stop()
  await rm(folder, { recursive: true })
})
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

const makeDialler = (options: Partial<DiallerOptions> = {}): Promise<Dialler> =>
  createDialler({
    dnsServers: [dns.server],
    allowPrivateHosts: true,
    caFile: join(folder, 'ca.pem'),
    ...options,
  })

async function dial(request: Partial<DialRequest>, options: Partial<DiallerOptions> = {}) {
  const outcome = await (await makeDialler(options)).dial({
    host: HOST,
    port: 1,
    tls: false,
    timeoutMs: 5_000,
    ...request,
  })
  if (outcome.ok) cleanups.push(() => outcome.value.destroy())
  return outcome
}

async function listen(server: net.Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  cleanups.push(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Greets over TLS with the certificate given. */
const startTlsServer = ({ certificate, key }: KeyPair) =>
  listen(
    tls.createServer({ cert: certificate, key }, (socket) => {
      socket.on('error', () => {})
      socket.end('* OK ready\r\n')
    }),
  )

const fingerprintOf = ({ certificate }: KeyPair) => new X509Certificate(certificate).fingerprint256

test('connects and speaks over TLS with a certificate that the additional roots vouch for', async () => {
  const port = await startTlsServer(certificates.server)
  const outcome = await dial({ port, tls: true })
  if (!outcome.ok) throw outcome.error
  const [greeting] = (await once(outcome.value, 'data')) as unknown[]
  expect(String(greeting)).toBe('* OK ready\r\n')
  expect(outcome.value).toMatchObject({ authorized: true, servername: HOST })
})

test('an address instead of a name is checked against the addresses of the certificate', async () => {
  const port = await startTlsServer(certificates.server)
  expect(await dial({ host: '127.0.0.1', port, tls: true })).toMatchObject({ ok: true })
})

test.each([
  ['expired', 'TLS_CERTIFICATE_EXPIRED'],
  ['foreign', 'TLS_CERTIFICATE_UNTRUSTED'],
  ['selfSigned', 'TLS_CERTIFICATE_UNTRUSTED'],
  ['wrongHost', 'TLS_CERTIFICATE_WRONG_HOST'],
] as const)(
  'a certificate that is %s is refused as %s with its fingerprint, and accepted when just it is allowed',
  async (bad, code) => {
    const port = await startTlsServer(certificates[bad])
    const fingerprint = fingerprintOf(certificates[bad])
    expect(await dial({ port, tls: true })).toMatchObject({
      ok: false,
      error: { code, details: { host: HOST, fingerprint } },
    })
    const written = fingerprint.replaceAll(':', '').toLowerCase()
    expect(await dial({ port, tls: true, certificateFingerprint: written })).toMatchObject({ ok: true })
    const other = fingerprintOf(certificates.server)
    expect(await dial({ port, tls: true, certificateFingerprint: other })).toMatchObject({ ok: false, error: { code } })
  },
)

test('without the additional roots the same server is not trusted', async () => {
  const port = await startTlsServer(certificates.server)
  expect(await dial({ port, tls: true }, { caFile: undefined })).toMatchObject({
    ok: false,
    error: { code: 'TLS_CERTIFICATE_UNTRUSTED' },
  })
})

test('a renewed certificate that is good needs no exception, even where one was made for the old one', async () => {
  const port = await startTlsServer(certificates.server)
  const certificateFingerprint = fingerprintOf(certificates.expired)
  expect(await dial({ port, tls: true, certificateFingerprint })).toMatchObject({ ok: true })
})

test.each([
  ['a name of a private address', { host: 'mixed.corp.test' }],
  ['loopback', { host: '127.0.0.1' }],
  ['loopback in the form of IPv6', { host: '::ffff:127.0.0.1' }],
  ['the metadata service of a cloud', { host: '169.254.169.254' }],
])('%s is refused where private hosts are not allowed', async (_name, request) => {
  expect(await dial(request, { allowPrivateHosts: false })).toMatchObject({
    ok: false,
    error: { code: 'HOST_PRIVATE' },
  })
})

test('a private host that an administrator has confirmed is reached', async () => {
  const port = await startTlsServer(certificates.server)
  const options = { allowPrivateHosts: false }
  expect(await dial({ port, tls: true, allowPrivate: true }, options)).toMatchObject({ ok: true })
})

test('the second address is tried when the first does not answer', async () => {
  const port = await startTlsServer(certificates.server)
  const outcome = await dial({ host: 'two.corp.test', port })
  expect(outcome).toMatchObject({ ok: true, value: { remoteAddress: '127.0.0.1' } })
})

test('a name is looked up once for a connection', async () => {
  const port = await startTlsServer(certificates.server)
  dns.asked.length = 0
  await dial({ port, tls: true })
  // Once for IPv4 and once for IPv6.
  expect(dns.asked).toEqual([HOST, HOST])
})

test.each([0, -1, 65_536, 1.5, Number.NaN])('port %d is no port', async (port) => {
  expect(await dial({ port })).toMatchObject({ ok: false, error: { code: 'PORT_INVALID' } })
})

test('an unknown name, a closed port and a silent name server have codes of their own', async () => {
  expect(await dial({ host: 'nobody.corp.test' })).toMatchObject({ ok: false, error: { code: 'HOST_UNKNOWN' } })
  expect(await dial({ port: 1 })).toMatchObject({ ok: false, error: { code: 'CONNECTION_REFUSED' } })
  expect(await dial({ host: 'silent.corp.test', timeoutMs: 200 })).toMatchObject({
    ok: false,
    error: { code: 'CONNECTION_TIMEOUT', details: { step: 'dns' } },
  })
})

test('a server that accepts and says nothing to the handshake runs into the time limit', async () => {
  const port = await listen(net.createServer((socket) => void socket.resume().on('error', () => {})))
  expect(await dial({ port, tls: true, timeoutMs: 300 })).toMatchObject({
    ok: false,
    error: { code: 'CONNECTION_TIMEOUT', details: { step: 'tls' } },
  })
})

test('a server that hangs up in the handshake has lost the connection, one that speaks no TLS has failed it', async () => {
  const rude = await listen(net.createServer((socket) => void socket.on('error', () => {}).destroy()))
  expect(await dial({ port: rude, tls: true })).toMatchObject({ ok: false, error: { code: 'CONNECTION_LOST' } })
  const plain = await listen(
    net.createServer((socket) => void socket.on('error', () => {}).end('* OK plain IMAP here\r\n')),
  )
  expect(await dial({ port: plain, tls: true })).toMatchObject({ ok: false, error: { code: 'TLS_FAILED' } })
})

/** Offers to secure the connection after one line, as IMAP, POP3 and SMTP do. */
const startUpgradingServer = ({ certificate, key }: KeyPair) =>
  listen(
    net.createServer((socket) => {
      socket.on('error', () => {})
      socket.write('ready for TLS\r\n')
      const secured = new tls.TLSSocket(socket, { isServer: true, cert: certificate, key })
      secured.on('error', () => {})
      secured.end('now secret\r\n')
    }),
  )

async function dialAndUpgrade(pair: KeyPair, certificateFingerprint?: string) {
  const port = await startUpgradingServer(pair)
  const dialler = await makeDialler()
  const plain = await dialler.dial({ host: HOST, port, tls: false, timeoutMs: 5_000 })
  if (!plain.ok) throw plain.error
  await once(plain.value, 'data')
  const outcome = await dialler.startTls(plain.value, { host: HOST, certificateFingerprint }, 5_000)
  if (outcome.ok) cleanups.push(() => outcome.value.destroy())
  return outcome
}

test('a connection is secured in the middle, by the same rules', async () => {
  const good = await dialAndUpgrade(certificates.server)
  if (!good.ok) throw good.error
  expect(String((await once(good.value, 'data'))[0])).toBe('now secret\r\n')
  expect(await dialAndUpgrade(certificates.expired)).toMatchObject({
    ok: false,
    error: { code: 'TLS_CERTIFICATE_EXPIRED' },
  })
  expect(await dialAndUpgrade(certificates.selfSigned, fingerprintOf(certificates.selfSigned))).toMatchObject({
    ok: true,
  })
})

test('a library that waits itself is told by the socket: secure, or destroyed with the coded error', async () => {
  const port = await startUpgradingServer(certificates.foreign)
  const dialler = await makeDialler()
  const plain = await dialler.dial({ host: HOST, port, tls: false, timeoutMs: 5_000 })
  if (!plain.ok) throw plain.error
  await once(plain.value, 'data')
  let isSecure = false
  const secured = dialler.beginTls(plain.value, { host: HOST }, () => {
    isSecure = true
  })
  const [error] = (await once(secured, 'error')) as unknown[]
  expect(error).toMatchObject({ code: 'TLS_CERTIFICATE_UNTRUSTED' })
  expect([isSecure, secured.destroyed]).toEqual([false, true])
})

test('a file of roots that is missing or holds no certificate stops the start', async () => {
  await expect(makeDialler({ caFile: join(folder, 'missing.pem') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  await writeFile(join(folder, 'empty.pem'), 'nothing here')
  await expect(makeDialler({ caFile: join(folder, 'empty.pem') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  await writeFile(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  await expect(makeDialler({ caFile: join(folder, 'broken.pem') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})
