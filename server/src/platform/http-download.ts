import type { Readable } from 'node:stream'
import type { ByteAnswer } from './http-binding.ts'

/** A file for whoever may have it. */
export interface Download {
  name: string
  type: string
  /** Null where it shows only at the end. */
  size: number | null
  body: Readable | Uint8Array
}

/**
 * What comes from outside is never run by a browser, whatever it says it is, and what a sign-in opens is not kept there
 * for whoever signs in next.
 */
export const SAFE_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** For what only an unguessable address opens: a letter that is looked at again need not fetch its pictures again. */
export function keptForAWhile(answer: ByteAnswer): ByteAnswer {
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'private, max-age=3600' } }
}

/** Pictures that a frame may show keep their type; everything else is bytes to be saved. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif'])

/** The answer that saves a file under its name, and shows it where it is a picture. */
export function download({ name, type, size, body }: Download): ByteAnswer {
  const headers = {
    ...SAFE_HEADERS,
    'content-type': SHOWN_TYPES.has(type) ? type : 'application/octet-stream',
    ...(size === null ? {} : { 'content-length': String(size) }),
    'content-disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`,
  }
  return { headers, body }
}

/** For the few programs that do not read the encoded name (RFC 6266 appendix D). */
function asciiName(name: string): string {
  return name.replace(/[^\w. -]/g, '_').slice(-100)
}

/** RFC 5987 section 3.2.1. */
function encodeName(name: string): string {
  return encodeURIComponent(name.slice(-200)).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
