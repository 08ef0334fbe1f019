import { createHash, randomBytes } from 'node:crypto'

const BYTES = 32

/** 256 random bits as URL-safe text behind a prefix, and the hash that is kept instead. */
export function makeSecretToken(prefix = ''): { token: string; hash: Buffer } {
  const token = prefix + randomBytes(BYTES).toString('base64url')
  return { token, hash: hashSecretToken(token) }
}

/** SHA-256: a random token needs no slow hash. */
export function hashSecretToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
