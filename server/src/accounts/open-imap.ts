import { ImapFlow } from 'imapflow'
import type { AppError, Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { demandChallenge } from './imap-challenge.ts'

/** How far a connection came, so that a check can say each step by itself. */
export type ImapStep = 'connect' | 'secure' | 'login'

/**
 * Connects, secures and logs in over IMAP (RFC 3501) through the guarded dialler. One login attempt, never in the clear
 * unless the account says `none`. A failure is a value with its code; `onStep` is told what succeeds on the way.
 */
export async function openImap(
  dialler: Dialler,
  connection: ServerConnection,
  onStep: (step: ImapStep) => void = () => {},
): Promise<Outcome<ImapFlow>> {
  const { host, port, timeoutMs, allowPrivate } = connection
  const peer = { host, certificateFingerprint: connection.certificateFingerprint ?? undefined }
  const implicit = connection.security === 'tls'
  const dialled = await dialler.dial({ ...peer, port, tls: implicit, timeoutMs, allowPrivate })
  if (!dialled.ok) return dialled
  onStep('connect')
  if (implicit) onStep('secure')
  const client = new ImapFlow({
    host,
    port,
    secure: implicit,
    doSTARTTLS: connection.security === 'starttls',
    auth: { user: connection.user, pass: connection.password },
    disableCompression: true,
    disableAutoIdle: true,
    emitLogs: false,
    logger: false,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: Math.max(timeoutMs, 5 * 60_000),
    transport: {
      connect: (_options, onConnect) => {
        setImmediate(onConnect)
        return dialled.value
      },
      upgrade: (_socket, _options, onSecure) =>
        dialler.beginTls(dialled.value, peer, () => {
          onStep('secure')
          onSecure()
        }),
    },
  })
  if (connection.secureAuth) demandChallenge(client, connection)
  // Errors after the log-in belong to whoever uses the client; before it they come back from connect().
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    client.close()
    dialled.value.destroy()
    return failed(codedFailure(error, host))
  }
  onStep('login')
  return { ok: true, value: client }
}

function failed(error: AppError): Outcome<never> {
  return { ok: false, error }
}
