import type { AccountInput } from '../api/wire-types.ts'
import type { AccountDraft, ServerDraft, Side } from './account-draft.ts'

/** What of a POP3 mailbox goes from its server, and when. */
function copiesInput({ protocol, keepCopies, deletesLater, deleteAfterDays }: ServerDraft) {
  if (protocol === 'imap') return { protocol }
  return { protocol, keepCopies, deleteAfterDays: keepCopies && deletesLater ? Number(deleteAfterDays) : 0 }
}

function serverInput({ host, port, security, user, password, secureAuth, certificateFingerprint }: ServerDraft) {
  return {
    host: host.trim(),
    port: Number(port),
    security,
    user: user.trim(),
    secureAuth,
    certificateFingerprint,
    ...(password === '' ? {} : { password }),
  }
}

/** What is sent to make an account, or to change one: an empty password means that the stored one stays. */
export function accountRequest(draft: AccountDraft, check: 'required' | 'skip') {
  const name = draft.name.trim()
  return {
    address: draft.address.trim(),
    senderName: draft.senderName.trim(),
    useForSending: draft.useForSending,
    useForReceiving: draft.useForReceiving,
    scope: draft.scope,
    timeoutSeconds: Number(draft.timeoutSeconds),
    aliases: linesOf(draft.aliases),
    loadSelfAddressed: draft.loadSelfAddressed,
    grants: draft.scope === 'shared' ? draft.grants : [],
    check,
    confirmPrivateHosts: draft.confirmPrivateHosts,
    system: draft.system,
    ...(name === '' ? {} : { name }),
    ...(draft.password === '' ? {} : { password: draft.password }),
    ...(draft.useForSending
      ? { outgoing: { ...serverInput(draft.outgoing), receiveFirst: draft.outgoing.receiveFirst } }
      : {}),
    ...(draft.useForReceiving ? { incoming: { ...serverInput(draft.incoming), ...copiesInput(draft.incoming) } } : {}),
  } satisfies AccountInput
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A new account of the wizard: nothing is received before a person has said what. */
export function newAccountRequest(draft: AccountDraft, check: 'required' | 'skip') {
  return { ...accountRequest(draft, check), firstReceipt: draft.useForReceiving ? 'ask' : 'all' } satisfies AccountInput
}

/** A change of a stored account; the scope is what it was. */
export function changeRequest(draft: AccountDraft, check: 'required' | 'skip') {
  const { scope: _, ...change } = accountRequest(draft, check)
  return { ...change, ...(draft.currentPassword === '' ? {} : { currentPassword: draft.currentPassword }) }
}

export type DraftField =
  | 'address'
  | 'password'
  | 'uses'
  | 'timeoutSeconds'
  | 'incoming.deleteAfterDays'
  | `${Side}.${'host' | 'port' | 'user'}`

export type DraftProblem = 'addressInvalid' | 'required' | 'portInvalid' | 'useMissing'

export type DraftProblems = Partial<Record<DraftField, DraftProblem>>

/** What keeps the form from being sent, field by field. The server has the last word on everything. */
export function problemsOf(draft: AccountDraft, { isNew }: { isNew: boolean }): DraftProblems {
  const problems: DraftProblems = {}
  if (!/^[^\s@]+@[^\s@]+$/.test(draft.address.trim())) problems.address = 'addressInvalid'
  if (!draft.useForSending && !draft.useForReceiving) problems.uses = 'useMissing'
  const sides = (['outgoing', 'incoming'] as const).filter((side) =>
    side === 'outgoing' ? draft.useForSending : draft.useForReceiving,
  )
  const hasOwnPasswords = sides.length > 0 && sides.every((side) => draft[side].password !== '')
  if (isNew && draft.password === '' && !hasOwnPasswords) problems.password = 'required'
  for (const side of sides) {
    const { host, port, user } = draft[side]
    if (host.trim() === '') problems[`${side}.host`] = 'required'
    if (user.trim() === '') problems[`${side}.user`] = 'required'
    if (!isBetween(port, 65_535)) problems[`${side}.port`] = 'portInvalid'
  }
  const { protocol, keepCopies, deletesLater, deleteAfterDays } = draft.incoming
  const countsDays = draft.useForReceiving && protocol === 'pop3' && keepCopies && deletesLater
  if (countsDays && !isBetween(deleteAfterDays, 3650)) problems['incoming.deleteAfterDays'] = 'required'
  if (!isBetween(draft.timeoutSeconds, 600)) problems.timeoutSeconds = 'required'
  return problems
}

function isBetween(text: string, most: number): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most
}
