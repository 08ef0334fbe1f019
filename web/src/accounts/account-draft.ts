import type { Account } from '../api/wire-types.ts'

export type Security = 'tls' | 'starttls' | 'none'
export type Side = 'outgoing' | 'incoming'

export interface ServerDraft {
  host: string
  port: string
  security: Security
  user: string
  /** Empty: the password above serves. */
  password: string
  secureAuth: boolean
  receiveFirst: boolean
  certificateFingerprint: string | null
}

export interface Grant {
  userId: string
  send: boolean
  manage: boolean
}

/** The form as it is typed; nothing of it is lost when a check fails. */
export interface AccountDraft {
  address: string
  password: string
  senderName: string
  useForSending: boolean
  useForReceiving: boolean
  scope: 'shared' | 'personal'
  name: string
  timeoutSeconds: string
  loadSelfAddressed: boolean
  /** One on each line. */
  aliases: string
  grants: Grant[]
  confirmPrivateHosts: boolean
  outgoing: ServerDraft
  incoming: ServerDraft
  /** Fields of a server that a person has typed: a new address does not change them any more. */
  typed: ReadonlySet<`${Side}.${'host' | 'user' | 'port'}`>
}

/** Usual ports by kind of server and protection of the connection. */
export const usualPorts: Record<Side, Record<Security, number>> = {
  outgoing: { tls: 465, starttls: 587, none: 25 },
  incoming: { tls: 993, starttls: 143, none: 143 },
}

const hostPrefix: Record<Side, string> = { outgoing: 'smtp', incoming: 'imap' }

function emptyServer(side: Side): ServerDraft {
  return {
    host: '',
    port: String(usualPorts[side].tls),
    security: 'tls',
    user: '',
    password: '',
    secureAuth: false,
    receiveFirst: false,
    certificateFingerprint: null,
  }
}

export function emptyDraft(scope: AccountDraft['scope']): AccountDraft {
  return {
    address: '',
    password: '',
    senderName: '',
    useForSending: true,
    useForReceiving: true,
    scope,
    name: '',
    timeoutSeconds: '30',
    loadSelfAddressed: false,
    aliases: '',
    grants: [],
    confirmPrivateHosts: false,
    outgoing: emptyServer('outgoing'),
    incoming: emptyServer('incoming'),
    typed: new Set(),
  }
}

/** A new address fills in what suits most mail servers, except where a person has typed something else. */
export function withAddress(draft: AccountDraft, address: string): AccountDraft {
  const trimmed = address.trim()
  const domain = trimmed.split('@')[1]?.toLowerCase() ?? ''
  const filled = (side: Side): ServerDraft => ({
    ...draft[side],
    ...(draft.typed.has(`${side}.host`) ? {} : { host: domain === '' ? '' : `${hostPrefix[side]}.${domain}` }),
    ...(draft.typed.has(`${side}.user`) ? {} : { user: trimmed }),
  })
  return { ...draft, address, outgoing: filled('outgoing'), incoming: filled('incoming') }
}

/** Another protection takes its usual port along, unless a person has typed one. */
export function withSecurity(draft: AccountDraft, side: Side, security: Security): AccountDraft {
  const port = draft.typed.has(`${side}.port`) ? draft[side].port : String(usualPorts[side][security])
  return { ...draft, [side]: { ...draft[side], security, port } }
}

export function withServer(draft: AccountDraft, side: Side, part: Partial<ServerDraft>): AccountDraft {
  const typed = new Set(draft.typed)
  for (const field of ['host', 'user', 'port'] as const) if (part[field] !== undefined) typed.add(`${side}.${field}`)
  // A certificate is trusted on one server; another name is another server.
  const server = part.host === undefined ? part : { certificateFingerprint: null, ...part }
  return { ...draft, [side]: { ...draft[side], ...server }, typed }
}

/** The stored account as a form: passwords stay where they are. */
export function draftOf(account: Account): AccountDraft {
  const server = (side: Side): ServerDraft => {
    const stored = account[side]
    if (!stored) return { ...emptyServer(side), user: account.address }
    const { host, port, security, user, secureAuth, certificateFingerprint } = stored
    const receiveFirst = 'receiveFirst' in stored && stored.receiveFirst
    return { host, port: String(port), security, user, password: '', secureAuth, receiveFirst, certificateFingerprint }
  }
  const typed = (['outgoing', 'incoming'] as const).flatMap((side) =>
    account[side] ? ([`${side}.host`, `${side}.user`, `${side}.port`] as const) : [],
  )
  return {
    ...emptyDraft(account.scope),
    address: account.address,
    senderName: account.senderName,
    useForSending: account.useForSending,
    useForReceiving: account.useForReceiving,
    name: account.name,
    timeoutSeconds: String(account.timeoutSeconds),
    loadSelfAddressed: account.loadSelfAddressed,
    aliases: account.aliases.join('\n'),
    grants: account.grants.map(({ userId, send, manage }) => ({ userId, send: send ?? true, manage: manage ?? false })),
    outgoing: server('outgoing'),
    incoming: server('incoming'),
    typed: new Set(typed),
  }
}

export type CheckChoice = 'required' | 'skip'
