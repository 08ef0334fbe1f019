import { createTransport } from 'nodemailer'
import type { LabPorts } from './lab-shapes.ts'
import { sendByLmtp } from './lmtp-client.ts'
import type { UserDirectory } from './user-directory.ts'

export interface Submission {
  /** Envelope sender, a lab user who signs in with his password. */
  from: string
  to: string | string[]
  /** The whole letter with its headers. */
  source: Buffer | string
  /** Default `submission` (STARTTLS). */
  through?: 'smtp' | 'submission' | 'smtps'
}

/** What the server said: accepted and refused recipients and its last reply. */
export interface SubmissionResult {
  accepted: string[]
  rejected: string[]
  response: string
}

export interface LetterDelivery {
  /** Delivers to one user's INBOX as a mail exchanger would, without SMTP in between. */
  deliverByLmtp(address: string, source: Buffer | string, from?: string): Promise<void>
  /** Sends as a user would; rejects when no recipient was accepted. */
  submit(submission: Submission): Promise<SubmissionResult>
}

/** Ways to bring a letter in through the servers themselves. */
export function createLetterDelivery(ports: LabPorts, ca: string, directory: UserDirectory): LetterDelivery {
  return {
    async deliverByLmtp(address, source, from = 'lab@localhost') {
      await sendByLmtp(ports.lmtp, { from, to: [address] }, source)
    },
    async submit({ from, to, source, through = 'submission' }) {
      const user = directory.find(from)
      const transport = createTransport({
        host: 'localhost',
        port: ports[through],
        secure: through === 'smtps',
        requireTLS: through === 'submission',
        tls: { ca },
        ...(through === 'smtp' ? {} : { auth: { user: user.address, pass: user.password } }),
      })
      const recipients = typeof to === 'string' ? [to] : to
      const result = await transport.sendMail({ envelope: { from, to: recipients }, raw: source })
      return {
        accepted: result.accepted.map(addressOf),
        rejected: result.rejected.map(addressOf),
        response: result.response,
      }
    },
  }
}

function addressOf(recipient: string | { address: string }): string {
  return typeof recipient === 'string' ? recipient : recipient.address
}
