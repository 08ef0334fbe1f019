import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { violatedForeignKey, violatedUnique } from '../platform/database-errors.ts'
import type { Actor } from '../users/actor.ts'
import { applyChange, hasSameServers, needsCheck } from './account-change.ts'
import {
  type AccountChange,
  type AccountDraft,
  type AccountInput,
  connectionsOf,
  draftAccount,
} from './account-input.ts'
import { isMailboxPassword, needsCurrentPassword, type ProtectedChange } from './account-protection.ts'
import { draftOf, passwordsOf, rowOf } from './account-sealing.ts'
import {
  findTwin,
  type Grant,
  insertAccount,
  releaseSystemRole,
  replaceGrants,
  restartReceiving,
  updateAccount,
} from './accounts.store.ts'
import type { AccountsDeps } from './accounts-deps.ts'
import type { CheckStep } from './check-steps.ts'
import { manageableRow } from './manageable-row.ts'

/** How somebody looks on while servers are asked: hears of each step, and may turn away before anything is stored. */
export interface Watcher {
  onStep(step: CheckStep): void
  readonly signal: AbortSignal
}

/** Checks and stores a new account; returns its id. Throws the code of the step that failed, with all steps. */
export async function createAccount(
  deps: AccountsDeps,
  actor: Actor,
  input: AccountInput,
  watcher?: Watcher,
): Promise<string> {
  if ((input.scope === 'shared' || input.system) && actor.role !== 'administrator') throw new AppError('FORBIDDEN')
  const draft = draftAccount(input, deps)
  const grants = grantsOf(draft, input.grants)
  const privateHostConfirmed = isConfirmed(actor, input.confirmPrivateHosts)
  const checked = input.check === 'required'
  const ownerId = draft.scope === 'personal' ? actor.userId : null
  const receipt = firstReceiptOf(input)
  if (checked) {
    if (await findTwin(deps.db, draft, ownerId)) throw new AppError('ACCOUNT_EXISTS')
    await demandCheck(deps, draft, { allowPrivate: privateHostConfirmed, watcher })
  }
  return saving(deps.db, async (trx) => {
    if (draft.isSystem) await releaseSystemRole(trx)
    const accountId = await insertAccount(trx, {
      ...rowOf(draft),
      ...receipt,
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
}

/** Checks what asks for it and stores a change. Throws CURRENT_PASSWORD_WRONG where a personal account protects itself. */
export async function changeAccount(
  deps: AccountsDeps,
  actor: Actor,
  { id, change }: { id: string; change: AccountChange },
  watcher?: Watcher,
): Promise<void> {
  const row = await manageableRow(deps, actor, id)
  if (row.closedAt !== null) throw new AppError('ACCOUNT_CLOSED')
  const { paused, currentPassword, ...fields } = change
  const before = draftOf(row, deps.sealer)
  const draft = draftAccount(applyChange(before, fields), deps)
  if (draft.scope !== before.scope) throw new AppError('INPUT_INVALID', { field: 'scope' })
  if (draft.isSystem !== before.isSystem && actor.role !== 'administrator') throw new AppError('FORBIDDEN')
  const grants = change.grants === undefined ? undefined : grantsOf(draft, change.grants)
  // What was confirmed are these servers and no others.
  const isConfirmedBefore = row.privateHostConfirmed && hasSameServers(before, draft)
  const privateHostConfirmed = isConfirmedBefore || isConfirmed(actor, change.confirmPrivateHosts ?? false)
  const servers = needsCheck(before, draft)
  const checked = change.check !== 'skip'
  demandCurrentPassword(deps, row.id, { before, after: draft, typed: currentPassword, isChecked: checked })
  if (servers && checked) await demandCheck(deps, draft, { allowPrivate: privateHostConfirmed, watcher })
  await saving(deps.db, async (trx) => {
    if (draft.isSystem && !before.isSystem) await releaseSystemRole(trx)
    await updateAccount(trx, row.id, {
      ...rowOf(draft),
      ...passwordsOf(draft, row.id, deps.sealer),
      privateHostConfirmed,
      ...(paused === undefined ? {} : { paused }),
      ...(servers ? { checked, checkedAt: checked ? new Date() : null } : {}),
    })
    if (grants !== undefined) await replaceGrants(trx, row.id, grants)
    const receives = draft.useForReceiving && !(paused ?? row.paused) && !row.awaitsChoice
    if (servers || paused !== undefined) await restartReceiving(trx, row.id, receives)
    await deps.announce(trx, row.id)
  })
}

function demandCurrentPassword(deps: AccountsDeps, accountId: string, change: ProtectedChange): void {
  if (!needsCurrentPassword(change)) return
  deps.guesses.demand(accountId)
  if (change.typed !== undefined && isMailboxPassword(change.before, change.typed)) return
  if (change.typed !== undefined) deps.guesses.wrong(accountId)
  throw new AppError('CURRENT_PASSWORD_WRONG', { field: 'currentPassword' })
}

/** Throws the code of the step that failed, with all steps. */
async function demandCheck(
  deps: AccountsDeps,
  draft: AccountDraft,
  { allowPrivate, watcher }: { allowPrivate: boolean; watcher: Watcher | undefined },
): Promise<void> {
  const result = await deps.check(draft.address, connectionsOf(draft, allowPrivate), watcher?.onStep)
  if (!result.ok) throw new AppError(result.code, { steps: result.steps })
  // Nobody waits for it any more: what was given up is not stored behind the person's back.
  watcher?.signal.throwIfAborted()
}

function firstReceiptOf(input: AccountInput): { awaitsChoice: boolean; loadSince: Date | null } {
  const { firstReceipt, loadSince } = input
  if (firstReceipt === 'since') {
    if (loadSince === undefined) throw new AppError('INPUT_INVALID', { field: 'loadSince' })
    return { awaitsChoice: false, loadSince: new Date(loadSince) }
  }
  const asks = firstReceipt === 'ask' && input.useForReceiving
  return { awaitsChoice: asks, loadSince: firstReceipt === 'none' ? new Date() : null }
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
