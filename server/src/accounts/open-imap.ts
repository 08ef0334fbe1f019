import { ImapFlow } from 'imapflow'
import type { AppError, Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { demandChallenge } from './imap-challenge.ts'
import { inTime } from './in-time.ts'
import { withoutSecret } from './without-secret.ts'

const MEGABYTE = 1024 * 1024
/**
 * What a server may make us hold at once. Anybody may name a server, and a hostile one must not eat the memory of the
 * process: a letter above 100 MB is left there anyway, and a line of 32 MB lists three million UIDs.
 */
const LIMITS = { maxLiteralSize: 105 * MEGABYTE, maxResponseSize: 110 * MEGABYTE, maxLineLength: 32 * MEGABYTE }

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
    ...LIMITS,
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
    // Several commands in turn, each of which may take its time.
    await inTime(client, 2 * timeoutMs, () => client.connect())
  } catch (error) {
    client.close()
    dialled.value.destroy()
    return failed(withoutSecret(codedFailure(error, host), connection))
  }
  onStep('login')
  return { ok: true, value: client }
}

function failed(error: AppError): Outcome<never> {
  return { ok: false, error }
}
