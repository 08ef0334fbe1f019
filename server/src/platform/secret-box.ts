import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

export const KEY_BYTES = 32
const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Raised when a sealed text was altered, sealed with another key or for another place. Holds nothing of the secret. */
export class SecretUnreadableError extends Error {
  constructor(options: ErrorOptions = {}) {
    super('a stored secret cannot be opened: another key, another place, or altered', options)
    this.name = 'SecretUnreadableError'
  }
}

/** Seals and opens secrets with one key. */
export interface SecretBox {
  /** Name of the key, which tells nothing about it. */
  keyId: string
  /**
   * Encrypts for one place (`accounts/17/incoming-password`): AES-256-GCM with a random nonce, the place as additional
   * authenticated data (NIST SP 800-38D), so that a sealed text copied to another row does not open there.
   */
  seal(plaintext: string, context: string): string
  /** Throws `SecretUnreadableError`. */
  open(sealed: string, context: string): string
  /** 32 bytes for one purpose alone, the same on every node (HKDF, RFC 5869). They tell nothing about the key. */
  derive(purpose: string): Buffer
}

/** `key` has 32 bytes. */
export function createSecretBox(key: Buffer): SecretBox {
  const keyId = createHash('sha256').update('besedka secret key id').update(key).digest('hex').slice(0, 16)
  const seal = (plaintext: string, context: string) => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    const body = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${VERSION}.${body.toString('base64url')}`
  }
  const open = (sealed: string, context: string) => {
    const [version, body] = sealed.split('.')
    const bytes = Buffer.from(body ?? '', 'base64url')
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SecretUnreadableError()
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const plain = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
      return Buffer.concat(plain).toString('utf8')
    } catch (error) {
      throw new SecretUnreadableError({ cause: error })
    }
  }
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `besedka ${purpose}`, KEY_BYTES))
  return { keyId, seal, open, derive }
}
