import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Finding, type FoundServer, type IncomingServer, SOURCES, type Trust } from './discovery-types.ts'
import { readMailAddress } from './mail-address.ts'
import { rankCandidates } from './rank-candidates.ts'

const address = readMailAddress('anna@corp.test') ?? { address: '', localPart: '', domain: '', shownDomain: '' }
const imap = (host: string, change: Partial<IncomingServer> = {}): IncomingServer => ({
  protocol: 'imap',
  host,
  port: 993,
  security: 'tls',
  user: address.address,
  ...change,
})
const smtp = (host: string): FoundServer => ({ host, port: 465, security: 'tls', user: address.address })
const finding = (source: Finding['source'], trust: Trust, change: Partial<Finding> = {}): Finding => ({
  source,
  trust,
  incoming: [imap(`${source}.corp.test`)],
  outgoing: [smtp(`${source}.corp.test`)],
  ...change,
})
const rank = (findings: Finding[], allowPlain = false) => rankCandidates(findings, { address, allowPlain, limit: 50 })

test('S14 the order is that of trust and source, whoever answered first', () => {
  const all = SOURCES.map((source, index) => finding(source, index < 2 ? 1 : index < 5 ? 2 : 3))
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(rank(shuffled).map(({ source }) => source)).toEqual(SOURCES)
    }),
  )
})

test('S14 what plain http said stands behind what https of a lesser source said', () => {
  const found = rank([finding('autoconfig', 3), finding('ispdb', 2)])
  expect(found.map(({ source }) => source)).toEqual(['ispdb', 'autoconfig'])
})

test('S14 the same servers stand once, with their best source', () => {
  const same = { incoming: [imap('a.corp.test')], outgoing: [smtp('a.corp.test')] }
  expect(rank([finding('guess', 3, same), finding('srv', 3, same), finding('autoconfig', 2, same)])).toEqual([
    expect.objectContaining({ source: 'autoconfig', trust: 2 }),
  ])
})

test('S14 a side that a source does not name comes from the next, and the lower trust counts', () => {
  const [first] = rank([finding('autoconfig', 2, { outgoing: [] }), finding('srv', 3)])
  expect(first).toMatchObject({ source: 'autoconfig', trust: 3, outgoing: { host: 'srv.corp.test' } })
  const [only] = rank([finding('srv', 3, { outgoing: [] })])
  expect(only).toMatchObject({ incoming: { host: 'srv.corp.test' }, outgoing: null })
})

test('S14 a password in the clear is offered only where the operator allows it, with a warning', () => {
  const plain = finding('autoconfig', 2, { incoming: [imap('a.corp.test', { security: 'none' })] })
  expect(rank([plain])[0]?.incoming).toBeNull()
  expect(rank([plain], true)[0]).toMatchObject({ incoming: { security: 'none' }, warnings: ['plain'] })
})

test('N06 servers outside the mail domain are pointed out unless the program’s own list names them', () => {
  const outside = { incoming: [imap('imap.elsewhere.test')], outgoing: [smtp('smtp.elsewhere.test')] }
  expect(rank([finding('srv', 3, outside)])[0]?.warnings).toEqual(['other-domain'])
  expect(rank([finding('list', 1, outside)])[0]?.warnings).toEqual([])
  const foreign = { incoming: [imap('imap.xn--ndex-43d5a.ru')] }
  expect(rank([finding('srv', 3, foreign)])[0]?.warnings).toEqual(['other-domain', 'look-alike'])
})

test('S14 servers that were shown bad stand behind those that were not, and are not lost', () => {
  const verdictOf = ({ host }: FoundServer) => (host === 'autoconfig.corp.test' ? 'bad' : 'good')
  const found = rankCandidates([finding('autoconfig', 2), finding('srv', 3)], { address, allowPlain: false, verdictOf })
  expect(found.map(({ source }) => source)).toEqual(['srv', 'autoconfig'])
})

test('N06 a provider without servers for mail programs is a hint alone', () => {
  const hint = { code: 'NO_MAIL_PROGRAMS', provider: 'Tuta', url: null } as const
  expect(rank([finding('list', 1, { incoming: [], outgoing: [], hint })])).toEqual([
    { source: 'list', trust: 1, incoming: null, outgoing: null, hint, warnings: [] },
  ])
})

test('N06 a known provider’s server brings what to do first, whichever source has named it', () => {
  const [best] = rank([finding('srv', 3, { incoming: [imap('imap.yandex.ru')] })])
  expect(best?.hint).toMatchObject({ code: 'ENABLE_IMAP_APP_PASSWORD', provider: 'Яндекс Почта' })
  expect(rank([finding('srv', 3)])[0]).not.toHaveProperty('hint')
})
