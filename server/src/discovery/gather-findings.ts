import {
  autoconfigAddresses,
  autodiscoverAddresses,
  type ConfigurationAddress,
  ispdbAddress,
  mxAddresses,
} from '@besedka/mail/discovery/discovery-addresses'
import type { Finding } from '@besedka/mail/discovery/discovery-types'
import { mxDomains } from '@besedka/mail/discovery/host-domains'
import type { MailAddress } from '@besedka/mail/discovery/mail-address'
import { findProviderByMx, providerFinding } from '@besedka/mail/discovery/provider-search'
import { chooseSrv, MAIL_SERVICES, readSrvRecords, srvName } from '@besedka/mail/discovery/srv-records'
import type { Dialler } from '../platform/dialler.ts'
import { askMx, askSrv } from './ask-dns.ts'
import { askAutoconfig, askAutodiscover } from './ask-web.ts'
import type { DiscoveryTrace } from './discovery-trace.ts'

export interface GatherDeps {
  dialler: Dialler
  /** Base address of the public database of providers; null: it is not asked. */
  ispdbUrl: string | null
}

/** One search: whose, where it is written down, and when it is to end. */
export interface Search {
  address: MailAddress
  trace: DiscoveryTrace
  signal: AbortSignal
}

export const WEB_MS = 3_500
const DNS_MS = 3_000
const SECOND_WEB_MS = 3_000
const MICROSOFT = new Set(['outlook', 'microsoft-365'])

type Exchanges = { exchange: string; priority: number }[]

/**
 * Everything that sources say about a domain. All first questions go out at once; the web's are waited for in the order of
 * belief, and the first that is believed at tier 2 calls off those behind it. DNS is heard in any case. What rests on MX,
 * and autodiscover, are asked only where nothing better has spoken.
 */
export async function gatherFindings(deps: GatherDeps, search: Search): Promise<Finding[]> {
  const dns = Promise.all([askDomainSrv(deps, search), askDomainMx(deps, search)])
  const [web, [srv, exchanges]] = await Promise.all([askWeb(deps, search), dns])
  const provider = findProviderByMx(exchanges)
  const findings = [...web, ...srv]
  if (provider !== undefined) findings.push(providerFinding(provider, search.address, 'mx-list'))
  if (findings.some(({ trust, incoming, hint }) => trust < 3 && (incoming.length > 0 || hint !== undefined))) {
    return findings
  }
  const [behindMx, discovered] = await Promise.all([
    provider === undefined ? askBehindMx(deps, search, exchanges) : [],
    findings.length === 0 || MICROSOFT.has(provider?.id ?? '') ? askExchange(deps, search) : [],
  ])
  return [...findings, ...behindMx, ...discovered]
}

async function askWeb(deps: GatherDeps, search: Search): Promise<Finding[]> {
  const { address, signal } = search
  const places = autoconfigAddresses(address)
  if (deps.ispdbUrl !== null) places.push(ispdbAddress(deps.ispdbUrl, address.domain))
  const better = new AbortController()
  const stop = AbortSignal.any([signal, better.signal])
  const inOrder = places.sort((one, other) => one.trust - other.trust)
  const asked = inOrder.map((place) => askPlace(deps, { ...search, signal: stop }, place, WEB_MS))
  const findings: Finding[] = []
  for (const answer of asked) {
    const finding = await answer
    if (finding === undefined) continue
    findings.push(finding)
    if (finding.trust < 3 && finding.incoming.length > 0) better.abort()
  }
  return findings
}

function askPlace(
  { dialler }: GatherDeps,
  { address, trace, signal }: Search,
  place: ConfigurationAddress,
  timeoutMs: number,
): Promise<Finding | undefined> {
  const { source, trust, shown } = place
  return trace.ask({ source, trust, asked: shown }, signal, () =>
    askAutoconfig(dialler, place, address, { timeoutMs, signal }),
  )
}

async function askDomainSrv({ dialler }: GatherDeps, { address, trace, signal }: Search): Promise<Finding[]> {
  const answers = await Promise.all(
    MAIL_SERVICES.map(async ({ service }) => {
      const name = srvName(service, address.domain)
      const question = { source: 'srv', trust: 3, asked: `SRV ${name}` } as const
      const records = await trace.ask(question, signal, () => askSrv(dialler.names.records, name, DNS_MS))
      return [service, records ?? []] as const
    }),
  )
  const { incoming, outgoing } = readSrvRecords(new Map(answers), address)
  return incoming.length + outgoing.length === 0 ? [] : [{ source: 'srv', trust: 3, incoming, outgoing }]
}

async function askDomainMx({ dialler }: GatherDeps, { address, trace, signal }: Search): Promise<Exchanges> {
  const question = { source: 'mx-list', trust: 3, asked: `MX ${address.domain}` } as const
  const rows = await trace.ask(question, signal, () => askMx(dialler.names.records, address.domain, DNS_MS))
  return rows ?? []
}

async function askBehindMx(deps: GatherDeps, search: Search, exchanges: Exchanges): Promise<Finding[]> {
  const places = mxDomains(exchanges, search.address.domain).flatMap((domain) => mxAddresses(domain, deps.ispdbUrl))
  const found = await Promise.all(places.map((place) => askPlace(deps, search, place, SECOND_WEB_MS)))
  return found.flatMap((finding) => finding ?? [])
}

/** Autodiscover: the addresses of the domain, the one its SRV names, and at most two that these send on to. */
async function askExchange({ dialler }: GatherDeps, { address, trace, signal }: Search): Promise<Finding[]> {
  const end = performance.now() + SECOND_WEB_MS
  const left = () => Math.max(1, end - performance.now())
  const question = (asked: string) => ({ source: 'autodiscover', trust: 3, asked }) as const
  const srv = srvName('_autodiscover', address.domain)
  const records = await trace.ask(question(`SRV ${srv}`), signal, () => askSrv(dialler.names.records, srv, left()))
  const target = chooseSrv(records ?? [])
  let urls = autodiscoverAddresses(address.domain)
  if (target?.port === 443) urls.push(`https://${target.host}/autodiscover/autodiscover.xml`)
  let whose = address
  for (let turn = 0; turn < 3 && urls.length > 0; turn += 1) {
    const answers = await Promise.all(
      urls.map((url) =>
        trace.ask(question(`POST ${url}`), signal, () =>
          askAutodiscover(dialler, url, whose, { timeoutMs: left(), signal }),
        ),
      ),
    )
    const findings = answers.flatMap((answer) => (answer?.kind === 'settings' ? [answer.finding] : []))
    if (findings.length > 0) return findings
    const next = answers.find((answer) => answer !== undefined)
    if (next === undefined) return []
    if (next.kind === 'address') whose = next.address
    urls = next.kind === 'url' ? [next.url] : next.kind === 'address' ? autodiscoverAddresses(next.address.domain) : []
  }
  return []
}
