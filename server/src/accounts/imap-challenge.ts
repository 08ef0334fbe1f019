import { chooseChallenge, startSasl } from '@besedka/mail/sasl-exchange'
import type { SaslExchange } from '@besedka/mail/sasl-mechanism'
import type { ImapFlow } from 'imapflow'
import { AppError } from '../platform/app-error.ts'

/** What imapflow has under its public face; neither CRAM-MD5 nor SCRAM is among its ways of logging in. */
interface ImapInternals {
  capabilities: Map<string, unknown>
  expectCapabilityUpdate: boolean
  authenticated: string | boolean
  authenticate(): Promise<boolean>
  setAuthenticationState(): Promise<void>
  write(line: string): void
  exec(
    command: string,
    attributes: { type: string; value: string }[],
    options: { onPlusTag(answer: { attributes?: { type: string; value: string }[] }): Promise<void> },
  ): Promise<{ next(): void }>
}

/**
 * «Безопасная проверка пароля»: the client logs in by SCRAM-SHA-256 (RFC 7677), CRAM-MD5 (RFC 2195) or not at all, so that
 * the password itself never leaves. A server that offers neither is told by AUTH_METHOD_NOT_OFFERED; there is no way back
 * to clear text.
 */
export function demandChallenge(client: ImapFlow, login: { user: string; password: string; host: string }): void {
  const inner = client as unknown as ImapInternals
  inner.authenticate = async () => {
    const offered = new Set([...inner.capabilities.keys()].map((name) => name.toUpperCase().replace(/^AUTH=/, '')))
    const mechanism = chooseChallenge(offered)
    if (mechanism === null) throw new AppError('AUTH_METHOD_NOT_OFFERED', { host: login.host })
    inner.expectCapabilityUpdate = true
    await answerChallenges(inner, startSasl(mechanism, login), login.host)
    inner.authenticated = login.user
    await inner.setAuthenticationState()
    return true
  }
}

async function answerChallenges(inner: ImapInternals, exchange: SaslExchange, host: string): Promise<void> {
  let failure: unknown = null
  try {
    const answer = await inner.exec('AUTHENTICATE', [{ type: 'ATOM', value: exchange.mechanism }], {
      onPlusTag: async ({ attributes }) => {
        try {
          const challenge = Buffer.from(attributes?.[0]?.value ?? '', 'base64')
          inner.write((await exchange.respond(challenge)).toString('base64'))
        } catch (error) {
          failure = error
          // Cancels the dialogue (RFC 9051 section 6.2.2).
          inner.write('*')
        }
      },
    })
    answer.next()
  } catch (error) {
    throw new AppError('AUTH_FAILED', { host }, { cause: failure ?? error })
  }
  if (!exchange.isProved) throw new AppError('AUTH_FAILED', { host }, { cause: failure })
}
