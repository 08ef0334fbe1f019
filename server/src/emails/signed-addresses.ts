import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { AppError } from '../platform/app-error.ts'

const LIFETIME_MS = 60 * 60_000

export interface SignedAddresses {
  /** Path below the origin under which an attachment can be fetched without a cookie, for one to two hours. */
  address(attachmentId: string, now: number): string
  /** Throws ADDRESS_EXPIRED for an address that has run out or was not made here. */
  verify(attachmentId: string, proof: { expires: string; signature: string }, now: number): void
}

/**
 * Addresses that carry their own proof: the frame of a letter has no origin and so no cookie. HMAC-SHA256 over id and
 * end; `secret` is turned into a key for this purpose alone (RFC 5869).
 */
export function createSignedAddresses(secret: Buffer): SignedAddresses {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'besedka attachment addresses', 32))
  const sign = (id: string, expires: string) => createHmac('sha256', key).update(`${id}.${expires}`).digest('base64url')
  return {
    address(id, now) {
      // Whole hours, so that a picture keeps its address, and with it its place in the cache, for a while.
      const expires = String((Math.floor(now / LIFETIME_MS) + 2) * LIFETIME_MS)
      return `/api/v1/signed/attachments/${id}?expires=${expires}&signature=${sign(id, expires)}`
    },
    verify(id, { expires, signature }, now) {
      const wanted = Buffer.from(sign(id, expires))
      const given = Buffer.from(signature)
      const genuine = wanted.length === given.length && timingSafeEqual(wanted, given)
      if (!genuine || !/^\d{1,16}$/.test(expires) || Number(expires) < now) throw new AppError('ADDRESS_EXPIRED')
    },
  }
}
