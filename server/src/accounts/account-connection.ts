import type { protocol, security } from '@besedka/contract/accounts'
import type { z } from 'zod'

/** How to reach and enter one server; `password` is in the clear here and lives only as long as the connection needs it. */
export interface ServerConnection {
  host: string
  port: number
  security: z.infer<typeof security>
  user: string
  password: string
  secureAuth: boolean
  /** SHA-256 of a certificate a person accepted although nobody vouches for it; lower-case hex. */
  certificateFingerprint: string | null
  timeoutMs: number
  /** Private addresses are allowed: an administrator named the server. */
  allowPrivate: boolean
}

export interface IncomingConnection extends ServerConnection {
  protocol: z.infer<typeof protocol>
}

export interface OutgoingConnection extends ServerConnection {
  receiveFirst: boolean
}
