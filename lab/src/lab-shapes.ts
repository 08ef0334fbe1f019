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
