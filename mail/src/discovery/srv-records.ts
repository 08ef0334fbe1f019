import type { ConnectionSecurity, FoundServer, IncomingServer } from './discovery-types.ts'
import { type MailAddress, readHostName } from './mail-address.ts'

/** One SRV record (RFC 2782) as a resolver gives it; the target "." may also come as an empty name. */
export interface SrvRecord {
  name: string
  port: number
  priority: number
  weight: number
}

interface MailService {
  service: string
  side: 'imap' | 'pop3' | 'smtp'
  security: ConnectionSecurity
}

/** Services of RFC 6186 section 3 and RFC 8314 section 5.1; TLS from the first byte before STARTTLS, IMAP before POP3. */
export const MAIL_SERVICES: readonly MailService[] = [
  { service: '_imaps', side: 'imap', security: 'tls' },
  { service: '_imap', side: 'imap', security: 'starttls' },
  { service: '_pop3s', side: 'pop3', security: 'tls' },
  { service: '_pop3', side: 'pop3', security: 'starttls' },
  { service: '_submissions', side: 'smtp', security: 'tls' },
  { service: '_submission', side: 'smtp', security: 'starttls' },
]

/** The name to ask for: `_imaps._tcp.corp.test`. */
export function srvName(service: string, domain: string): string {
  return `${service}._tcp.${domain}`
}

/** The record to use: lowest priority, then heaviest. Null where there is none or the service is said to be absent. */
export function chooseSrv(records: readonly SrvRecord[]): { host: string; port: number } | null {
  const [best] = [...records].sort((one, other) => one.priority - other.priority || other.weight - one.weight)
  const host = best === undefined ? null : readHostName(best.name)
  return best === undefined || host === null || best.port < 1 ? null : { host, port: best.port }
}

/** Servers that the records of a domain name, by service. SRV says no user name: the whole address is tried. */
export function readSrvRecords(
  answers: ReadonlyMap<string, readonly SrvRecord[]>,
  { address }: MailAddress,
): { incoming: IncomingServer[]; outgoing: FoundServer[] } {
  const incoming: IncomingServer[] = []
  const outgoing: FoundServer[] = []
  for (const { service, side, security } of MAIL_SERVICES) {
    const target = chooseSrv(answers.get(service) ?? [])
    if (target === null) continue
    const server = { ...target, security, user: address }
    if (side === 'smtp') outgoing.push(server)
    else incoming.push({ protocol: side, ...server })
  }
  return { incoming, outgoing }
}
