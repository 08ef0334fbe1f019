/** Shapes of what is found out about a mail domain. */

export type ConnectionSecurity = 'tls' | 'starttls' | 'none'

/** One server as an account names it; `user` is what one signs in with. */
export interface FoundServer {
  host: string
  port: number
  security: ConnectionSecurity
  user: string
}

export interface IncomingServer extends FoundServer {
  protocol: 'imap' | 'pop3'
}

/**
 * 1: said by the program or its administrator. 2: said over https by the mail domain itself or the public database of
 * providers. 3: rests on DNS, on http or on a guess, and is used only after a person has seen the servers' whole names.
 */
export type Trust = 1 | 2 | 3

/** Where an answer comes from. The order is the order of belief, best first. */
export const SOURCES = [
  'administrator',
  'list',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'mx-list',
  'mx-autoconfig',
  'mx-ispdb',
  'autodiscover',
  'guess',
] as const
export type Source = (typeof SOURCES)[number]

/** What a person has to know or do before the settings work. Its words are kept by whoever shows it. */
export const HINT_CODES = [
  'APP_PASSWORD',
  'ENABLE_IMAP',
  'ENABLE_IMAP_APP_PASSWORD',
  'AUTHORIZATION_CODE',
  'SEPARATE_MAIL_PASSWORD',
  'OAUTH_ONLY',
  'PAID_PLAN',
  'ADMINISTRATOR_ALLOWS',
  'BRIDGE',
  'NO_MAIL_PROGRAMS',
] as const
export type HintCode = (typeof HINT_CODES)[number]

export interface Hint {
  code: HintCode
  /** The provider as people call it; a host or domain where it is not in the list. */
  provider: string
  /** The provider's page where it is done. */
  url: string | null
}

/** What one source has said: servers in its own order of preference, each side possibly empty. */
export interface Finding {
  source: Source
  trust: Trust
  incoming: readonly IncomingServer[]
  outgoing: readonly FoundServer[]
  hint?: Hint
}

/**
 * `other-domain`: a server lies outside the mail domain. `look-alike`: a name is written to be mistaken for another.
 * `plain`: the password would go unprotected.
 */
export type Warning = 'other-domain' | 'look-alike' | 'plain'

/** Settings to offer. A side that nobody knows is null: the person fills it in. */
export interface Candidate {
  source: Source
  trust: Trust
  incoming: IncomingServer | null
  outgoing: FoundServer | null
  hint?: Hint
  warnings: Warning[]
}
