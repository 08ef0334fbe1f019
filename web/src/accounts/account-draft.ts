import type { Account } from '../api/wire-types.ts'

export type Security = 'tls' | 'starttls' | 'none'
export type Side = 'outgoing' | 'incoming'
export type Protocol = 'imap' | 'pop3'

export interface ServerDraft {
  host: string
  port: string
  security: Security
  user: string
  /** Empty: the password above serves. */
  password: string
  secureAuth: boolean
  /** Of the outgoing server alone. */
  receiveFirst: boolean
  certificateFingerprint: string | null
  /** This and the next three are the incoming server's; the last three POP3's. */
  protocol: Protocol
  keepCopies: boolean
  /** Copies that are kept go after so many days. */
  deletesLater: boolean
  deleteAfterDays: string
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
  /** The account that the program itself writes from. */
  system: boolean
  /** Asked for where a personal account protects itself. */
  currentPassword: string
  outgoing: ServerDraft
  incoming: ServerDraft
  /** Fields of a server that a person has typed: a new address does not change them any more. */
  typed: ReadonlySet<`${Side}.${'host' | 'user' | 'port'}`>
}

const securePorts = { outgoing: 465, imap: 993, pop3: 995 } as const
const plainPorts = { outgoing: 587, imap: 143, pop3: 110 } as const

/** The port that most servers of this kind listen on. */
function usualPort(side: Side, protocol: Protocol, security: Security): string {
  const kind = side === 'outgoing' ? side : protocol
  if (kind === 'outgoing' && security === 'none') return '25'
  return String(security === 'tls' ? securePorts[kind] : plainPorts[kind])
}

const prefixOf = (side: Side, protocol: Protocol) =>
  side === 'outgoing' ? 'smtp' : protocol === 'imap' ? 'imap' : 'pop'

function emptyServer(side: Side): ServerDraft {
  return {
    host: '',
    port: usualPort(side, 'imap', 'tls'),
    security: 'tls',
    user: '',
    password: '',
    secureAuth: false,
    receiveFirst: false,
    certificateFingerprint: null,
    protocol: 'imap',
    keepCopies: false,
    deletesLater: false,
    deleteAfterDays: '10',
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
    system: false,
    currentPassword: '',
    outgoing: emptyServer('outgoing'),
    incoming: emptyServer('incoming'),
    typed: new Set(),
  }
}

/** The part behind the last @, in lower case; empty for half an address. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0
    ? ''
    : address
        .slice(at + 1)
        .trim()
        .toLowerCase()
}

/** A new address fills in what suits most mail servers, except where a person has typed something else. */
export function withAddress(draft: AccountDraft, address: string): AccountDraft {
  const domain = domainOf(address)
  const filled = (side: Side): ServerDraft => {
    const host = domain === '' ? '' : `${prefixOf(side, draft[side].protocol)}.${domain}`
    return {
      ...draft[side],
      ...(draft.typed.has(`${side}.host`) ? {} : { host }),
      ...(draft.typed.has(`${side}.user`) ? {} : { user: address.trim() }),
    }
  }
  return { ...draft, address, outgoing: filled('outgoing'), incoming: filled('incoming') }
}

/** Another protection takes its usual port along, unless a person has typed one. */
export function withSecurity(draft: AccountDraft, side: Side, security: Security): AccountDraft {
  const port = draft.typed.has(`${side}.port`) ? draft[side].port : usualPort(side, draft[side].protocol, security)
  return { ...draft, [side]: { ...draft[side], security, port } }
}

/** The other protocol is spoken elsewhere: another name and another port, unless a person has typed them. */
export function withProtocol(draft: AccountDraft, protocol: Protocol): AccountDraft {
  const { incoming, typed, address } = draft
  const port = typed.has('incoming.port') ? incoming.port : usualPort('incoming', protocol, incoming.security)
  return withAddress({ ...draft, incoming: { ...incoming, protocol, port } }, address)
}

/** Settings that were found take the place of the usual ones, and of what was typed before: a person has agreed to them. */
export function withFound(
  draft: AccountDraft,
  found: Partial<Record<Side, Pick<ServerDraft, 'host' | 'security' | 'user'> & { port: number; protocol?: Protocol }>>,
): AccountDraft {
  const filled = (side: Side): ServerDraft => {
    const server = found[side]
    if (server === undefined) return draft[side]
    const { host, port, security, user, protocol = draft[side].protocol } = server
    const isSame = host === draft[side].host
    const certificateFingerprint = isSame ? draft[side].certificateFingerprint : null
    return { ...draft[side], host, port: String(port), security, user, protocol, certificateFingerprint }
  }
  return { ...draft, outgoing: filled('outgoing'), incoming: filled('incoming') }
}

export function withServer(draft: AccountDraft, side: Side, part: Partial<ServerDraft>): AccountDraft {
  const typed = new Set(draft.typed)
  for (const field of ['host', 'user', 'port'] as const) if (part[field] !== undefined) typed.add(`${side}.${field}`)
  // A certificate is trusted on one server; another name is another server.
  const server = part.host === undefined ? part : { certificateFingerprint: null, ...part }
  return { ...draft, [side]: { ...draft[side], ...server }, typed }
}

function copiesOf(stored: NonNullable<Account['incoming']>) {
  const { protocol, keepCopies, deleteAfterDays } = stored
  const deletesLater = deleteAfterDays > 0
  return { protocol, keepCopies, deletesLater, ...(deletesLater ? { deleteAfterDays: String(deleteAfterDays) } : {}) }
}

/** The stored account as a form: passwords stay where they are. */
export function draftOf(account: Account): AccountDraft {
  const server = (side: Side): ServerDraft => {
    const stored = account[side]
    if (!stored) return { ...emptyServer(side), user: account.address }
    const { host, port, security, user, secureAuth, certificateFingerprint } = stored
    return {
      ...emptyServer(side),
      ...{ host, port: String(port), security, user, password: '', secureAuth, certificateFingerprint },
      ...('receiveFirst' in stored ? { receiveFirst: stored.receiveFirst } : {}),
      ...('protocol' in stored ? copiesOf(stored) : {}),
    }
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
    system: account.system,
    grants: account.grants.map(({ userId, send, manage }) => ({ userId, send: send ?? true, manage: manage ?? false })),
    outgoing: server('outgoing'),
    incoming: server('incoming'),
    typed: new Set(typed),
  }
}

export type CheckChoice = 'required' | 'skip'
