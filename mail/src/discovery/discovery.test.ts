import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAutoconfig } from './autoconfig-xml.ts'
import { autodiscoverRequest, readAutodiscover } from './autodiscover-xml.ts'
import { autoconfigAddresses, ispdbAddress, mxAddresses, usualServers } from './discovery-addresses.ts'
import { HINT_CODES } from './discovery-types.ts'
import { isLookAlike, mxDomains, registeredDomain } from './host-domains.ts'
import { type MailAddress, readHostName, readMailAddress } from './mail-address.ts'
import { findProvider, findProviderByMx, knownDomains, PROVIDERS, providerFinding } from './provider-search.ts'
import { chooseSrv, readSrvRecords } from './srv-records.ts'
import { readXml } from './xml-tree.ts'

function read(text: string): MailAddress {
  const address = readMailAddress(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}
const anna = read('anna@corp.test')

describe('an address', () => {
  test.each([
    [' Anna.Smith+shop@Corp.TEST ', 'Anna.Smith+shop@corp.test'],
    ['anna @ corp.test', 'anna@corp.test'],
    ['mailto:anna@corp.test', 'anna@corp.test'],
    ['<anna@corp.test>', 'anna@corp.test'],
    ['анна@Почта.РФ', 'анна@xn--80a1acny.xn--p1ai'],
    ['anna@münchen.test', 'anna@xn--mnchen-3ya.test'],
    ['anna@corp.test.', 'anna@corp.test'],
  ])('S13 %j is read as %s', (typed, address) => {
    expect(readMailAddress(typed)?.address).toBe(address)
  })

  test.each(['', 'anna', '@corp.test', 'anna@', 'anna@corp', 'a b@corp.test', 'anna@corp..test', 'anna@1.2.3.4'])(
    'S13 %j is none',
    (typed) => expect(readMailAddress(typed)).toBeNull(),
  )

  test.each(['anna@corp.test/x', 'anna@corp.test:80', 'anna@corp.test?x', 'a\r\nb@corp.test', 'anna@-corp.test'])(
    'S13 %j cannot reach a path, a port or another line',
    (typed) => expect(readMailAddress(typed)).toBeNull(),
  )

  test('S13 whatever is typed, what comes out is safe to ask DNS and the web for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const address = readMailAddress(`a@${text}.test`)
        if (address !== null) expect(address.domain).toMatch(/^[a-z0-9.-]+$/)
      }),
    )
  })
})

describe('the list of providers', () => {
  test('S14 holds more than 60 providers, each domain once, with sound servers', () => {
    expect(PROVIDERS.length).toBeGreaterThanOrEqual(60)
    expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length)
    const domains = PROVIDERS.flatMap((entry) => entry.domains)
    expect(domains.filter((domain, index) => domains.indexOf(domain) !== index)).toEqual([])
    for (const entry of PROVIDERS) {
      const { incoming, outgoing, hint } = providerFinding(entry, anna, 'list')
      for (const { host, port, security, user } of [...incoming, ...outgoing]) {
        expect([entry.id, readHostName(host)]).toEqual([entry.id, host])
        expect(port).toBeGreaterThan(0)
        expect(security).toBe([143, 587, 1025, 1143].includes(port) ? 'starttls' : 'tls')
        expect(user).not.toBe('')
      }
      if (incoming.length === 0) expect([entry.id, hint?.code]).toEqual([entry.id, 'NO_MAIL_PROGRAMS'])
      expect(entry.domains.length + (entry.mx ?? []).length, entry.id).toBeGreaterThan(0)
      if (entry.hint !== undefined) expect(HINT_CODES).toContain(entry.hint)
      if (entry.hint !== undefined) expect(entry.url, entry.id).toMatch(/^https:\/\//)
    }
  })

  test.each([
    ['yandex.ru', 'imap.yandex.ru', 'ENABLE_IMAP_APP_PASSWORD'],
    ['ya.ru', 'imap.yandex.ru', 'ENABLE_IMAP_APP_PASSWORD'],
    ['narod.ru', 'imap.yandex.ru', 'ENABLE_IMAP_APP_PASSWORD'],
    ['yandex.kz', 'imap.yandex.ru', 'ENABLE_IMAP_APP_PASSWORD'],
    ['mail.ru', 'imap.mail.ru', 'APP_PASSWORD'],
    ['bk.ru', 'imap.mail.ru', 'APP_PASSWORD'],
    ['inbox.ru', 'imap.mail.ru', 'APP_PASSWORD'],
    ['list.ru', 'imap.mail.ru', 'APP_PASSWORD'],
    ['internet.ru', 'imap.mail.ru', 'APP_PASSWORD'],
    ['rambler.ru', 'imap.rambler.ru', 'ENABLE_IMAP'],
    ['lenta.ru', 'imap.rambler.ru', 'ENABLE_IMAP'],
    ['gmail.com', 'imap.gmail.com', 'APP_PASSWORD'],
    ['outlook.com', 'outlook.office365.com', 'OAUTH_ONLY'],
    ['firma.onmicrosoft.com', 'outlook.office365.com', 'OAUTH_ONLY'],
    ['proton.me', '127.0.0.1', 'BRIDGE'],
  ])('S14 knows %s: %s, %s', (domain, host, code) => {
    const entry = findProvider(domain)
    if (entry === undefined) throw new Error('not in the list')
    const address = read(`anna@${domain}`)
    const finding = providerFinding(entry, address, 'list')
    expect(finding).toMatchObject({ trust: 1, hint: { code } })
    expect(finding.incoming[0]).toMatchObject({ protocol: 'imap', host, user: address.address })
  })

  test.each([
    ['mx.yandex.net', 'yandex-360'],
    ['emx.mail.ru', 'vk-workspace'],
    ['inmx.rambler.ru', 'rambler'],
    ['ASPMX.L.GOOGLE.COM.', 'google-workspace'],
    ['corp-test.mail.protection.outlook.com', 'microsoft-365'],
    ['corp-test.olc.protection.outlook.com', 'outlook'],
    ['mx1.beget.com', 'beget'],
    ['evilmail.ru', undefined],
    ['mail.ru.evil.test', undefined],
  ])('S14 a company whose letters arrive at %s is at %s', (exchange, id) => {
    const found = findProviderByMx([
      { exchange: 'backup.corp.test', priority: 50 },
      { exchange, priority: 10 },
    ])
    expect(found?.id).toBe(id)
    if (found === undefined) return
    const { trust, incoming } = providerFinding(found, anna, 'mx-list')
    expect(trust).toBe(3)
    expect(incoming[0]?.user).toBe('anna@corp.test')
  })
})

describe('Thunderbird’s configuration', () => {
  const server = (inside: string, type = 'imap') => `<incomingServer type="${type}">${inside}</incomingServer>`
  const config = (inside: string) =>
    `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="corp.test">${inside}</emailProvider></clientConfig>`
  const imap = server(
    '<hostname>imap.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username><authentication>OAuth2</authentication><authentication>password-cleartext</authentication>',
  )

  test('S14 is read with its placeholders, in its own order, unknown elements passed over', () => {
    const smtp =
      '<outgoingServer type="smtp"><hostname>smtp.corp.test</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username><authentication>plain</authentication></outgoingServer>'
    const text = config(`<new-thing a='1'/><displayName>Corp &amp; Co</displayName>${imap}${smtp}`)
    expect(readAutoconfig(text, anna)).toEqual({
      ok: true,
      name: 'Corp & Co',
      isOauthOnly: false,
      incoming: [{ protocol: 'imap', host: 'imap.corp.test', port: 993, security: 'tls', user: 'anna' }],
      outgoing: [{ host: 'smtp.corp.test', port: 587, security: 'starttls', user: 'anna@corp.test' }],
    })
  })

  test.each([
    ['a host with a path', '<hostname>imap.corp.test/x</hostname><port>993</port><socketType>SSL</socketType>'],
    ['a port that is none', '<hostname>imap.corp.test</hostname><port>99999</port><socketType>SSL</socketType>'],
    ['an unknown protection', '<hostname>imap.corp.test</hostname><port>993</port><socketType>maybe</socketType>'],
    ['no port', '<hostname>imap.corp.test</hostname><socketType>SSL</socketType>'],
  ])('S14 a server with %s is left out', (_name, inside) => {
    expect(readAutoconfig(config(server(inside)), anna)).toMatchObject({ ok: true, incoming: [] })
  })

  test('S14 a provider that takes no password is told apart', () => {
    const inside =
      '<hostname>imap.corp.test</hostname><port>993</port><socketType>SSL</socketType><authentication>OAuth2</authentication>'
    expect(readAutoconfig(config(server(inside)), anna)).toMatchObject({ incoming: [], isOauthOnly: true })
  })

  test.each([
    ['a web page', '<html><body>Hello</body></html>', 'not-a-configuration'],
    ['half a file', '<clientConfig><emailProvider>', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${config(imap)}`, 'forbidden'],
    ['an entity of its own', config('<displayName>&lol9;</displayName>'), 'forbidden'],
    ['an endless nest', '<a>'.repeat(100), 'too-large'],
    ['too many elements', config('<b/>'.repeat(3000)), 'too-large'],
    ['more than 64 K', config(' '.repeat(70_000)), 'too-large'],
    ['crossed tags', '<a><b></a></b>', 'malformed'],
    ['two roots', '<a/><a/>', 'malformed'],
  ])('S14 %s is refused as a whole', (_name, text, problem) => {
    expect(readAutoconfig(text, anna)).toEqual({ ok: false, problem })
  })

  test('S14 the reader of XML neither throws nor hangs on any text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '"',
      "'",
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&',
      ';',
      'a',
      '=',
      '<?',
      '?>',
      ' ',
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => void readXml(pieces.join(''))))
    for (const bait of ['<a b="', '<!--', '<a ', '<![CDATA[', '<?', '<a b=""']) readXml(bait.repeat(9_000))
  })
})

describe('Exchange’s autodiscover', () => {
  const answer = (inside: string) =>
    `<Autodiscover xmlns="http://x"><Response xmlns="http://y"><Account>${inside}</Account></Response></Autodiscover>`

  test('S14 is read: IMAP before POP3, the newer word for encryption first, Exchange’s own protocols passed over', () => {
    const text = answer(
      '<Action>settings</Action><Protocol><Type>EXCH</Type><Server>x.test</Server></Protocol>' +
        '<Protocol><Type>POP3</Type><Server>pop.corp.test</Server><Port>995</Port><SSL>on</SSL></Protocol>' +
        '<Protocol><Type>IMAP</Type><Server>imap.corp.test</Server><Port>143</Port><Encryption>TLS</Encryption><LoginName>CORP\\anna</LoginName></Protocol>' +
        '<Protocol><Type>SMTP</Type><Server>smtp.corp.test</Server><Port>25</Port><SSL>off</SSL></Protocol>',
    )
    expect(readAutodiscover(text, anna)).toEqual({
      ok: true,
      kind: 'settings',
      incoming: [
        { protocol: 'imap', host: 'imap.corp.test', port: 143, security: 'starttls', user: 'CORP\\anna' },
        { protocol: 'pop3', host: 'pop.corp.test', port: 995, security: 'tls', user: 'anna@corp.test' },
      ],
      outgoing: [{ host: 'smtp.corp.test', port: 25, security: 'none', user: 'anna@corp.test' }],
    })
  })

  test('S14 sends on by address or by https address, never to http', () => {
    expect(readAutodiscover(answer('<RedirectAddr>anna@other.test</RedirectAddr>'), anna)).toMatchObject({
      kind: 'redirect-address',
      address: { domain: 'other.test' },
    })
    expect(readAutodiscover(answer('<RedirectUrl>https://a.test/x</RedirectUrl>'), anna)).toMatchObject({
      kind: 'redirect-url',
    })
    expect(readAutodiscover(answer('<RedirectUrl>http://a.test/x</RedirectUrl>'), anna)).toMatchObject({
      kind: 'settings',
      incoming: [],
    })
  })

  test('S14 is asked with the address alone, which cannot break out of its place', () => {
    expect(autodiscoverRequest(read('a&b<c@corp.test'.replace('<', '')))).toContain('a&#38;bc@corp.test')
  })
})

describe('DNS', () => {
  const record = (name: string, port = 993, priority = 0, weight = 1) => ({ name, port, priority, weight })

  test('S14 SRV: lowest priority, then heaviest; TLS before STARTTLS; a target of "." says there is none', () => {
    const records = [
      record('late.corp.test', 1, 20),
      record('light.corp.test', 1, 0, 1),
      record('heavy.corp.test', 1, 0, 9),
    ]
    expect(chooseSrv(records)?.host).toBe('heavy.corp.test')
    const answers = new Map([
      ['_imaps', [record('')]],
      ['_imap', [record('imap.corp.test', 143)]],
      ['_pop3s', [record('.')]],
      ['_submissions', [record('smtp.corp.test', 465)]],
    ])
    expect(readSrvRecords(answers, anna)).toEqual({
      incoming: [{ protocol: 'imap', host: 'imap.corp.test', port: 143, security: 'starttls', user: 'anna@corp.test' }],
      outgoing: [{ host: 'smtp.corp.test', port: 465, security: 'tls', user: 'anna@corp.test' }],
    })
  })

  test('S14 MX: the domain of the best host and the host without its first label, never the mail domain itself', () => {
    const at = (...hosts: string[]) => hosts.map((exchange, priority) => ({ exchange, priority }))
    expect(mxDomains(at('a.eu.host.co.uk', 'b.other.test'), 'corp.test')).toEqual(['eu.host.co.uk', 'host.co.uk'])
    expect(mxDomains(at('mx.corp.test'), 'corp.test')).toEqual([])
    expect(mxDomains(at(''), 'corp.test')).toEqual([])
    expect(registeredDomain('a.b.msk.ru')).toBe('b.msk.ru')
  })

  test.each([
    ['уаndex.ru', true],
    ['xn--ndex-43d5a.ru', true],
    ['ɡmail.com', true],
    ['mаil.ru', true],
    ['mail.ru', false],
    ['почта.рф', false],
    ['münchen.de', false],
    ['yandex.ru', false],
  ])('N06 %s is written to be mistaken for another: %s', (host, verdict) => {
    expect(isLookAlike(host, knownDomains())).toBe(verdict)
  })
})

describe('what is asked for', () => {
  test('S14 the person’s address goes to the mail domain itself over https, and to nobody else', () => {
    const all = [
      ...autoconfigAddresses(read('anna+shop@corp.test')),
      ispdbAddress('https://db.test/v1.1/', 'corp.test'),
      ...mxAddresses('host.test', 'https://db.test/v1.1'),
    ]
    expect(all.filter(({ url }) => url.includes('anna')).map(({ url }) => new URL(url).host)).toEqual([
      'autoconfig.corp.test',
      'corp.test',
    ])
    expect(all[0]?.url).toContain('emailaddress=anna%2Bshop%40corp.test')
    expect(all.every(({ shown }) => !shown.includes('anna'))).toBe(true)
    expect(all.filter(({ url }) => url.startsWith('http:')).every(({ trust }) => trust === 3)).toBe(true)
  })

  test('S28 usual servers: protected first, in the clear only where allowed', () => {
    const usual = usualServers('corp.test', false)
    expect(usual[0]).toEqual({ side: 'imap', host: 'imap.corp.test', port: 993, security: 'tls' })
    expect(usual.some(({ security }) => security === 'none')).toBe(false)
    expect(usualServers('corp.test', true).some(({ security }) => security === 'none')).toBe(true)
  })
})
