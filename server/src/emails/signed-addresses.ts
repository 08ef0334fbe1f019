import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { AppError } from '../platform/app-error.ts'

const LIFETIME_MS = 60 * 60_000

/** What the query of a signed address holds. */
export interface SignedProof {
  /** Id of the user it was made for; it opens what he may read when it is used. */
  viewer: string
  expires: string
  signature: string
}

/** What the signature of an outside picture's address speaks of: this picture in this letter. */
export function outsidePictureId(interactionId: string, url: string): string {
  return `outside ${interactionId} ${url}`
}

export interface SignedAddresses {
  /** Path below the origin under which an attachment can be fetched without a cookie, for one to two hours. */
  address(attachmentId: string, viewerId: string, now: number): string
  /** The same for a picture of another server that a letter shows; its address goes along as base64url. */
  outside(interactionId: string, url: string, viewerId: string, now: number): string
  /** Throws ADDRESS_EXPIRED for an address that has run out or was not made here. */
  verify(attachmentId: string, proof: SignedProof, now: number): void
}

/**
 * Addresses that carry their own proof: the frame of a letter has no origin and so no cookie. HMAC-SHA256 over id, viewer
 * and end; `secret` is turned into a key for this purpose alone (RFC 5869).
 */
export function createSignedAddresses(secret: Buffer): SignedAddresses {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'besedka attachment addresses', 32))
  const sign = (id: string, viewer: string, expires: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([id, viewer, expires]))
      .digest('base64url')
  const proofOf = (id: string, viewer: string, now: number) => {
    // Whole hours, so that a picture keeps its address, and with it its place in the cache, for a while.
    const expires = String((Math.floor(now / LIFETIME_MS) + 2) * LIFETIME_MS)
    return `viewer=${encodeURIComponent(viewer)}&expires=${expires}&signature=${sign(id, viewer, expires)}`
  }
  return {
    address: (id, viewer, now) => `/api/v1/signed/attachments/${id}?${proofOf(id, viewer, now)}`,
    outside(interactionId, url, viewer, now) {
      const proof = proofOf(outsidePictureId(interactionId, url), viewer, now)
      return `/api/v1/signed/outside/${interactionId}?url=${Buffer.from(url).toString('base64url')}&${proof}`
    },
    verify(id, { viewer, expires, signature }, now) {
      const wanted = Buffer.from(sign(id, viewer, expires))
      const given = Buffer.from(signature)
      const genuine = wanted.length === given.length && timingSafeEqual(wanted, given)
      if (!genuine || !/^\d{1,16}$/.test(expires) || Number(expires) < now) throw new AppError('ADDRESS_EXPIRED')
    },
  }
}
