import type { Maildrop } from '@besedka/mail/maildrop'
import { AppError, type Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { Pop3Client } from './pop3-client.ts'
import { logInPop3 } from './pop3-login.ts'
import { withoutSecret } from './without-secret.ts'

export type Pop3Step = 'connect' | 'secure' | 'login'

/**
 * Connects, secures (RFC 2595) and logs in over POP3 through the guarded dialler. One login attempt, never in the clear
 * unless the account says `none`. A failure is a value with its code; `onStep` is told what succeeds on the way.
 */
export async function openPop3(
  dialler: Dialler,
  connection: ServerConnection,
  onStep: (step: Pop3Step) => void = () => {},
): Promise<Outcome<Maildrop>> {
  const { host, port, timeoutMs, allowPrivate } = connection
  const peer = { host, certificateFingerprint: connection.certificateFingerprint ?? undefined }
  const implicit = connection.security === 'tls'
  const dialled = await dialler.dial({ ...peer, port, tls: implicit, timeoutMs, allowPrivate })
  if (!dialled.ok) return dialled
  onStep('connect')
  if (implicit) onStep('secure')
  const client = new Pop3Client(dialled.value, { host, timeoutMs })
  // Several commands in turn, each of which may take its time.
  const late = setTimeout(() => client.wire.close(new AppError('CONNECTION_TIMEOUT', { host })), 2 * timeoutMs)
  try {
    const greeting = await client.wire.greeting()
    if (!greeting.ok) throw new AppError('SERVER_REFUSED', { host, words: greeting.text })
    const { names, areKnown } = await client.askCapabilities()
    if (connection.security === 'starttls') {
      if (areKnown && !names.has('STLS')) throw new AppError('TLS_NOT_OFFERED', { host })
      const agreed = await client.wire.command('STLS')
      if (!agreed.ok) throw new AppError('TLS_NOT_OFFERED', { host, words: agreed.text })
      await client.wire.swap(async () => {
        const secured = await dialler.startTls(dialled.value, peer, timeoutMs)
        if (!secured.ok) throw secured.error
        return secured.value
      })
      onStep('secure')
      await client.askCapabilities()
    }
    await logInPop3(client, greeting.text, connection)
    await client.askCapabilities()
    onStep('login')
    return { ok: true, value: client }
  } catch (error) {
    client.close()
    return { ok: false, error: withoutSecret(codedFailure(error, host), connection) }
  } finally {
    clearTimeout(late)
  }
}
