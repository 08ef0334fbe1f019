import type { Finding, FoundServer, Hint, IncomingServer } from './discovery-types.ts'
import { type MailAddress, readHostName } from './mail-address.ts'
import type { ProviderEntry } from './provider-entry.ts'
import { AMERICAN_PROVIDERS } from './providers-american.ts'
import { ASIAN_PROVIDERS } from './providers-asian.ts'
import { EUROPEAN_PROVIDERS } from './providers-european.ts'
import { HOSTING_PROVIDERS } from './providers-hosting.ts'
import { RUSSIAN_PROVIDERS } from './providers-russian.ts'

export const PROVIDERS: readonly ProviderEntry[] = [
  ...RUSSIAN_PROVIDERS,
  ...AMERICAN_PROVIDERS,
  ...EUROPEAN_PROVIDERS,
  ...ASIAN_PROVIDERS,
  ...HOSTING_PROVIDERS,
]

const byDomain = new Map(PROVIDERS.flatMap((entry) => entry.domains.map((domain) => [domain, entry] as const)))
const byExchange = new Map(PROVIDERS.flatMap((entry) => (entry.mx ?? []).map((end) => [end, entry] as const)))
// Several entries of one provider share a host; the first is the one that people know.
const byHost = new Map(
  [...PROVIDERS]
    .reverse()
    .flatMap((entry) =>
      [entry.imap, entry.pop3].flatMap((written) =>
        written === undefined || written.startsWith('127.') ? [] : [[readServer(written, 0).host, entry] as const],
      ),
    ),
)
const names: ReadonlySet<string> = new Set([...byDomain.keys()].filter((domain) => !domain.startsWith('*.')))

/** Domains of addresses that the list knows by name. */
export function knownDomains(): ReadonlySet<string> {
  return names
}

/** The provider whose own addresses these are. */
export function findProvider(domain: string): ProviderEntry | undefined {
  return byDomain.get(domain) ?? climb(domain).flatMap((above) => byDomain.get(`*.${above}`) ?? [])[0]
}

/** The provider at whose servers a company's letters arrive; the best MX host decides, and the longest known end of it. */
export function findProviderByMx(
  exchanges: readonly { exchange: string; priority: number }[],
): ProviderEntry | undefined {
  const [best] = [...exchanges].sort((one, other) => one.priority - other.priority)
  const host = best === undefined ? null : readHostName(best.exchange)
  return host === null ? undefined : [host, ...climb(host)].flatMap((end) => byExchange.get(end) ?? [])[0]
}

/** What to know of a provider whose server this is, whoever has named the server. */
export function hintForHost(host: string): Hint | undefined {
  const entry = byHost.get(host)
  return entry === undefined ? undefined : hintOf(entry)
}

function hintOf({ hint: code, name: provider, url }: ProviderEntry): Hint | undefined {
  return code === undefined ? undefined : { code, provider, url: url ?? null }
}

/** `a.b.c` > `b.c`, `c` */
function climb(name: string): string[] {
  const labels = name.split('.')
  return labels.slice(1).map((_label, index) => labels.slice(index + 1).join('.'))
}

/** What the list says for an address. A company's addresses always sign in whole. */
export function providerFinding(entry: ProviderEntry, address: MailAddress, source: 'list' | 'mx-list'): Finding {
  const isOwn = findProvider(address.domain) === entry
  const forms = typeof entry.user === 'string' || entry.user === undefined ? [entry.user, entry.user] : entry.user
  const [receiveAs = 'address', sendAs = 'address'] = isOwn ? forms : []
  const userOf = (form: 'address' | 'local') => (form === 'local' ? address.localPart : address.address)
  const incoming: IncomingServer[] = []
  if (entry.imap !== undefined)
    incoming.push({ protocol: 'imap', ...readServer(entry.imap, 993), user: userOf(receiveAs) })
  if (entry.pop3 !== undefined)
    incoming.push({ protocol: 'pop3', ...readServer(entry.pop3, 995), user: userOf(receiveAs) })
  const outgoing: FoundServer[] = []
  if (entry.smtp !== undefined) outgoing.push({ ...readServer(entry.smtp, 465), user: userOf(sendAs) })
  const hint = hintOf(entry)
  // A list entry that was reached over DNS is worth no more than DNS.
  return { source, trust: source === 'list' ? 1 : 3, incoming, outgoing, ...(hint === undefined ? {} : { hint }) }
}

function readServer(written: string, defaultPort: number): Omit<FoundServer, 'user'> {
  const [place = '', security] = written.split('/')
  const [host = '', port] = place.split(':')
  return {
    host,
    port: port === undefined ? defaultPort : Number(port),
    security: security === 'starttls' ? 'starttls' : 'tls',
  }
}
