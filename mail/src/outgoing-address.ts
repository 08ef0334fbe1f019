/** Which addresses a letter can go to, and how they are written on the wire. */

import { normaliseDomain } from './address-identity.ts'

export type AddressProblem = 'bad-address' | 'bad-domain'

/** RFC 3696 errata 1690 says 254, but senders that code a whole letter into the local part go beyond. */
const LONGEST_ADDRESS = 320
const LONGEST_DOMAIN = 253

/** RFC 5322 section 3.2.3 with RFC 6531's letters; dots stand anywhere, as in old mailboxes of Japanese phones. */
const PLAIN_LOCAL = /^[^\s\p{C}"(),:;<>@[\\\]]+$/u
const QUOTED_LOCAL = /^"(?:[^"\\\p{C}]|\\[^\p{C}])*"$/u
const DOMAIN_LETTERS = /^(?:[\p{L}\p{M}\p{N}._\u00b7\u3002\u30fb-]|\u200c|\u200d)+$/u
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
const LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|ipv6:[0-9a-f:.]+)\]$/

/** What keeps a letter from being sent to an address by its form alone; null where nothing does. */
export function addressProblem(address: string): AddressProblem | null {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  if (at < 1 || !(PLAIN_LOCAL.test(local) || QUOTED_LOCAL.test(local))) return 'bad-address'
  if (Buffer.byteLength(address) > LONGEST_ADDRESS) return 'bad-address'
  return wireDomain(address.slice(at + 1)) === null ? 'bad-domain' : null
}

/**
 * A domain in lower case and ASCII (IDNA), an address literal of RFC 5321 section 4.1.3 as it is; null where it is neither.
 * A name of one label is one: mail within a house needs no more.
 */
export function wireDomain(domain: string): string | null {
  const lower = domain.toLowerCase()
  if (LITERAL.test(lower)) return lower
  if (!DOMAIN_LETTERS.test(domain)) return null
  const ascii = normaliseDomain(domain)
  if (ascii.length > LONGEST_DOMAIN) return null
  const labels = ascii.split('.')
  // A host whose last label is a number is an IP address (WHATWG URL), and that is written as a literal.
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : null
}

/** An address without problem as SMTP takes it: the local part untouched, the domain by `wireDomain`. */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return `${address.slice(0, at)}@${wireDomain(domain) ?? domain}`
}

/** Whether only a server with SMTPUTF8 (RFC 6531) can take it: letters before the @ have no ASCII form. */
export function needsSmtpUtf8(address: string): boolean {
  return !/^\p{ASCII}*$/u.test(address.slice(0, address.lastIndexOf('@')))
}
