import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lab } from '@besedka/lab/lab-types'
import type { LabRecord } from '@besedka/lab/lab-zone'
import { createMailWorld, type MailWorld } from '@besedka/lab/mail-world'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDialler } from '../platform/dialler.ts'
import { createDiscoveryService, type Discovered, type DiscoveryDeps } from './discovery.service.ts'
import { autoconfigText, autodiscoverText, usualConfiguration } from './testing/configuration-texts.ts'

const IDN = 'xn--80a1acny.test'
const names = [
  'awful',
  'auto',
  'known',
  'db',
  'srv',
  'exch',
  'sent-on',
  'guess',
  'hang',
  'foreign',
  'bare',
  'mx',
  'stale',
  'plain',
  'pop',
]
const domains = [...names.map((name) => `${name}.test`), IDN]

let lab: Lab
let world: MailWorld
let folder: string
let asked: string[]
let deps: DiscoveryDeps
let heardByBare: string[]
const pages = new Map<string, { type?: string; text: string }>()
const actor = { userId: '1', role: 'user', scopes: [] } as const

beforeAll(async () => {
  const certificateNames = domains.flatMap((domain) => [domain, `*.${domain}`])
  ;[lab, folder] = await Promise.all([
    startLab({ dns: true, certificateNames }),
    mkdtemp(join(tmpdir(), 'besedka-discovery-')),
  ])
  world = createMailWorld()
  const records = await populate()
  await lab.zone.add(...records)
  const dialler = await createDialler({ dnsServers: [lab.zone.server], allowPrivateHosts: true, caFile: lab.caFile })
  deps = {
    dialler,
    filesDir: folder,
    ispdbUrl: 'https://isp.db.test/v1.1/',
    isListOnly: false,
    allowPrivateHosts: true,
    allowPlaintext: false,
  }
})
afterAll(async () => {
  await world.stop()
  await lab.stop()
  await rm(folder, { recursive: true })
})

/** Hosts of many domains: one web server, one good mail host, and the bad ones each on an address of its own. */
async function populate(): Promise<LabRecord[]> {
  const { imap, imaps, pop3s, submission, smtps } = lab.ports
  const [web, mail, silent, foreign, bare] = Array.from({ length: 5 }, () => world.newAddress()) as [
    string,
    string,
    string,
    string,
    string,
  ]
  asked = await world.serveWeb(web, lab.certificates.server, (request, response) => {
    const page = pages.get(`${request.headers.host}${request.url?.split('?')[0]}`)
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': page?.type ?? 'text/xml' })
    response.end(page?.text)
  })
  await world.forward(mail, { 993: imaps, 143: imap, 995: pop3s, 465: smtps, 587: submission })
  await world.hang(silent, [993, 143, 465, 587, 995, 110, 25, 443, 80])
  const variant = await lab.startVariant({ certificate: 'foreign' })
  await world.forward(foreign, { 993: variant.ports.imaps, 465: variant.ports.smtps, 143: variant.ports.imap })
  heardByBare = await world.speak(bare, 143, {
    greeting: '* OK bare IMAP\r\n',
    answers: [[/CAPABILITY/, '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nc OK\r\n']],
  })
  await world.speak(bare, 587, { greeting: '220 bare\r\n', answers: [[/EHLO/, '250-bare\r\n250 AUTH PLAIN\r\n']] })
  const a = (name: string, address: string): LabRecord => ({ type: 'A', name, address })
  const srv = (service: string, domain: string, target: string, port: number): LabRecord => ({
    type: 'SRV',
    name: `_${service}._tcp.${domain}`,
    target,
    port,
  })
  const config = (host: string, text: string) => pages.set(`${host}/mail/config-v1.1.xml`, { text })
  config('autoconfig.auto.test', usualConfiguration('mail.auto.test'))
  config(`autoconfig.${IDN}`, usualConfiguration(`mail.${IDN}`))
  pages.set('known.test/.well-known/autoconfig/mail/config-v1.1.xml', { text: usualConfiguration('mail.known.test') })
  pages.set('isp.db.test/v1.1/db.test', { text: usualConfiguration('mail.db.test') })
  config('autoconfig.foreign.test', usualConfiguration('strange.foreign.test'))
  config('autoconfig.stale.test', usualConfiguration('gone.stale.test'))
  config(
    'autoconfig.bare.test',
    autoconfigText(
      { host: 'mail.bare.test', port: 143, security: 'STARTTLS' },
      { host: 'mail.bare.test', port: 587, security: 'STARTTLS' },
    ),
  )
  config(
    'autoconfig.plain.test',
    autoconfigText(
      { host: 'mail.plain.test', port: 143, security: 'plain' },
      { host: 'mail.plain.test', port: 587, security: 'plain' },
    ),
  )
  const protocol = (type: string, port: number) =>
    `<Protocol><Type>${type}</Type><Server>mail.exch.test</Server><Port>${port}</Port><SSL>on</SSL></Protocol>`
  pages.set('autodiscover.exch.test/autodiscover/autodiscover.xml', {
    text: autodiscoverText(protocol('POP3', 995) + protocol('IMAP', 993) + protocol('SMTP', 465)),
  })
  pages.set('autodiscover.sent-on.test/autodiscover/autodiscover.xml', {
    text: autodiscoverText('<RedirectAddr>anna@exch.test</RedirectAddr>'),
  })
  return [
    ...['autoconfig.auto', 'known', 'isp.db', 'autoconfig.foreign', 'autoconfig.stale', 'autoconfig.bare'].map((name) =>
      a(`${name}.test`, web),
    ),
    ...['autoconfig.plain', 'autodiscover.exch', 'autodiscover.sent-on'].map((name) => a(`${name}.test`, web)),
    a(`autoconfig.${IDN}`, web),
    ...['mail.auto', 'mail.known', 'mail.db', 'box.srv', 'mail.exch', 'imap.guess', 'smtp.guess', 'mail.plain'].map(
      (name) => a(`${name}.test`, mail),
    ),
    a(`mail.${IDN}`, mail),
    a('good.hang.test', mail),
    a('mail.foreign.test', mail),
    a('box.stale.test', mail),
    a('pop.pop.test', mail),
    a('silent.hang.test', silent),
    ...['', 'autoconfig.', 'autodiscover.', 'imap.', 'mail.', 'pop.', 'smtp.', 'pop3.'].map((name) =>
      a(`${name}awful.test`, silent),
    ),
    { type: 'MX', name: 'awful.test', exchange: 'mx.in.awful-host.test', priority: 5 },
    a('autoconfig.awful-host.test', silent),
    a('autoconfig.in.awful-host.test', silent),
    a('strange.foreign.test', foreign),
    a('mail.bare.test', bare),
    srv('imaps', 'srv.test', 'box.srv.test', 993),
    srv('submission', 'srv.test', 'box.srv.test', 587),
    { type: 'SRV', name: '_pop3s._tcp.srv.test' },
    srv('imaps', 'hang.test', 'silent.hang.test', 993),
    srv('submissions', 'hang.test', 'silent.hang.test', 465),
    srv('imap', 'hang.test', 'good.hang.test', 143),
    srv('submission', 'hang.test', 'good.hang.test', 587),
    srv('imaps', 'stale.test', 'box.stale.test', 993),
    srv('submissions', 'stale.test', 'box.stale.test', 465),
    srv('pop3s', 'pop.test', 'pop.pop.test', 995),
    srv('submissions', 'pop.test', 'pop.pop.test', 465),
    { type: 'MX', name: 'mx.test', exchange: 'mx.yandex.net', priority: 10 },
  ]
}

const discover = (address: string, change: Partial<DiscoveryDeps> = {}): Promise<Discovered> =>
  createDiscoveryService({ ...deps, ...change })(actor, address)
const about = ({ trace }: Discovered, text: string) => trace.filter(({ asked: question }) => question.includes(text))

describe('settings from an address alone', () => {
  test.each([
    ['auto', 'autoconfig', 2, 'mail.auto.test'],
    ['known', 'well-known', 2, 'mail.known.test'],
    ['db', 'ispdb', 2, 'mail.db.test'],
    ['srv', 'srv', 3, 'box.srv.test'],
    ['exch', 'autodiscover', 3, 'mail.exch.test'],
    ['sent-on', 'autodiscover', 3, 'mail.exch.test'],
    ['guess', 'guess', 3, 'imap.guess.test'],
  ] as const)(
    'S14 of %s.test come from %s at trust %i, checked without a password',
    async (name, source, trust, host) => {
      const found = await discover(`anna@${name}.test`)
      expect(found.candidates[0]).toMatchObject({
        source,
        trust,
        verified: true,
        incoming: {
          protocol: 'imap',
          host,
          port: 993,
          security: 'tls',
          user: `anna@${name === 'sent-on' ? 'exch' : name}.test`,
        },
      })
      expect(about(found, `${host}:993 tls`)[0]).toMatchObject({ outcome: 'found', code: 'GOOD_SERVER', source })
    },
  )

  test('S14 the domain of the lab itself is found over SRV, at ports of its own', async () => {
    const { candidates } = await discover('sales@corp.test')
    expect(candidates[0]).toMatchObject({
      source: 'srv',
      incoming: { host: 'mail.corp.test', port: lab.ports.imaps, security: 'tls' },
      outgoing: { host: 'mail.corp.test', port: lab.ports.smtps, security: 'tls' },
    })
  })

  test('S14 an address in any letters, with a plus, spaces and capitals, is found all the same', async () => {
    const { candidates } = await discover(' Anna+Shop @ Почта.TEST ')
    expect(candidates[0]).toMatchObject({
      source: 'autoconfig',
      incoming: { host: `mail.${IDN}`, user: `Anna+Shop@${IDN}` },
    })
    expect(asked).toContain(
      `https://autoconfig.${IDN}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(`Anna+Shop@${IDN}`)}`,
    )
  })

  test('S14 a company whose letters arrive at a provider is found by its MX, with what to do first', async () => {
    const { candidates } = await discover('anna@mx.test')
    expect(candidates[0]).toMatchObject({
      source: 'mx-list',
      trust: 3,
      incoming: { host: 'imap.yandex.ru', port: 993, user: 'anna@mx.test' },
      hint: { code: 'ENABLE_IMAP_APP_PASSWORD' },
      warnings: ['other-domain'],
    })
  })

  test('S14 a provider of the list is known without anybody being asked but its servers', async () => {
    const before = asked.length
    const { candidates, trace } = await discover('anna@yandex.ru')
    expect(candidates[0]).toMatchObject({
      source: 'list',
      trust: 1,
      incoming: { host: 'imap.yandex.ru' },
      verified: false,
    })
    expect(candidates.map(({ incoming }) => incoming?.protocol)).toEqual(['imap', 'pop3'])
    expect(trace.every(({ source }) => source === 'administrator' || source === 'list')).toBe(true)
    expect(asked.length).toBe(before)
  })

  test('S14 the operator’s own file stands before everything, and a damaged one is told', async () => {
    await writeFile(join(folder, 'auto.test.xml'), usualConfiguration('mail.known.test'))
    const found = await discover('anna@auto.test')
    expect(found.candidates[0]).toMatchObject({
      source: 'administrator',
      trust: 1,
      incoming: { host: 'mail.known.test' },
    })
    await writeFile(join(folder, 'auto.test.xml'), '<clientConfig>')
    const damaged = await discover('anna@auto.test')
    expect(about(damaged, 'auto.test.xml')[0]).toMatchObject({ code: 'ANSWER_MALFORMED', outcome: 'failed' })
    expect(damaged.candidates[0]).toMatchObject({ source: 'autoconfig' })
    await rm(join(folder, 'auto.test.xml'))
  })

  test('N06 in a closed network nothing outside is asked', async () => {
    const before = asked.length
    const { candidates, trace } = await discover('anna@auto.test', { isListOnly: true })
    expect(candidates).toEqual([])
    expect(trace.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['administrator', 'nothing'],
      ['list', 'nothing'],
    ])
    expect(asked.length).toBe(before)
  })

  test('S28 POP3 is offered where a domain has nothing else', async () => {
    const { candidates } = await discover('anna@pop.test')
    expect(candidates[0]).toMatchObject({ incoming: { protocol: 'pop3', port: 995 }, outgoing: { port: 465 } })
  })
})

describe('servers that cannot be used', () => {
  test('S14 one that hangs stands behind the one that answers, within the time for all', async () => {
    const found = await discover('anna@hang.test')
    expect(found.candidates[0]).toMatchObject({
      source: 'srv',
      incoming: { host: 'good.hang.test', port: 143, security: 'starttls' },
      outgoing: { host: 'good.hang.test', port: 587, security: 'starttls' },
      verified: true,
    })
    expect(about(found, 'silent.hang.test:993')[0]).toMatchObject({ code: 'CONNECTION_TIMEOUT', outcome: 'failed' })
  }, 15_000)

  test('S14 a known domain is answered within three seconds even where its servers hang', async () => {
    await writeFile(join(folder, 'hang.test.xml'), usualConfiguration('silent.hang.test'))
    const { candidates, trace } = await discover('anna@hang.test')
    await rm(join(folder, 'hang.test.xml'))
    expect(candidates).toMatchObject([{ source: 'administrator', verified: false }])
    expect(trace.filter(({ code }) => code === 'CONNECTION_TIMEOUT')).toHaveLength(2)
  }, 3_000)

  test('S14 where every host of a domain hangs, an answer comes within fifteen seconds and names them all', async () => {
    const found = await discover('anna@awful.test')
    expect(found.candidates).toEqual([])
    for (const part of [
      'https://autoconfig.awful.test',
      'https://awful.test/',
      'autoconfig.awful-host.test',
      'imap.awful.test:993',
    ]) {
      expect(about(found, part)[0], part).toMatchObject({ code: 'CONNECTION_TIMEOUT' })
    }
  }, 15_000)

  test('S14 one with a foreign certificate is named, and the good host of the domain comes first', async () => {
    const found = await discover('anna@foreign.test')
    expect(about(found, 'strange.foreign.test:993')[0]).toMatchObject({ code: 'TLS_CERTIFICATE_UNTRUSTED' })
    expect(found.candidates[0]).toMatchObject({
      source: 'guess',
      incoming: { host: 'mail.foreign.test' },
      verified: true,
    })
    expect(found.candidates.find(({ source }) => source === 'autoconfig')).toMatchObject({ verified: false })
  })

  test('S14 one without STARTTLS is never taken in the clear: no name and no password is said', async () => {
    const found = await discover('anna@bare.test')
    expect(about(found, 'mail.bare.test:143 starttls')[0]).toMatchObject({ code: 'TLS_NOT_OFFERED' })
    expect(found.candidates.every(({ verified }) => !verified)).toBe(true)
    expect(
      found.candidates
        .flatMap(({ incoming, outgoing }) => [incoming, outgoing])
        .some((side) => side?.security === 'none'),
    ).toBe(false)
    expect(heardByBare.every((line) => /^c CAPABILITY$/.test(line))).toBe(true)
  })

  test('S14 a configuration in the clear is offered only where the operator allows it', async () => {
    const refused = await discover('anna@plain.test')
    expect(refused.candidates.filter(({ incoming }) => incoming?.security === 'none')).toEqual([])
    const allowed = await discover('anna@plain.test', { allowPlaintext: true })
    expect(allowed.candidates.find(({ incoming }) => incoming?.security === 'none')?.warnings).toContain('plain')
  })

  test('S14 a configuration whose servers are gone stands behind what SRV names', async () => {
    const found = await discover('anna@stale.test')
    expect(found.candidates.map(({ source }) => source)).toEqual(['srv', 'autoconfig'])
    expect(about(found, 'gone.stale.test:993')[0]).toMatchObject({ code: 'HOST_UNKNOWN', outcome: 'nothing' })
  })
})

describe('the trace', () => {
  test('N06 says of every question what was asked, how far the answer can be trusted and how it went, never whose', async () => {
    const { trace } = await discover('anna@nowhere.test')
    const questions = trace.map(({ asked: question }) => question)
    for (const part of [
      'https://autoconfig.nowhere.test',
      '/.well-known/',
      'isp.db.test/v1.1/nowhere.test',
      'SRV _imaps',
      'MX nowhere',
      'POST https://autodiscover',
      'imap.nowhere.test:993 tls',
    ]) {
      expect(
        questions.some((question) => question.includes(part)),
        part,
      ).toBe(true)
    }
    expect(JSON.stringify(trace)).not.toContain('anna')
    expect(trace.filter(({ asked: question }) => question.startsWith('http:')).every(({ trust }) => trust === 3)).toBe(
      true,
    )
  })

  test('N06 what lesser sources would say is called off once a better one has spoken', async () => {
    const found = await discover('anna@auto.test')
    expect(found.candidates[0]?.source).toBe('autoconfig')
    expect(found.trace.some(({ source }) => source === 'autodiscover' || source === 'guess')).toBe(false)
  })

  test('N06 a search can be cancelled: it ends at once with what it has', async () => {
    const stop = new AbortController()
    const search = createDiscoveryService(deps)(actor, 'anna@hang.test', {
      signal: stop.signal,
      listen: (line) => {
        if (line.type === 'asking' && line.asked.startsWith('silent.hang.test')) stop.abort()
      },
    })
    const { trace } = await search
    const waited = trace.filter(({ asked: question }) => question.startsWith('silent.hang.test'))
    expect(waited.map(({ outcome }) => outcome)).toEqual(['cancelled'])
    expect(trace.some(({ source }) => source === 'guess')).toBe(false)
  })

  test('N06 one person searches three times at once and no more; what is no address is refused', async () => {
    const search = createDiscoveryService(deps)
    const running = [1, 2, 3].map(() => search(actor, 'anna@nowhere.test'))
    await expect(search(actor, 'anna@nowhere.test')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    await expect(search({ ...actor, userId: '2' }, 'anna@tuta.com')).resolves.toMatchObject({
      candidates: [{ incoming: null, hint: { code: 'NO_MAIL_PROGRAMS' } }],
    })
    await Promise.all(running)
    await expect(search(actor, 'anna at corp')).rejects.toMatchObject({ code: 'ACCOUNT_ADDRESS_INVALID' })
  })
})
