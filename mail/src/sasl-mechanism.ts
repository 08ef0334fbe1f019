/** Mechanisms that this program knows. */
export type SaslMechanism = 'SCRAM-SHA-256' | 'CRAM-MD5' | 'PLAIN'

export interface SaslLogin {
  readonly user: string
  readonly password: string
}

/** One dialogue of log-in (RFC 4422), without the base64 that each protocol wraps around it. */
export interface SaslExchange {
  readonly mechanism: SaslMechanism
  /** What the client says first; null where the server does. */
  readonly initial: Buffer | null
  /** Answers the server. Rejects with SaslError where it says what the mechanism does not allow. */
  respond(challenge: Buffer): Promise<Buffer>
  /** The server's success may be believed: it has proved itself, where the mechanism asks that of it. */
  readonly isProved: boolean
}
