import { domainToUnicode } from 'node:url'
import { getDomain } from 'tldts'
import { readHostName } from './mail-address.ts'

/** The domain somebody has registered, by the Public Suffix List (`mail.corp.co.uk` > `corp.co.uk`); the host where none is. */
export function registeredDomain(host: string): string {
  return getDomain(host, { allowPrivateDomains: true, validateHostname: false }) ?? host
}

/**
 * Domains under which settings may stand for letters that arrive at these MX hosts: that of the best host, and the host
 * without its first label where that says more (it tells services of one company apart). The mail domain itself is left
 * out. MX says where letters arrive, not where they are read: what follows from it is a surmise.
 */
export function mxDomains(exchanges: readonly { exchange: string; priority: number }[], mailDomain: string): string[] {
  const [best] = [...exchanges].sort((one, other) => one.priority - other.priority)
  const host = best === undefined ? null : readHostName(best.exchange)
  if (host === null || !host.includes('.')) return []
  const base = registeredDomain(host)
  const parent = host.slice(host.indexOf('.') + 1)
  const found = parent.length > base.length && parent.endsWith(`.${base}`) ? [parent, base] : [base]
  return found.filter((domain) => domain !== mailDomain && domain.includes('.'))
}

/** Letters of other alphabets that look like Latin ones, each before the one that it looks like. */
const LOOKS = new Map(
  (
    'аa вb сc еe нh іi јj кk ӏl мm оo рp ԛq ѕs тt уy ѵv ԝw хx үy һh ' +
    'ԁd гr пn ьb αa οo ρp νv τt ιi κk υu εe ıi ɡg ոn օo սu հh ցg'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, -1), pair.slice(-1)]),
)
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]

/**
 * True for a name written to be taken for another: two alphabets in one label, or a label that, read as Latin letters, is
 * one of `known`. The name may be in A-labels or in letters.
 */
export function isLookAlike(host: string, known: ReadonlySet<string>): boolean {
  const shown = (domainToUnicode(host) || host).toLowerCase()
  if (/^[\p{ASCII}]*$/u.test(shown)) return false
  if (shown.split('.').some((label) => SCRIPTS.filter((script) => script.test(label)).length > 1)) return true
  const read = [...shown].map((sign) => LOOKS.get(sign) ?? sign.normalize('NFKD').replace(/\p{M}/gu, '')).join('')
  return read !== shown && [read, registeredDomain(read)].some((name) => known.has(name))
}
