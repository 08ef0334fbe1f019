import type { ImapFlow } from 'imapflow'
import type { BadCertificate, LabCertificates } from './lab-certificates.ts'
import type { ImapStyle, LabPorts, LabServer, LabUser } from './lab-shapes.ts'
import type { LabZone } from './lab-zone.ts'
import type { LetterDelivery } from './letter-delivery.ts'
import type { MailboxLoader } from './mailbox-loader.ts'

export interface LabOptions extends ImapStyle {
  /** Default: three users, see `defaultUsers`. */
  users?: LabUser[]
  /** Start an SMTP server. Default `true`. */
  smtp?: boolean
  /** Start dnsmasq with a zone of the lab's own. Default `false`. */
  dns?: boolean
  /** Mail domains of the lab. Default `corp.test`, `client.test`. */
  domains?: string[]
  /** Largest letter in bytes the SMTP servers accept. Default 26214400. */
  sizeLimit?: number
  /** `postfix` fails without root or Postfix; `built-in` forces the npm smtp-server. Default: Postfix where possible. */
  submissionServer?: 'postfix' | 'built-in'
  /** Postfix lets in only senders who have logged in to receive since the start (POP before SMTP). Needs Postfix. */
  receiveFirst?: boolean
  /** `false` runs every server without root rights even when started by root. Default: whatever the caller is. */
  privileged?: boolean
  /** Host names that the certificates are for besides the usual ones; `*.corp.test` stands for all of one level. */
  certificateNames?: string[]
  /** Address of a lab user who receives everything submitted to any `*.example` domain. Default: such mail is refused. */
  outsideMailbox?: string
}

/** A second mail server over the same mailboxes that shows another certificate or another style. */
export interface LabVariant {
  ports: Pick<LabPorts, 'imap' | 'imaps' | 'pop3' | 'pop3s' | 'submission' | 'smtps'>
  stop(): Promise<void>
}

export interface VariantOptions extends ImapStyle {
  certificate?: BadCertificate
}

export interface Lab extends LetterDelivery, MailboxLoader, AsyncDisposable {
  readonly host: '127.0.0.1'
  /** The name the certificates are for. */
  readonly hostname: 'localhost'
  readonly ports: LabPorts
  readonly caPem: string
  readonly caFile: string
  readonly certificates: LabCertificates
  readonly users: readonly LabUser[]
  readonly domains: readonly string[]
  readonly dir: string
  /** Hierarchy separator of the main IMAP server. */
  readonly separator: string
  /** What differs from the full lab on this machine, one line each. Empty on Debian as root. */
  readonly notes: readonly string[]
  /** Running servers by name: `dovecot`, `postfix` or `built-in submission`, `dnsmasq`. */
  readonly servers: ReadonlyMap<string, LabServer>
  /** Records of the lab's DNS zone; only with `dns: true`. */
  readonly zone: LabZone
  addUser(user: LabUser): Promise<LabUser>
  /** Takes about a second: Dovecot looks at most once a second whether the password changed. */
  changePassword(address: string, password: string): Promise<void>
  /** Answers `reply` (for example `450 4.2.1 busy`) to RCPT for this address from now on. */
  answerRecipient(address: string, reply: string): Promise<void>
  /** Starts another Dovecot and submission server over the same mailboxes. */
  startVariant(options: VariantOptions): Promise<LabVariant>
  /** A connected imapflow client over TLS; closed by `stop()`. */
  imap(address: string): Promise<ImapFlow>
  /** What all servers logged so far. */
  log(): string
  /** Process ids of all servers and their children. */
  pids(): number[]
  /** Ends every server by its process id and removes the lab's folder. */
  stop(): Promise<void>
  /** SIGKILL to every server; the folder stays until `stop()`. */
  killAll(): Promise<void>
}
