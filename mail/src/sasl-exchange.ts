import { createHmac, randomBytes } from 'node:crypto'
import { ScramExchange } from './scram-sha-256.ts'

/** Mechanisms that this program knows, the strongest first. */
export const challengeMechanisms = ['SCRAM-SHA-256', 'CRAM-MD5'] as const
export type SaslMechanism = (typeof challengeMechanisms)[number] | 'PLAIN'

export interface SaslLogin {
  readonly user: string
  readonly password: string
}

/** One dialogue of log-in (RFC 4422), without the base64 that each protocol wraps around it. */
export interface SaslExchange {
  readonly mechanism: SaslMechanism
  /** What the client says first; null where the server does. */
  readonly initial: Buffer | null
  /** Answers the server. Rejects with SaslError where it says what the mechanism does not allow. */
  respond(challenge: Buffer): Promise<Buffer>
  /** The server's success may be believed: it has proved itself, where the mechanism asks that of it. */
  readonly isProved: boolean
}

/** The strongest mechanism that leaves the password here, of those that the server offers; names in capitals. */
export function chooseChallenge(offered: ReadonlySet<string>): SaslMechanism | null {
  return challengeMechanisms.find((mechanism) => offered.has(mechanism)) ?? null
}

export function startSasl(
  mechanism: SaslMechanism,
  login: SaslLogin,
  nonce = randomBytes(18).toString('base64'),
): SaslExchange {
  switch (mechanism) {
    case 'SCRAM-SHA-256':
      return new ScramExchange(login, nonce)
    case 'CRAM-MD5':
      return { mechanism, initial: null, isProved: true, respond: async (challenge) => answerCramMd5(login, challenge) }
    case 'PLAIN': {
      const initial = Buffer.from(`\0${login.user}\0${login.password}`)
      return { mechanism, initial, isProved: true, respond: async () => initial }
    }
  }
}

/** RFC 2195 section 2. */
function answerCramMd5({ user, password }: SaslLogin, challenge: Buffer): Buffer {
  return Buffer.from(`${user} ${createHmac('md5', password).update(challenge).digest('hex')}`)
}
