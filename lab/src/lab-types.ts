import type { ImapFlow } from 'imapflow'
import type { BadCertificate, LabCertificates } from './lab-certificates.ts'
import type { LabZone } from './lab-zone.ts'
import type { LetterDelivery } from './letter-delivery.ts'
import type { MailboxLoader } from './mailbox-loader.ts'

/** A person with a mailbox in the lab. The address is also the name to sign in with. */
export interface LabUser {
  address: string
  password: string
  /** Name shown in sample letters and in the `From` header of submitted ones. */
  name: string
  /** `false`: the standard folders exist, but the user is subscribed to none of them (not even INBOX). Default `true`. */
  subscribed?: boolean
}

/** TCP ports on 127.0.0.1; `dns` answers by UDP as well. A part that was switched off has port 0. */
export interface LabPorts {
  imap: number
  imaps: number
  pop3: number
  pop3s: number
  lmtp: number
  /** Plain, without sign-in, like port 25. */
  smtp: number
  /** STARTTLS and sign-in required, like port 587. */
  submission: number
  /** TLS from the first byte and sign-in required, like port 465. */
  smtps: number
  dns: number
}

/** How one Dovecot instance presents itself. */
export interface ImapStyle {
  /** SASL mechanisms offered. Default `plain login cram-md5 apop`. */
  mechanisms?: string[]
  /** Offer COMPRESS=DEFLATE (RFC 4978). Default `false`. */
  compress?: boolean
  /** Hierarchy separator shown to clients. Default `.`. */
  separator?: '.' | '/'
  /** Replaces the advertised capability list after sign-in, to look like a poorer server. */
  capability?: string
}

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
  /** `false` runs every server without root rights even when started by root. Default: whatever the caller is. */
  privileged?: boolean
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

/** One server program of the lab, to be stopped and started again on the same port in the middle of a test. */
export interface LabServer {
  readonly name: string
  start(): Promise<void>
  /** Orderly end: SIGTERM, then SIGKILL after half a second. */
  stop(): Promise<void>
  /** SIGKILL to the server and all its children at once. */
  kill(): Promise<void>
  /** Process ids of the server and all its children now; empty when it is not running. */
  pids(): number[]
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

/** A lab server did not start or a part of the lab is missing on this machine. */
export class LabError extends Error {
  override name = 'LabError'
  readonly code: 'LAB_PROGRAM_MISSING' | 'LAB_SERVER_FAILED' | 'LAB_NOT_AVAILABLE' | 'LAB_UNKNOWN_USER'

  constructor(code: LabError['code'], message: string) {
    super(message)
    this.code = code
  }
}
