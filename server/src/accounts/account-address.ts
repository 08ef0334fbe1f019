import { domainToASCII } from 'node:url'

/** An address of the form user@server, split; the domain in lower case and in its ASCII form (RFC 5891). */
export interface AccountAddress {
  address: string
  localPart: string
  domain: string
}

/**
 * Checks the form `user@server` of S13. Spaces around are dropped, the local part keeps its case (RFC 5321 section 2.4),
 * null for anything that is not one address with a domain of at least two labels.
 */
export function parseAccountAddress(input: string): AccountAddress | null {
  const trimmed = input.trim()
  const at = trimmed.lastIndexOf('@')
  if (at < 1 || trimmed.length > 320) return null
  const localPart = trimmed.slice(0, at)
  const domain = domainToASCII(trimmed.slice(at + 1)).toLowerCase()
  if (localPart.length > 64 || !/^[^\s@<>()[\]\\,;:"]+$/u.test(localPart)) return null
  if (localPart.startsWith('.') || localPart.endsWith('.') || localPart.includes('..')) return null
  if (domain.length > 253 || !domain.includes('.')) return null
  const labels = domain.split('.')
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return null
  return { address: `${localPart}@${domain}`, localPart, domain }
}
