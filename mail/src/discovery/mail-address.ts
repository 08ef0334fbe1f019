import { domainToASCII, domainToUnicode } from 'node:url'

/** An address, split; the domain in lower case and in the form DNS knows (RFC 5890 A-labels). */
export interface MailAddress {
  address: string
  localPart: string
  domain: string
  /** The domain as people read it. */
  shownDomain: string
}

/**
 * Reads what a person has typed as one address user@server: spaces around it and around the sign, "mailto:" and brackets
 * are dropped, the domain may be in any letters, the local part keeps its case, plus signs and all (RFC 5321 section 2.4).
 * Null for anything that is not one address with a domain of at least two labels. Never throws.
 */
export function readMailAddress(input: string): MailAddress | null {
  if (input.length > 1000) return null
  const bare = input
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1')
    .replace(/\s*@\s*/, '@')
    .trim()
  const at = bare.lastIndexOf('@')
  if (at < 1) return null
  const localPart = bare.slice(0, at)
  const domain = readHostName(bare.slice(at + 1))
  if (domain === null || !domain.includes('.') || /^[\d.]+$/.test(domain)) return null
  if (localPart.length > 64 || !/^[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(localPart)) return null
  if (localPart.startsWith('.') || localPart.endsWith('.') || localPart.includes('..')) return null
  return { address: `${localPart}@${domain}`, localPart, domain, shownDomain: domainToUnicode(domain) || domain }
}

/**
 * A host name in lower case and in A-labels, an IPv4 address as it is; null for everything else (RFC 1123 section 2.1). What
 * configurations name passes through here, so that a name can hold no line end, no address with a port and no path.
 */
export function readHostName(input: string): string | null {
  const written = input.trim().replace(/\.$/, '')
  if (written === '' || written.length > 253 || /[\s/?#@:[\]\\%]/.test(written)) return null
  const name = domainToASCII(written).toLowerCase()
  if (name === '' || name.length > 253) return null
  return name.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? name : null
}
