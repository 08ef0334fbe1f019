import { accountInput } from '@besedka/contract/accounts'
import type { AccountChange, AccountDraft, AccountInput } from './account-input.ts'

/**
 * What an account would be after a change, in the shape of a new one, so that the same rules judge both. What the change
 * does not name stays as it is; a new account password replaces both servers' unless they name their own.
 */
export function applyChange(draft: AccountDraft, change: AccountChange): AccountInput {
  return accountInput.parse(mergeChange(draft, change))
}

function mergeChange(draft: AccountDraft, change: AccountChange): object {
  const { incoming, outgoing, password, ...plain } = change
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const given = <Fields extends object>(fields: Fields | undefined) =>
    Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined))
  const withPassword = password === undefined ? {} : { password }
  return {
    ...draft,
    system: draft.isSystem,
    grants: [],
    check: 'required',
    confirmPrivateHosts: false,
    ...named,
    incoming: mergeServer(draft.incoming, incoming === undefined ? undefined : given(incoming), withPassword),
    outgoing: mergeServer(draft.outgoing, outgoing === undefined ? undefined : given(outgoing), withPassword),
    ...withPassword,
  }
}

function mergeServer(present: object | null, change: object | undefined, password: object): object | undefined {
  if (present === null) return change
  return { ...present, ...password, ...change }
}

/** Whether nothing but passwords differs. */
export function differsInPasswordsAlone(before: AccountDraft, after: AccountDraft): boolean {
  const asBefore = (side: 'incoming' | 'outgoing') => {
    const server = after[side]
    return server === null ? null : { ...server, password: before[side]?.password ?? '' }
  }
  const withOldPasswords = { ...after, incoming: asBefore('incoming'), outgoing: asBefore('outgoing') }
  return !needsCheck(before, withOldPasswords as AccountDraft)
}

/** Whether the account goes to the hosts and ports that it went to before, and to no other. */
export function hasSameServers(before: AccountDraft, after: AccountDraft): boolean {
  return (['incoming', 'outgoing'] as const).every((side) => {
    const fresh = after[side]
    return fresh === null || (fresh.host === before[side]?.host && fresh.port === before[side]?.port)
  })
}

const CHECKED_FIELDS = ['host', 'port', 'security', 'user', 'password', 'secureAuth', 'certificateFingerprint'] as const

/** Changing a server, a user, a password or a use asks for a new check; the name of an account does not. */
export function needsCheck(before: AccountDraft, after: AccountDraft): boolean {
  if (before.address !== after.address) return true
  if (before.useForSending !== after.useForSending || before.useForReceiving !== after.useForReceiving) return true
  return (['incoming', 'outgoing'] as const).some((side) => {
    const old = before[side]
    const fresh = after[side]
    if (old === null || fresh === null) return old !== fresh
    return CHECKED_FIELDS.some((field) => old[field] !== fresh[field])
  })
}
