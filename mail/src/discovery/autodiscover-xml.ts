import { readPort, readUser } from './autoconfig-xml.ts'
import type { ConnectionSecurity, FoundServer, IncomingServer } from './discovery-types.ts'
import { type MailAddress, readHostName, readMailAddress } from './mail-address.ts'
import { childOf, childrenOf, readXml, type XmlElement, type XmlProblem } from './xml-tree.ts'

/** What the answer of Exchange's autodiscover says ("plain old XML" of MS-OXDSCLI). */
export type AutodiscoverOutcome =
  | { ok: true; kind: 'settings'; incoming: IncomingServer[]; outgoing: FoundServer[] }
  | { ok: true; kind: 'redirect-address'; address: MailAddress }
  | { ok: true; kind: 'redirect-url'; url: string }
  | { ok: false; problem: XmlProblem | 'not-a-configuration' }

const IMPLICIT_PORTS = new Set([465, 993, 995])
const DEFAULT_PORTS: Record<string, number> = { imap: 993, pop3: 995, smtp: 587 }
const SCHEMA = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'

/** The question, for the body of a POST with content type `text/xml; charset=utf-8`. It holds the address and no password. */
export function autodiscoverRequest({ address }: MailAddress): string {
  const escaped = address.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${SCHEMA}/requestschema/2006"><Request>` +
    `<EMailAddress>${escaped}</EMailAddress>` +
    `<AcceptableResponseSchema>${SCHEMA}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`
  )
}

/** Reads an answer. Protocols of Exchange itself are passed over; servers without a name are left out. Never throws. */
export function readAutodiscover(text: string, address: MailAddress): AutodiscoverOutcome {
  const read = readXml(text)
  if (!read.ok) return read
  const response = read.root.name === 'autodiscover' ? childOf(read.root, 'response') : undefined
  const account = response === undefined ? undefined : childOf(response, 'account')
  if (account === undefined) return { ok: false, problem: 'not-a-configuration' }
  const redirect = readRedirect(account)
  if (redirect !== null) return redirect
  const incoming: IncomingServer[] = []
  const outgoing: FoundServer[] = []
  for (const element of childrenOf(account, 'protocol')) {
    const type = (childOf(element, 'type')?.text ?? element.attributes.get('type') ?? '').toLowerCase()
    const server = readProtocol(element, type, address)
    if (server === null) continue
    if (type === 'imap' || type === 'pop3') incoming.push({ protocol: type, ...server })
    if (type === 'smtp') outgoing.push(server)
  }
  incoming.sort((one, other) => Number(one.protocol === 'pop3') - Number(other.protocol === 'pop3'))
  return { ok: true, kind: 'settings', incoming, outgoing }
}

function readRedirect(account: XmlElement): AutodiscoverOutcome | null {
  const url = childOf(account, 'redirecturl')?.text
  if (url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:') {
    return { ok: true, kind: 'redirect-url', url }
  }
  const address = readMailAddress(childOf(account, 'redirectaddr')?.text ?? '')
  return address === null ? null : { ok: true, kind: 'redirect-address', address }
}

function readProtocol(element: XmlElement, type: string, address: MailAddress): FoundServer | null {
  const host = readHostName(childOf(element, 'server')?.text ?? '')
  const port = readPort(childOf(element, 'port')?.text) ?? DEFAULT_PORTS[type]
  if (host === null || port === undefined) return null
  const login = readUser(childOf(element, 'loginname')?.text ?? '')
  return { host, port, security: securityOf(element, port), user: login ?? address.address }
}

/** `Encryption` is the newer word and wins; SSL is on unless it is said to be off. */
function securityOf(element: XmlElement, port: number): ConnectionSecurity {
  const encryption = childOf(element, 'encryption')?.text.toLowerCase()
  if (encryption === 'none') return 'none'
  if (encryption === 'tls') return IMPLICIT_PORTS.has(port) ? 'tls' : 'starttls'
  const ssl = childOf(element, 'ssl')?.text.toLowerCase()
  if (ssl === 'off' && encryption === undefined) return 'none'
  return IMPLICIT_PORTS.has(port) || encryption === 'ssl' ? 'tls' : 'starttls'
}
