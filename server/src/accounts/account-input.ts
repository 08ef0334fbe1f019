import type { accountChange, accountInput } from '@besedka/contract/accounts'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import { parseAccountAddress } from './account-address.ts'
import type { IncomingConnection, OutgoingConnection } from './account-connection.ts'

export type AccountInput = z.infer<typeof accountInput>
export type AccountChange = z.infer<typeof accountChange>

/** What is known of an account before it is checked and sealed: complete, with passwords in the clear. */
export interface AccountDraft {
  name: string
  senderName: string
  address: string
  scope: 'shared' | 'personal'
  useForSending: boolean
  useForReceiving: boolean
  timeoutSeconds: number
  aliases: string[]
  loadSelfAddressed: boolean
  isSystem: boolean
  incoming: (DraftServer & { protocol: 'imap' | 'pop3'; keepCopies: boolean; deleteAfterDays: number }) | null
  outgoing: (DraftServer & { receiveFirst: boolean }) | null
}

export interface DraftServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  password: string
  secureAuth: boolean
  certificateFingerprint: string | null
}

export interface AccountLimits {
  allowPlaintext: boolean
}

/**
 * The rules of S12, S13, S16 that need no server. Throws the code of the first one broken; nothing is dropped in silence.
 */
export function draftAccount(input: AccountInput, limits: AccountLimits): AccountDraft {
  const address = parseAccountAddress(input.address)
  if (address === null) throw new AppError('ACCOUNT_ADDRESS_INVALID', { field: 'address' })
  if (!input.useForSending && !input.useForReceiving) throw new AppError('ACCOUNT_USE_MISSING')
  // Notices go out from the system account, for everybody.
  if (input.system && input.scope !== 'shared') throw new AppError('INPUT_INVALID', { field: 'scope' })
  if (input.system && !input.useForSending) throw new AppError('ACCOUNT_CANNOT_SEND', { field: 'useForSending' })
  const incoming = input.useForReceiving ? draftIncoming(input) : null
  const outgoing = input.useForSending ? draftOutgoing(input) : null
  for (const [field, server] of [
    ['incoming', incoming],
    ['outgoing', outgoing],
  ] as const) {
    if (server?.security === 'none' && !limits.allowPlaintext)
      throw new AppError('PLAINTEXT_REFUSED', { field: `${field}.security` })
  }
  return {
    name: input.name ?? address.address,
    senderName: input.senderName,
    address: address.address,
    scope: input.scope,
    useForSending: input.useForSending,
    useForReceiving: input.useForReceiving,
    timeoutSeconds: input.timeoutSeconds,
    aliases: input.aliases.map(aliasOf),
    loadSelfAddressed: input.loadSelfAddressed,
    isSystem: input.system,
    incoming,
    outgoing,
  }
}

function aliasOf(alias: string): string {
  const parsed = parseAccountAddress(alias)
  if (parsed === null) throw new AppError('ACCOUNT_ADDRESS_INVALID', { field: 'aliases' })
  return parsed.address
}

function draftIncoming(input: AccountInput): AccountDraft['incoming'] {
  const server = input.incoming
  if (server === undefined) throw new AppError('INPUT_INVALID', { field: 'incoming' })
  if (server.protocol === 'pop3' && server.keepCopies === undefined)
    throw new AppError('KEEP_COPIES_MISSING', { field: 'incoming.keepCopies' })
  if (server.protocol === 'imap' && server.keepCopies === false)
    throw new AppError('KEEP_COPIES_IMAP', { field: 'incoming.keepCopies' })
  return {
    ...draftServer(server, server.password ?? input.password, 'incoming.password'),
    protocol: server.protocol,
    keepCopies: server.keepCopies ?? true,
    deleteAfterDays: server.protocol === 'pop3' ? (server.deleteAfterDays ?? 0) : 0,
  }
}

function draftOutgoing(input: AccountInput): AccountDraft['outgoing'] {
  const server = input.outgoing
  if (server === undefined) throw new AppError('INPUT_INVALID', { field: 'outgoing' })
  return {
    ...draftServer(server, server.password ?? input.password, 'outgoing.password'),
    receiveFirst: server.receiveFirst,
  }
}

function draftServer(
  server: NonNullable<AccountInput['incoming'] | AccountInput['outgoing']>,
  password: string | undefined,
  field: string,
): DraftServer {
  if (password === undefined) throw new AppError('ACCOUNT_PASSWORD_MISSING', { field })
  return {
    host: server.host,
    port: server.port,
    security: server.security,
    user: server.user,
    password,
    secureAuth: server.secureAuth,
    certificateFingerprint: server.certificateFingerprint ?? null,
  }
}

/** The connections a draft describes. Private addresses are allowed where the configuration or an administrator says so. */
export function connectionsOf(
  draft: AccountDraft,
  allowPrivate: boolean,
): { incoming: IncomingConnection | null; outgoing: OutgoingConnection | null } {
  const shared = { timeoutMs: draft.timeoutSeconds * 1000, allowPrivate }
  return {
    incoming: draft.incoming === null ? null : { ...draft.incoming, ...shared },
    outgoing: draft.outgoing === null ? null : { ...draft.outgoing, ...shared },
  }
}
