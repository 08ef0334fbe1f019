/** Identifiers for the letters that are written here, RFC 5322 section 3.6.4. */

import { wireDomain } from './outgoing-address.ts'

/** RFC 6761 keeps this name free of owners: it stands where a sender's domain cannot be written. */
const NO_DOMAIN = 'unknown.invalid'
const FEWEST_BYTES = 16

/**
 * A Message-ID without angle brackets: the random bytes in hex at the sender's domain in its ASCII form. Equal bytes give
 * equal identifiers, so they must come from a cryptographic source; fewer than 16 of them throw a RangeError.
 */
export function makeMessageId(random: Uint8Array, senderAddress: string): string {
  if (random.length < FEWEST_BYTES) throw new RangeError(`a Message-ID needs ${FEWEST_BYTES} random bytes`)
  const domain = wireDomain(senderAddress.slice(senderAddress.lastIndexOf('@') + 1))
  return `${Buffer.from(random).toString('hex')}@${domain ?? NO_DOMAIN}`
}
