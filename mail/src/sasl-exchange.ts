import { createHmac, randomBytes } from 'node:crypto'
import type { SaslExchange, SaslLogin, SaslMechanism } from './sasl-mechanism.ts'
import { ScramExchange } from './scram-sha-256.ts'

/** Those that leave the password here, the strongest first. */
const challengeMechanisms = ['SCRAM-SHA-256', 'CRAM-MD5'] as const

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
