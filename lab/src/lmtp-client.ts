import { createTransport } from 'nodemailer'

/** Hands a letter to Dovecot's LMTP (RFC 2033) for each recipient; rejects when any recipient was refused. */
export async function sendByLmtp(
  port: number,
  envelope: { from: string; to: string[] },
  source: Buffer | string,
): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true })
  const result = await transport.sendMail({ envelope, raw: source })
  if (result.rejected.length > 0)
    throw new Error(`LMTP refused ${result.rejected.length} recipients: ${result.response}`)
}
