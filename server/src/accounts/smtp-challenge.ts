import { chooseChallenge, startSasl } from '@besedka/mail/sasl-exchange'
import type { SaslMechanism } from '@besedka/mail/sasl-mechanism'
import { SaslError } from '@besedka/mail/scram-sha-256'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError } from '../platform/app-error.ts'

/** What nodemailer keeps of the greeting: of the mechanisms it tells only those that it knows itself. */
interface SmtpInternals {
  _ehloLines?: readonly string[]
}

/** The challenge to log in by (RFC 4954 section 3). Throws AUTH_METHOD_NOT_OFFERED; there is no way back to clear text. */
export function chooseSmtpChallenge(client: SMTPConnection, host: string): SaslMechanism {
  const lines = (client as unknown as SmtpInternals)._ehloLines ?? []
  const offered = lines.flatMap((line) => {
    const [, names = ''] = /^AUTH[ =](.*)$/i.exec(line.trim()) ?? []
    return names.toUpperCase().split(/[\s=]+/)
  })
  const mechanism = chooseChallenge(new Set(offered))
  if (mechanism === null) throw new AppError('AUTH_METHOD_NOT_OFFERED', { host })
  return mechanism
}

/** SCRAM-SHA-256 in the form in which the library takes further mechanisms; each dialogue has a fresh nonce. */
export const scramHandler: SMTPConnection.CustomAuthenticationHandlers = {
  'SCRAM-SHA-256': async ({ auth, sendCommand }) => {
    const { user, pass } = auth.credentials
    const exchange = startSasl('SCRAM-SHA-256', { user, password: pass })
    let answer = await sendCommand(`AUTH SCRAM-SHA-256 ${exchange.initial?.toString('base64') ?? ''}`)
    while (answer.status === 334) {
      const challenge = Buffer.from(answer.text, 'base64')
      const response = await exchange.respond(challenge).catch((error: unknown) => error)
      // `*` cancels the dialogue (RFC 4954 section 4).
      answer = await sendCommand(Buffer.isBuffer(response) ? response.toString('base64') : '*')
      if (!Buffer.isBuffer(response)) throw response instanceof Error ? response : new SaslError('no answer')
    }
    if (answer.status !== 235) throw new Error(answer.response)
    if (!exchange.isProved) throw new SaslError('the server does not prove that it knows the password')
    return true
  },
}
