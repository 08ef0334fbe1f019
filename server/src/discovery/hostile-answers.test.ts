import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import { createCertificates } from '@besedka/lab/lab-certificates'
import { createMailWorld, type MailWorld, type WebHandler } from '@besedka/lab/mail-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDialler, type Dialler } from '../platform/dialler.ts'
import { startScriptedDns } from '../platform/testing/scripted-dns.ts'
import { createDiscoveryService } from './discovery.service.ts'
import { fetchPage } from './fetch-page.ts'
import { probeServer } from './probe-server.ts'
import { autoconfigText, usualConfiguration } from './testing/configuration-texts.ts'

const SECRET = 'root:x:0:0:inner-secret'
const actor = { userId: '1', role: 'user', scopes: [] } as const

let world: MailWorld
let folder: string
let dns: Awaited<ReturnType<typeof startScriptedDns>>
let guarded: Dialler
let inner: string[]
const timers = new Set<NodeJS.Timeout>()

/** Writes for ever, so many bytes at a time, until the other side has had enough. */
function drip(response: ServerResponse, bytes: number, everyMs: number): void {
  const timer = setInterval(() => response.write('x'.repeat(bytes)), everyMs)
  timers.add(timer)
  response.on('close', () => clearInterval(timer))
}

const xml = { 'content-type': 'text/xml' }
const lol = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')
const strange = (host: string, port: number) =>
  autoconfigText({ host, port, security: 'SSL' }, { host, port, security: 'SSL' })
const redirect =
  (location: string): WebHandler =>
  (_request, response) =>
    void response.writeHead(302, { location }).end()
const page =
  (text: string, headers: Record<string, string> = xml): WebHandler =>
  (_request, response) =>
    void response.writeHead(200, headers).end(text)

/** What `autoconfig.<name>.test` does, and the code under which the trace names it. */
const hostile: Record<string, { does: WebHandler; code: string }> = {
  bomb: {
    does: page(`<!DOCTYPE x [<!ENTITY l0 "lol">${lol}]><clientConfig>&l9;</clientConfig>`),
    code: 'ANSWER_FORBIDDEN',
  },
  outer: {
    does: page('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><clientConfig>&f;</clientConfig>'),
    code: 'ANSWER_FORBIDDEN',
  },
  large: {
    does: (_request, response) => {
      response.writeHead(200, { ...xml, 'content-length': String(64 * 1024 * 1024) })
      response.end(Buffer.alloc(64 * 1024 * 1024, 0x20))
    },
    code: 'ANSWER_TOO_LARGE',
  },
  endless: { does: (_request, response) => drip(response.writeHead(200, xml), 65_536, 1), code: 'ANSWER_TOO_LARGE' },
  slow: { does: (_request, response) => drip(response.writeHead(200, xml), 1, 100), code: 'CONNECTION_TIMEOUT' },
  mute: { does: () => {}, code: 'CONNECTION_TIMEOUT' },
  page: { does: page(`<html>${SECRET}</html>`, { 'content-type': 'text/html' }), code: 'ANSWER_WRONG_TYPE' },
  packed: { does: page('x', { ...xml, 'content-encoding': 'gzip' }), code: 'ANSWER_WRONG_TYPE' },
  broken: { does: page('<clientConfig><emailProvider>'), code: 'ANSWER_MALFORMED' },
  words: { does: (request) => void request.socket.end(`${SECRET}\r\n\r\n`), code: 'ANSWER_MALFORMED' },
  heads: {
    does: (request) => void request.socket.write(`HTTP/1.1 200 OK\r\n${`X-${'y'.repeat(1000)}: z\r\n`.repeat(40)}`),
    code: 'ANSWER_TOO_LARGE',
  },
  failing: { does: (_request, response) => void response.writeHead(500).end(SECRET), code: 'HTTP_STATUS' },
  inward: { does: redirect('https://inner.inward.test/secret'), code: 'HOST_PRIVATE' },
  metadata: { does: redirect('https://169.254.169.254/latest/meta-data'), code: 'HOST_PRIVATE' },
  numbers: { does: redirect('https://2130706433/'), code: 'HOST_PRIVATE' },
  round: { does: redirect('/again'), code: 'TOO_MANY_REDIRECTS' },
  port: { does: redirect('https://autoconfig.port.test:8443/'), code: 'REDIRECT_REFUSED' },
  file: { does: redirect('file:///etc/passwd'), code: 'REDIRECT_REFUSED' },
  naked: { does: redirect('http://autoconfig.naked.test/'), code: 'REDIRECT_REFUSED' },
  login: { does: redirect('https://root:toor@autoconfig.login.test/'), code: 'REDIRECT_REFUSED' },
}

/** Domains whose configuration is read and names servers that are not to be reached. */
const pointing: Record<string, { does: WebHandler; asked: string; code: string }> = {
  loop: { does: page(usualConfiguration('localhost')), asked: 'localhost:993 tls', code: 'HOST_UNKNOWN' },
  cloud: { does: page(usualConfiguration('169.254.169.254')), asked: '169.254.169.254:993 tls', code: 'HOST_PRIVATE' },
  office: {
    does: page(usualConfiguration('inner.office.test')),
    asked: 'inner.office.test:993 tls',
    code: 'HOST_PRIVATE',
  },
  shell: {
    does: page(strange('autoconfig.shell.test', 22)),
    asked: 'autoconfig.shell.test:22 tls',
    code: 'PORT_REFUSED',
  },
}

beforeAll(async () => {
  world = createMailWorld()
  const names = [...Object.keys(hostile), ...Object.keys(pointing), 'talker']
  const certificates = await createCertificates(
    new Date(),
    names.map((name) => `*.${name}.test`),
  )
  folder = await mkdtemp(join(tmpdir(), 'besedka-hostile-'))
  await writeFile(join(folder, 'ca.pem'), certificates.ca)
  const [outside, inside] = [world.newAddress(), world.newAddress()]
  await world.serveWeb(outside, certificates.server, (request, response) => {
    const name = request.headers.host?.split('.')[1] ?? ''
    const does = hostile[name]?.does ?? pointing[name]?.does
    if (does === undefined) response.writeHead(404).end()
    else does(request, response)
  })
  inner = await world.serveWeb(inside, certificates.server, page(SECRET))
  const addresses: Record<string, string[]> = {}
  for (const name of names) {
    addresses[`autoconfig.${name}.test`] = [outside]
    addresses[`inner.${name}.test`] = [inside]
  }
  addresses['autoconfig.loopback.test'] = ['127.0.0.1', '0:0:0:0:0:0:0:1']
  dns = await startScriptedDns({
    addresses,
    silent: ['autoconfig.dumb.test'],
    aliases: { 'autoconfig.circle.test': 'other.circle.test', 'other.circle.test': 'autoconfig.circle.test' },
  })
  const dialler = await createDialler({
    dnsServers: [dns.server],
    allowPrivateHosts: false,
    caFile: join(folder, 'ca.pem'),
  })
  // The world lies on loopback as everything in a test: its outer hosts count as public, all others as what they are.
  guarded = {
    ...dialler,
    dial: (request) => dialler.dial({ ...request, allowPrivate: request.host.startsWith('autoconfig.') }),
  }
})
afterAll(async () => {
  for (const timer of timers) clearInterval(timer)
  await world.stop()
  dns.stop()
  await rm(folder, { recursive: true })
})

const discover = (address: string, dialler = guarded) =>
  createDiscoveryService({
    dialler,
    filesDir: folder,
    ispdbUrl: null,
    isListOnly: false,
    allowPrivateHosts: false,
    allowPlaintext: false,
  })(actor, address)

test.each(Object.entries(hostile).map(([name, { code }]) => [name, code]))(
  'S14 a configuration host that is hostile (%s) hangs nothing, leaks nothing and is named: %s',
  async (name, code) => {
    const { candidates, trace } = await discover(`anna@${name}.test`)
    const entry = trace.find(({ asked }) => asked.startsWith(`https://autoconfig.${name}.test`))
    expect(entry).toMatchObject({ code, source: 'autoconfig' })
    expect(['failed', 'refused']).toContain(entry?.outcome)
    expect(candidates).toEqual([])
    expect(JSON.stringify(trace)).not.toContain('inner-secret')
    expect(inner).toEqual([])
  },
  15_000,
)

test.each(Object.entries(pointing))(
  'S14 a configuration may name servers inside or strange ports (%s): nobody knocks there',
  async (name, { asked, code }) => {
    const { candidates, trace } = await discover(`anna@${name}.test`)
    expect(trace.find((entry) => entry.asked === asked)).toMatchObject({ code })
    expect(candidates.every(({ verified }) => !verified)).toBe(true)
  },
  15_000,
)

test.each([
  ['loopback', 'HOST_PRIVATE'],
  ['circle', 'HOST_UNKNOWN'],
  ['dumb', 'CONNECTION_TIMEOUT'],
])(
  'S14 DNS that answers with %s is named: %s',
  async (name, code) => {
    const plain = {
      ...guarded,
      dial: (await createDialler({ dnsServers: [dns.server], allowPrivateHosts: false })).dial,
    }
    const { trace } = await discover(`anna@${name}.test`, plain)
    expect(trace.find(({ asked }) => asked.startsWith(`https://autoconfig.${name}.test`))).toMatchObject({ code })
  },
  15_000,
)

test('S14 a name that points elsewhere at the second look is never followed: each connection looks once and goes there', async () => {
  const [first, second] = [world.newAddress(), world.newAddress()]
  const certificates = await createCertificates(new Date(), ['turning.test'])
  const caFile = join(folder, 'turning.pem')
  await writeFile(caFile, certificates.ca)
  const script = { addresses: { 'turning.test': [first] } }
  const turning = await startScriptedDns(script)
  // The name turns while the first answer is on its way: whoever looks again sees the other address.
  await world.serveWeb(first, certificates.server, (_request, response) => {
    script.addresses['turning.test'] = [second]
    setImmediate(() => response.writeHead(200, xml).end('<first/>'))
  })
  const evil = await world.serveWeb(second, certificates.server, page('<second/>'))
  const dialler = await createDialler({ dnsServers: [turning.server], allowPrivateHosts: true, caFile })
  const request = { url: 'https://turning.test/', timeoutMs: 3_000, signal: new AbortController().signal }
  expect(await fetchPage(dialler, request)).toMatchObject({ value: { text: '<first/>' } })
  expect([turning.asked, evil]).toEqual([['turning.test', 'turning.test'], []])
  turning.stop()
})

test.each([
  ['never ends its line', 'x'.repeat(40_000), []],
  ['is a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', []],
  ['floods its capabilities', '* OK\r\n', [[/CAPABILITY/, '* CAPABILITY X\r\n'.repeat(3_000)]]],
  [
    'puts words before the protection',
    '* OK\r\n',
    [
      [/CAPABILITY/, '* CAPABILITY STARTTLS AUTH=PLAIN\r\nc OK\r\n'],
      [/STARTTLS/, 's OK\r\n* CAPABILITY AUTH=PLAIN\r\nc OK\r\n'],
    ],
  ],
] as [string, string, [RegExp, string][]][])('S14 a mail server that %s is none', async (_name, greeting, answers) => {
  const address = world.newAddress()
  await world.speak(address, 143, { greeting, answers })
  const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true })
  const server = { side: 'imap', host: address, port: 143, security: 'starttls' } as const
  const told = await probeServer(dialler, server, { timeoutMs: 3_000, signal: new AbortController().signal })
  expect(told).toEqual({ code: 'NOT_MAIL_SERVER' })
})

test('N06 a domain that is written to be mistaken for a known one carries a warning', async () => {
  const domain = domainToASCII('уаndex.ru')
  await writeFile(join(folder, `${domain}.xml`), usualConfiguration(`imap.${domain}`))
  const [first] = (await discover('anna@уаndex.ru')).candidates
  expect(first?.warnings).toContain('look-alike')
})
