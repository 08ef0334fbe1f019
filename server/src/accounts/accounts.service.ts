import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { violatedForeignKey, violatedUnique } from '../platform/database-errors.ts'
import type { Actor } from '../users/actor.ts'
import { applyChange, hasSameServers, needsCheck } from './account-change.ts'
import type { IncomingConnection, OutgoingConnection } from './account-connection.ts'
import {
  type AccountChange,
  type AccountDraft,
  type AccountInput,
  connectionsOf,
  draftAccount,
} from './account-input.ts'
import { draftOf, passwordsOf, rowOf, type Sealer } from './account-sealing.ts'
import { manageableAccount, visibleAccount } from './accounts.access.ts'
import {
  type AccountRow,
  deleteAccount,
  findAccount,
  findTwin,
  type Grant,
  insertAccount,
  replaceGrants,
  requestReceiving,
  restartReceiving,
  updateAccount,
} from './accounts.store.ts'
import { type AccountView, listAccounts } from './accounts.view.ts'
import type { CheckAccount, CheckResult } from './check-account.ts'

export interface AccountsDeps {
  db: Database
  sealer: Sealer
  check: CheckAccount
  allowPlaintext: boolean
  /** Says after the commit that an account came, changed or went, so that receiving follows at once. */
  announce(trx: Transaction, accountId: string): Promise<void>
  /** Sees to it, after the commit, that letters which no account holds any more are deleted. */
  forgetLetters(trx: Transaction): Promise<void>
}

/** What receiving needs of an account, passwords in the clear. */
export interface ReceivingAccount {
  id: string
  address: string
  aliases: string[]
  loadSelfAddressed: boolean
  incoming: IncomingConnection
}

/** What sending needs of an account, passwords in the clear. */
export interface SendingAccount {
  id: string
  outgoing: OutgoingConnection
  /** Where the copy of what was sent is kept; null for an account that receives nothing. */
  incoming: IncomingConnection | null
}

/** Use cases of mail accounts. An account that does not pass the check is not saved; a deliberate skip marks it unchecked. */
export function createAccountsService(deps: AccountsDeps) {
  return {
    list: (actor: Actor) => listAccounts(deps.db, actor),
    read: (actor: Actor, id: string) => readAccount(deps, actor, id),
    create: (actor: Actor, input: AccountInput) => createAccount(deps, actor, input),
    update: (actor: Actor, id: string, change: AccountChange) => changeAccount(deps, actor, id, change),
    remove: (actor: Actor, id: string) => removeAccount(deps, actor, id),
    check: (actor: Actor, id: string) => checkAgain(deps, actor, id),
    requestSync: (actor: Actor, id: string) => requestSync(deps, actor, id),
    receivingAccount: (id: string) => receivingAccount(deps, id),
    sendingAccount: (id: string) => sendingAccount(deps, id),
    receiveSoon: (id: string) => receiveSoon(deps, id),
  }
}

export type AccountsService = ReturnType<typeof createAccountsService>

async function readAccount(deps: AccountsDeps, actor: Actor, id: string): Promise<AccountView> {
  const proof = await visibleAccount(deps.db, actor, id)
  const [found] = await listAccounts(deps.db, actor, proof.id)
  if (found === undefined) throw new AppError('NOT_FOUND')
  return found
}

async function createAccount(deps: AccountsDeps, actor: Actor, input: AccountInput): Promise<AccountView> {
  if (input.scope === 'shared' && actor.role !== 'administrator') throw new AppError('FORBIDDEN')
  const draft = draftAccount(input, deps)
  const grants = grantsOf(draft, input.grants)
  const privateHostConfirmed = isConfirmed(actor, input.confirmPrivateHosts)
  const checked = input.check === 'required'
  const ownerId = draft.scope === 'personal' ? actor.userId : null
  if (checked) {
    if (await findTwin(deps.db, draft, ownerId)) throw new AppError('ACCOUNT_EXISTS')
    await demandCheck(deps, draft, privateHostConfirmed)
  }
  const id = await saving(deps.db, async (trx) => {
    const accountId = await insertAccount(trx, {
      ...rowOf(draft),
      ownerId,
      privateHostConfirmed,
      checked,
      checkedAt: checked ? new Date() : null,
    })
    await updateAccount(trx, accountId, passwordsOf(draft, accountId, deps.sealer))
    await replaceGrants(trx, accountId, grants)
    await deps.announce(trx, accountId)
    return accountId
  })
  return readAccount(deps, actor, id)
}

async function changeAccount(
  deps: AccountsDeps,
  actor: Actor,
  id: string,
  change: AccountChange,
): Promise<AccountView> {
  const row = await manageableRow(deps, actor, id)
  const before = draftOf(row, deps.sealer)
  const draft = draftAccount(applyChange(before, change), deps)
  if (draft.scope !== before.scope) throw new AppError('INPUT_INVALID', { field: 'scope' })
  const grants = change.grants === undefined ? undefined : grantsOf(draft, change.grants)
  // What was confirmed are these servers and no others.
  const isConfirmedBefore = row.privateHostConfirmed && hasSameServers(before, draft)
  const privateHostConfirmed = isConfirmedBefore || isConfirmed(actor, change.confirmPrivateHosts ?? false)
  const servers = needsCheck(before, draft)
  const checked = change.check !== 'skip'
  if (servers && checked) await demandCheck(deps, draft, privateHostConfirmed)
  await saving(deps.db, async (trx) => {
    await updateAccount(trx, row.id, {
      ...rowOf(draft),
      ...passwordsOf(draft, row.id, deps.sealer),
      privateHostConfirmed,
      ...(servers ? { checked, checkedAt: checked ? new Date() : null } : {}),
    })
    if (grants !== undefined) await replaceGrants(trx, row.id, grants)
    if (servers) await restartReceiving(trx, row.id, draft.useForReceiving)
    await deps.announce(trx, row.id)
  })
  return readAccount(deps, actor, row.id)
}

async function removeAccount(deps: AccountsDeps, actor: Actor, id: string): Promise<void> {
  const proof = await manageableAccount(deps.db, actor, id)
  await transaction(deps.db, async (trx) => {
    await deleteAccount(trx, proof.id)
    await deps.forgetLetters(trx)
    await deps.announce(trx, proof.id)
  })
}

/** Sends the standard letter and logs in to receive (S29); says how each step went and remembers a success. */
async function checkAgain(deps: AccountsDeps, actor: Actor, id: string): Promise<CheckResult> {
  const row = await manageableRow(deps, actor, id)
  const draft = draftOf(row, deps.sealer)
  const result = await deps.check(draft.address, connectionsOf(draft, row.privateHostConfirmed))
  if (result.ok) {
    await transaction(deps.db, (trx) => updateAccount(trx, row.id, { checked: true, checkedAt: new Date() }))
  }
  return result
}

/** Asks for receiving now, whatever back-off stood. */
async function requestSync(deps: AccountsDeps, actor: Actor, id: string): Promise<{ state: AccountView['state'] }> {
  const proof = await visibleAccount(deps.db, actor, id)
  await transaction(deps.db, async (trx) => {
    await requestReceiving(trx, proof.id)
    await deps.announce(trx, proof.id)
  })
  const { state } = await readAccount(deps, actor, proof.id)
  return { state }
}

/** The program's own wish: it has put something onto the server that receiving should find. */
function receiveSoon(deps: AccountsDeps, id: string): Promise<void> {
  return transaction(deps.db, async (trx) => {
    await requestReceiving(trx, id)
    await deps.announce(trx, id)
  })
}

/** For receiving alone, which has no actor: null where the account does not receive or is gone. */
async function receivingAccount(deps: AccountsDeps, id: string): Promise<ReceivingAccount | null> {
  const row = await findAccount(deps.db, id)
  if (row === undefined || !row.useForReceiving) return null
  const draft = draftOf(row, deps.sealer)
  const { incoming } = connectionsOf(draft, row.privateHostConfirmed)
  if (incoming === null) return null
  const { address, aliases, loadSelfAddressed } = draft
  return { id: row.id, address, aliases, loadSelfAddressed, incoming }
}

/** For sending alone, which has no actor: null where the account does not send or is gone. */
async function sendingAccount(deps: AccountsDeps, id: string): Promise<SendingAccount | null> {
  const row = await findAccount(deps.db, id)
  if (row === undefined || !row.useForSending) return null
  const { incoming, outgoing } = connectionsOf(draftOf(row, deps.sealer), row.privateHostConfirmed)
  return outgoing === null ? null : { id: row.id, outgoing, incoming: row.useForReceiving ? incoming : null }
}

/** Throws the code of the step that failed, with all steps. */
async function demandCheck(deps: AccountsDeps, draft: AccountDraft, allowPrivate: boolean): Promise<void> {
  const result = await deps.check(draft.address, connectionsOf(draft, allowPrivate))
  if (result.ok) return
  throw new AppError(result.code, { steps: result.steps })
}

async function manageableRow(deps: AccountsDeps, actor: Actor, id: string): Promise<AccountRow> {
  const proof = await manageableAccount(deps.db, actor, id)
  const row = await findAccount(deps.db, proof.id)
  if (row === undefined) throw new AppError('NOT_FOUND')
  return row
}

/** That servers on private addresses are meant is an administrator's word alone; the configuration may allow all. */
function isConfirmed(actor: Actor, confirmed: boolean): boolean {
  return confirmed && actor.role === 'administrator'
}

function grantsOf(draft: AccountDraft, grants: readonly Grant[]): Grant[] {
  if (draft.scope === 'personal' && grants.length > 0) throw new AppError('INPUT_INVALID', { field: 'grants' })
  return [...grants]
}

/** An address that somebody else set up meanwhile is said, not thrown about as a database error. */
async function saving<Result>(db: Database, work: (trx: Transaction) => Promise<Result>): Promise<Result> {
  try {
    return await transaction(db, work)
  } catch (error) {
    if (violatedUnique(error)?.startsWith('accounts_')) throw new AppError('ACCOUNT_EXISTS', {}, { cause: error })
    if (violatedForeignKey(error)?.startsWith('account_grants'))
      throw new AppError('NOT_FOUND', { field: 'grants' }, { cause: error })
    throw error
  }
}
