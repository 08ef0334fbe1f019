import { createHmac } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { AppError } from '../platform/app-error.ts'

/** What imapflow has under its public face; CRAM-MD5 is not among its ways of logging in. */
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
 * «Безопасная проверка пароля»: the client logs in by CRAM-MD5 (RFC 2195) or not at all, so that the password itself never
 * leaves. A server that does not offer it is told by AUTH_METHOD_NOT_OFFERED; there is no way back to clear text.
 */
export function demandChallenge(client: ImapFlow, login: { user: string; password: string; host: string }): void {
  const inner = client as unknown as ImapInternals
  inner.authenticate = async () => {
    if (!inner.capabilities.has('AUTH=CRAM-MD5')) throw new AppError('AUTH_METHOD_NOT_OFFERED', { host: login.host })
    inner.expectCapabilityUpdate = true
    await answerChallenge(inner, login)
    inner.authenticated = login.user
    await inner.setAuthenticationState()
    return true
  }
}

async function answerChallenge(
  inner: ImapInternals,
  { user, password, host }: { user: string; password: string; host: string },
) {
  try {
    const answer = await inner.exec('AUTHENTICATE', [{ type: 'ATOM', value: 'CRAM-MD5' }], {
      onPlusTag: async ({ attributes }) => {
        const challenge = Buffer.from(attributes?.[0]?.value ?? '', 'base64')
        const digest = createHmac('md5', password).update(challenge).digest('hex')
        inner.write(Buffer.from(`${user} ${digest}`).toString('base64'))
      },
    })
    answer.next()
  } catch (error) {
    throw new AppError('AUTH_FAILED', { host }, { cause: error })
  }
}
