import { TLSSocket } from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError, type Outcome } from '../platform/app-error.ts'
import { judgeCertificate, type TlsPeer } from '../platform/certificate-trust.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { chooseSmtpChallenge, scramHandler } from './smtp-challenge.ts'
import { withoutSecret } from './without-secret.ts'

export type SmtpStep = 'connect' | 'secure' | 'login'

/**
 * Connects, secures and logs in over SMTP submission (RFC 6409) through the guarded dialler. STARTTLS is demanded where
 * the account says so (RFC 3207), never merely used if offered. One login attempt; a failure is a value with its code.
 */
export async function openSmtp(
  dialler: Dialler,
  connection: ServerConnection,
  onStep: (step: SmtpStep) => void = () => {},
): Promise<Outcome<SMTPConnection>> {
  const { host, port, timeoutMs, allowPrivate } = connection
  const peer = { host, certificateFingerprint: connection.certificateFingerprint ?? undefined }
  const implicit = connection.security === 'tls'
  const dialled = await dialler.dial({ ...peer, port, tls: implicit, timeoutMs, allowPrivate })
  if (!dialled.ok) return dialled
  onStep('connect')
  if (implicit) onStep('secure')
  const client = new SMTPConnection({
    host,
    port,
    connection: dialled.value,
    secure: implicit,
    secured: implicit,
    requireTLS: connection.security === 'starttls',
    ignoreTLS: connection.security !== 'starttls',
    greetingTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    tls: dialler.tlsOptions(peer),
    customAuth: scramHandler,
    logger: false,
  })
  try {
    await untilDone(client, (done) => client.connect(done))
    if (connection.security === 'starttls') {
      demandTrust(client, peer)
      onStep('secure')
    }
    const challenge = connection.secureAuth ? chooseSmtpChallenge(client, host) : null
    await untilDone(client, (done) =>
      client.login(
        {
          user: connection.user,
          credentials: { user: connection.user, pass: connection.password },
          // A challenge or nothing: the password never leaves in the clear where the account forbids it.
          ...(challenge === null ? {} : { method: challenge }),
        },
        done,
      ),
    )
  } catch (error) {
    client.close()
    dialled.value.destroy()
    return { ok: false, error: withoutSecret(codedFailure(error, host), connection) }
  }
  onStep('login')
  return { ok: true, value: client }
}

/** Hands over one letter; addresses are bare. Throws the coded refusal with the server's words. */
export async function submit(
  client: SMTPConnection,
  envelope: { from: string; to: string[] },
  source: string,
): Promise<void> {
  await untilDone(client, (done) => client.send(envelope, source, (error) => done(error)))
}

/** The log-in is a step of its own, so the certificate is judged before the password leaves. */
function demandTrust(client: SMTPConnection, peer: TlsPeer): void {
  const socket = client._socket
  if (!(socket instanceof TLSSocket)) throw new AppError('TLS_NOT_OFFERED', { host: peer.host })
  const refusal = judgeCertificate(socket, peer)
  if (refusal !== undefined) throw refusal
}

/** nodemailer tells failures of the connection by event and those of a command by callback: whichever comes first counts. */
function untilDone(client: SMTPConnection, begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error | null) => {
      client.off('error', finish)
      client.off('end', lose)
      if (error) reject(error)
      else resolve()
    }
    const lose = () => finish(Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' }))
    client.once('error', finish)
    client.once('end', lose)
    begin(finish)
  })
}
