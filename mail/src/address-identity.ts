/** When two e-mail addresses are one mailbox. */
import { domainToASCII } from 'node:url'

/**
 * Domains under which a provider delivers one name to one mailbox. Providers that sell the same name under several domains
 * to different people (mail.ru, bk.ru, list.ru, inbox.ru; rambler.ru, lenta.ru; outlook.com, hotmail.com) are not synonyms.
 */
const synonymDomains: readonly (readonly string[])[] = [
  ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'yandex.com.tr', 'narod.ru'],
  ['gmail.com', 'googlemail.com'],
  ['icloud.com', 'me.com', 'mac.com'],
  ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
]

const canonicalDomain: ReadonlyMap<string, string> = new Map(
  synonymDomains.flatMap((group) => group.map((domain): [string, string] => [domain, group[0] ?? domain])),
)

function synonymsOf(domain: string): readonly string[] {
  return synonymDomains.find((group) => group.includes(domain)) ?? [domain]
}

/** Lower case, IDNA in its ASCII form, without the root's dot. A domain that IDNA refuses stays as it is. */
export function normaliseDomain(domain: string): string {
  const lower = domain.trim().toLowerCase().replace(/\.$/, '')
  if (/^\p{ASCII}*$/u.test(lower)) return lower
  return domainToASCII(lower) || lower
}

/**
 * The form in which addresses are compared: local part in lower case (RFC 5321 lets it matter, no provider does) and
 * unquoted where the quotes say nothing, domain normalised. A plus suffix stays: it can be a mailbox of its own. Null for
 * what is not an address.
 */
export function normaliseAddress(address: string): string | null {
  const bare = address
    .trim()
    .replace(/^<(.*)>$/s, '$1')
    .trim()
  const at = bare.lastIndexOf('@')
  if (at < 1 || at === bare.length - 1) return null
  const local = bare.slice(0, at).normalize('NFC').toLowerCase()
  const unquoted = /^"([^"\\\s@(),:;<>[\]]+)"$/.exec(local)?.[1] ?? local
  return `${unquoted}@${normaliseDomain(bare.slice(at + 1))}`
}

/** Like `normaliseAddress`, with a synonym domain replaced by the provider's first: equal values are one mailbox. */
export function mailboxIdentity(address: string): string | null {
  const normal = normaliseAddress(address)
  if (normal === null) return null
  const at = normal.lastIndexOf('@')
  const domain = normal.slice(at + 1)
  return `${normal.slice(0, at)}@${canonicalDomain.get(domain) ?? domain}`
}

/**
 * Whether a domain that proved itself (DKIM's d=, SPF's MAIL FROM) speaks for the author's domain: RFC 7489 section 3.1's
 * relaxed alignment without a list of public suffixes, so one must be the other or lie below it and have a dot.
 */
export function isAligned(proved: string, author: string): boolean {
  const domain = normaliseDomain(proved)
  return synonymsOf(normaliseDomain(author)).some(
    (own) =>
      own.includes('.') &&
      domain.includes('.') &&
      (domain === own || domain.endsWith(`.${own}`) || own.endsWith(`.${domain}`)),
  )
}
