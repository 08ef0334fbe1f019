import type { ConnectionSecurity, FoundServer, IncomingServer } from './discovery-types.ts'
import { type MailAddress, readHostName } from './mail-address.ts'
import { childOf, childrenOf, readXml, type XmlElement, type XmlProblem } from './xml-tree.ts'

/** What a `config-v1.1.xml` of Thunderbird's format says. */
export type AutoconfigOutcome =
  | {
      ok: true
      incoming: IncomingServer[]
      outgoing: FoundServer[]
      /** Servers were named that take no password at all. */
      isOauthOnly: boolean
      /** The provider's own name for itself. */
      name: string | null
    }
  | { ok: false; problem: XmlProblem | 'not-a-configuration' }

const SECURITY: Record<string, ConnectionSecurity> = { ssl: 'tls', tls: 'tls', starttls: 'starttls', plain: 'none' }
const PASSWORDS = /^(password-cleartext|password-encrypted|plain|secure)$/i

/**
 * Reads a configuration for one address. Unknown elements are passed over, whatever its version; servers that lack a
 * name, a port or a way to log in with a password are left out; the file's order is kept. Never throws.
 */
export function readAutoconfig(text: string, address: MailAddress): AutoconfigOutcome {
  const read = readXml(text)
  if (!read.ok) return read
  const provider = read.root.name === 'clientconfig' ? childOf(read.root, 'emailprovider') : undefined
  if (provider === undefined) return { ok: false, problem: 'not-a-configuration' }
  const incoming = childrenOf(provider, 'incomingserver').flatMap((element): IncomingServer[] => {
    const protocol = element.attributes.get('type')?.toLowerCase()
    if (protocol !== 'imap' && protocol !== 'pop3') return []
    return readServer(element, address).map((server) => ({ protocol, ...server }))
  })
  const outgoing = childrenOf(provider, 'outgoingserver').flatMap((element) => {
    const type = element.attributes.get('type')?.toLowerCase() ?? 'smtp'
    return type === 'smtp' ? readServer(element, address) : []
  })
  const all = [...childrenOf(provider, 'incomingserver'), ...childrenOf(provider, 'outgoingserver')]
  const name = childOf(provider, 'displayshortname')?.text || childOf(provider, 'displayname')?.text
  return {
    ok: true,
    incoming,
    outgoing,
    isOauthOnly:
      incoming.length + outgoing.length === 0 && all.some((element) => methodsOf(element).includes('oauth2')),
    name: name === undefined ? null : name.slice(0, 80),
  }
}

function readServer(element: XmlElement, address: MailAddress): FoundServer[] {
  const methods = methodsOf(element)
  if (methods.length > 0 && !methods.some((method) => PASSWORDS.test(method))) return []
  const host = readHostName(fill(childOf(element, 'hostname')?.text ?? '', address))
  const port = readPort(childOf(element, 'port')?.text)
  const security = SECURITY[childOf(element, 'sockettype')?.text.toLowerCase() ?? '']
  if (host === null || port === null || security === undefined) return []
  const user = fill(childOf(element, 'username')?.text ?? '', address)
  return [{ host, port, security, user: readUser(user) ?? address.address }]
}

function methodsOf(element: XmlElement): string[] {
  return childrenOf(element, 'authentication').map(({ text }) => text.toLowerCase())
}

function fill(text: string, { address, localPart, domain }: MailAddress): string {
  return text
    .replaceAll('%EMAILADDRESS%', address)
    .replaceAll('%EMAILLOCALPART%', localPart)
    .replaceAll('%EMAILDOMAIN%', domain)
}

/** A port number from text; null for what is none. */
export function readPort(text: string | undefined): number | null {
  const port = /^\s*\d{1,5}\s*$/.test(text ?? '') ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

/** A name to sign in with from text; null where it is empty, too long, or holds what would end a line. */
export function readUser(text: string): string | null {
  const user = text.trim()
  return user === '' || user.length > 320 || /\p{Cc}/u.test(user) ? null : user
}
