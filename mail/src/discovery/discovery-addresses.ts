import type { ConnectionSecurity, Source, Trust } from './discovery-types.ts'
import type { MailAddress } from './mail-address.ts'

/** Where a configuration may lie on the web. */
export interface ConfigurationAddress {
  source: Source
  trust: Trust
  url: string
  /** The address as people are shown it: without the person's own. */
  shown: string
}

/**
 * Where a domain keeps its own configuration, in the order of belief (draft-ietf-mailmaint-autoconfig section 4). The whole
 * address is told to the mail domain itself, over https alone: it knows it already. Over http nothing can be believed
 * but with a person's word.
 */
export function autoconfigAddresses({ domain, address }: MailAddress): ConfigurationAddress[] {
  const query = `?emailaddress=${encodeURIComponent(address)}`
  const host = `autoconfig.${domain}/mail/config-v1.1.xml`
  const wellKnown = `${domain}/.well-known/autoconfig/mail/config-v1.1.xml`
  return [
    { source: 'autoconfig', trust: 2, url: `https://${host}${query}`, shown: `https://${host}` },
    { source: 'well-known', trust: 2, url: `https://${wellKnown}${query}`, shown: `https://${wellKnown}` },
    { source: 'autoconfig', trust: 3, url: `http://${host}`, shown: `http://${host}` },
    { source: 'well-known', trust: 3, url: `http://${wellKnown}`, shown: `http://${wellKnown}` },
  ]
}

/** The public database of providers; it is told the domain alone. `base` ends with a slash or not. */
export function ispdbAddress(base: string, domain: string): ConfigurationAddress {
  const url = `${base.replace(/\/$/, '')}/${encodeURIComponent(domain)}`
  return { source: 'ispdb', trust: url.startsWith('https:') ? 2 : 3, url, shown: url }
}

/** Where settings for letters that arrive at another domain's servers may lie; all of it rests on DNS. */
export function mxAddresses(mxDomain: string, ispdb: string | null): ConfigurationAddress[] {
  const url = `https://autoconfig.${mxDomain}/mail/config-v1.1.xml`
  const own: ConfigurationAddress = { source: 'mx-autoconfig', trust: 3, url, shown: url }
  return ispdb === null ? [own] : [own, { ...ispdbAddress(ispdb, mxDomain), source: 'mx-ispdb', trust: 3 }]
}

/** Where Exchange and what imitates it answers a POST (MS-OXDISCO section 3.1.5), in order. */
export function autodiscoverAddresses(domain: string): string[] {
  const path = '/autodiscover/autodiscover.xml'
  return [`https://autodiscover.${domain}${path}`, `https://${domain}${path}`]
}

/** A server that might be there. */
export interface Surmise {
  side: 'imap' | 'pop3' | 'smtp'
  host: string
  port: number
  security: ConnectionSecurity
}

const NAMES: Record<Surmise['side'], string[]> = {
  imap: ['imap.', 'mail.', ''],
  pop3: ['pop.', 'pop3.', 'mail.', ''],
  smtp: ['smtp.', 'mail.', ''],
}
const DOORS: Record<Surmise['side'], [number, ConnectionSecurity][]> = {
  imap: [
    [993, 'tls'],
    [143, 'starttls'],
  ],
  pop3: [
    [995, 'tls'],
    [110, 'starttls'],
  ],
  smtp: [
    [465, 'tls'],
    [587, 'starttls'],
    [25, 'starttls'],
  ],
}

/**
 * Usual servers of a domain, best first on each side: protected from the first byte, then by STARTTLS; a password in the
 * clear is surmised only where the operator allows it at all.
 */
export function usualServers(domain: string, allowPlain: boolean): Surmise[] {
  return (['imap', 'pop3', 'smtp'] as const).flatMap((side) => {
    const doors = DOORS[side]
    const open = doors.filter(([port, security]) => security === 'starttls' && port !== 25)
    const plain = allowPlain ? open.map(([port]): [number, ConnectionSecurity] => [port, 'none']) : []
    return [...doors, ...plain].flatMap(([port, security]) =>
      NAMES[side].map((name) => ({ side, host: name + domain, port, security })),
    )
  })
}
