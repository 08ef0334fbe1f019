import type { HintCode } from './discovery-types.ts'

/** One provider of the program's own list. Servers are written `host`, `host:port` or `host:port/starttls`. */
export interface ProviderEntry {
  id: string
  /** As people call it. */
  name: string
  /** Domains of its addresses; `*.` before one stands for all below it. Empty for one known by its MX alone. */
  domains: readonly string[]
  /** Ends of the names of its MX hosts, for companies whose domain it serves. */
  mx?: readonly string[]
  /** Default port 993 with TLS. */
  imap?: string
  /** Default port 995 with TLS. */
  pop3?: string
  /** Default port 465 with TLS. */
  smtp?: string
  /** What one signs in with: the whole address by default. A pair is for receiving and sending. */
  user?: 'address' | 'local' | readonly ['address' | 'local', 'address' | 'local']
  hint?: HintCode
  url?: string
}
