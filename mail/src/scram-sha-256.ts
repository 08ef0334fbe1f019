import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { SaslExchange, SaslLogin } from './sasl-mechanism.ts'

/** The server said in a dialogue of log-in what the mechanism does not allow, or could not prove that it knows the user. */
export class SaslError extends Error {
  override readonly name = 'SaslError'
}

/** RFC 7677 section 4; fewer would let whoever plays the server try passwords cheaply. */
const LEAST_ITERATIONS = 4096
/** More than servers use, and little enough that a hostile one does not occupy the machine. */
const MOST_ITERATIONS = 2_000_000
/** No channel binding. */
const GS2_HEADER = 'n,,'

const derive = promisify(pbkdf2)
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** SCRAM-SHA-256 (RFC 5802, RFC 7677): the password stays here, and the server proves that it knows it too. */
export class ScramExchange implements SaslExchange {
  readonly mechanism = 'SCRAM-SHA-256'
  readonly initial: Buffer
  private readonly password: string
  private readonly nonce: string
  private readonly firstBare: string
  private proof: Buffer | null = null
  private isServerProved = false

  /** `nonce`: printable characters but no comma, fresh for every log-in. */
  constructor({ user, password }: SaslLogin, nonce: string) {
    this.password = prepareString(password)
    this.nonce = nonce
    const name = prepareString(user).replaceAll('=', '=3D').replaceAll(',', '=2C')
    this.firstBare = `n=${name},r=${nonce}`
    this.initial = Buffer.from(GS2_HEADER + this.firstBare)
  }

  get isProved(): boolean {
    return this.isServerProved
  }

  async respond(challenge: Buffer): Promise<Buffer> {
    const message = challenge.toString('utf8')
    // A server that waited for the client to begin (RFC 4422 section 3) says nothing the first time.
    if (message === '' && this.proof === null) return this.initial
    return this.proof === null ? this.answerFirst(message) : this.acceptFinal(message, this.proof)
  }

  private async answerFirst(serverFirst: string): Promise<Buffer> {
    const { r: nonce = '', s: salt = '', i = '', m } = readAttributes(serverFirst)
    const iterations = /^\d{1,9}$/.test(i) ? Number(i) : 0
    if (m !== undefined || salt === '' || !nonce.startsWith(this.nonce) || nonce.length === this.nonce.length) {
      throw new SaslError('the first message of the server is not one of SCRAM')
    }
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) throw new SaslError('iterations out of range')
    const salted = await derive(this.password, Buffer.from(salt, 'base64'), iterations, 32, 'sha256')
    const clientKey = hmac(salted, 'Client Key')
    const storedKey = createHash('sha256').update(clientKey).digest()
    const finalBare = `c=${Buffer.from(GS2_HEADER).toString('base64')},r=${nonce}`
    const authMessage = `${this.firstBare},${serverFirst},${finalBare}`
    const signature = hmac(storedKey, authMessage)
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)))
    this.proof = hmac(hmac(salted, 'Server Key'), authMessage)
    return Buffer.from(`${finalBare},p=${proof.toString('base64')}`)
  }

  private acceptFinal(message: string, expected: Buffer): Buffer {
    const { v = '' } = readAttributes(message)
    const told = Buffer.from(v, 'base64')
    if (told.length !== expected.length || !timingSafeEqual(told, expected)) {
      throw new SaslError('the server does not prove that it knows the password')
    }
    this.isServerProved = true
    return Buffer.alloc(0)
  }
}

function readAttributes(message: string): Record<string, string | undefined> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}

/** SASLprep (RFC 4013) as far as passwords need it: spaces are one space, invisible characters nothing, then NFKC. */
function prepareString(text: string): string {
  return text
    .replaceAll(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ')
    .replaceAll(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '')
    .normalize('NFKC')
}
