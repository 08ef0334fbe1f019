import { oc } from '@orpc/contract'

/**
 * Who may ask. Every endpoint names one rule; a generated test asks each endpoint as administrator, user, outsider and nobody.
 * - `anyone`: no sign-in; `signed-in`: any user; `administrator`: that role
 * - `account-reader`, `account-manager`: rights on the account named in the path
 * - `interaction-reader`, `interaction-writer`: rights on the account of the interaction named in the path
 * - `filtered`: any user; the answer holds only what the viewer may read
 * - `signed-address`: the address itself carries the proof and runs out
 */
export type AccessRule =
  | 'anyone'
  | 'signed-in'
  | 'administrator'
  | 'account-reader'
  | 'account-manager'
  | 'interaction-reader'
  | 'interaction-writer'
  | 'filtered'
  | 'signed-address'

export interface EndpointMeta {
  access: AccessRule
  /** Refused with MAIL_CLIENT_OFF while the master switch is off. */
  needsMailClient: boolean
  /** `stream`: bytes over a plain route that this contract only declares; what is posted to one are bytes as well. */
  body: 'json' | 'stream'
  /** How large a JSON body may be. */
  bodyMegabytes: number
}

/** An endpoint whose access rule is declared beside its path. */
export const endpoint = (access: AccessRule, options: Partial<Omit<EndpointMeta, 'access'>> = {}) =>
  oc.$meta<EndpointMeta>({ access, needsMailClient: false, body: 'json', bodyMegabytes: 1, ...options })
