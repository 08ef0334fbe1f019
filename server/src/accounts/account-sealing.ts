import type { AccountDraft, DraftServer } from './account-input.ts'
import type { AccountRow, NewAccountRow } from './accounts.store.ts'

/** Encrypts and decrypts with the key that lies outside the database; `context` binds the secret to its place. */
export interface Sealer {
  seal(plaintext: string, context: string): string
  open(sealed: string, context: string): string
}

type Side = 'incoming' | 'outgoing'

const placeOf = (accountId: string, side: Side) => `accounts/${accountId}/${side}-password`

/** The sealed passwords of a draft; bound to the account's id, so that one copied to another row does not open there. */
export function passwordsOf(draft: AccountDraft, accountId: string, sealer: Sealer) {
  const seal = (side: Side) => {
    const password = draft[side]?.password
    return password === undefined ? null : sealer.seal(password, placeOf(accountId, side))
  }
  return { incomingPassword: seal('incoming'), outgoingPassword: seal('outgoing') }
}

/** The row of a draft without its passwords. */
export function rowOf(draft: AccountDraft): NewAccountRow {
  return {
    name: draft.name,
    senderName: draft.senderName,
    address: draft.address,
    scope: draft.scope,
    useForSending: draft.useForSending,
    useForReceiving: draft.useForReceiving,
    timeoutSeconds: draft.timeoutSeconds,
    aliases: draft.aliases,
    loadSelfAddressed: draft.loadSelfAddressed,
    isSystem: draft.isSystem,
    incomingProtocol: draft.incoming?.protocol ?? null,
    incomingHost: draft.incoming?.host ?? null,
    incomingPort: draft.incoming?.port ?? null,
    incomingSecurity: draft.incoming?.security ?? null,
    incomingUser: draft.incoming?.user ?? null,
    incomingSecureAuth: draft.incoming?.secureAuth ?? false,
    incomingFingerprint: draft.incoming?.certificateFingerprint ?? null,
    keepCopies: draft.incoming?.keepCopies ?? true,
    deleteAfterDays: draft.incoming?.deleteAfterDays ?? 0,
    outgoingHost: draft.outgoing?.host ?? null,
    outgoingPort: draft.outgoing?.port ?? null,
    outgoingSecurity: draft.outgoing?.security ?? null,
    outgoingUser: draft.outgoing?.user ?? null,
    outgoingSecureAuth: draft.outgoing?.secureAuth ?? false,
    outgoingFingerprint: draft.outgoing?.certificateFingerprint ?? null,
    receiveFirst: draft.outgoing?.receiveFirst ?? false,
  }
}

/** The draft of a stored row, passwords in the clear. */
export function draftOf(row: AccountRow, sealer: Sealer): AccountDraft {
  const incoming = serverOf(row, 'incoming', sealer)
  const outgoing = serverOf(row, 'outgoing', sealer)
  return {
    name: row.name,
    senderName: row.senderName,
    address: row.address,
    scope: row.scope,
    useForSending: row.useForSending,
    useForReceiving: row.useForReceiving,
    timeoutSeconds: row.timeoutSeconds,
    aliases: row.aliases,
    loadSelfAddressed: row.loadSelfAddressed,
    isSystem: row.isSystem,
    incoming:
      incoming === null
        ? null
        : {
            ...incoming,
            protocol: row.incomingProtocol ?? 'imap',
            keepCopies: row.keepCopies,
            deleteAfterDays: row.deleteAfterDays,
          },
    outgoing: outgoing === null ? null : { ...outgoing, receiveFirst: row.receiveFirst },
  }
}

function serverOf(row: AccountRow, side: Side, sealer: Sealer): DraftServer | null {
  const host = row[`${side}Host`]
  const port = row[`${side}Port`]
  const sealed = row[`${side}Password`]
  if (host === null || port === null || sealed === null) return null
  return {
    host,
    port,
    security: row[`${side}Security`] ?? 'tls',
    user: row[`${side}User`] ?? row.address,
    password: sealer.open(sealed, placeOf(row.id, side)),
    secureAuth: row[`${side}SecureAuth`],
    certificateFingerprint: row[`${side}Fingerprint`],
  }
}
