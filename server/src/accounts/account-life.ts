import type { accounts } from '@besedka/contract/accounts'
import type { InferContractRouterInputs } from '@orpc/contract'
import { AppError } from '../platform/app-error.ts'
import { type Transaction, transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { connectionsOf } from './account-input.ts'
import { isMailboxPassword } from './account-protection.ts'
import { draftOf } from './account-sealing.ts'
import { manageableAccount } from './accounts.access.ts'
import {
  deleteAccount,
  lockPersonalAccounts,
  requestReceiving,
  restartReceiving,
  updateAccount,
} from './accounts.store.ts'
import type { AccountsDeps } from './accounts-deps.ts'
import type { CheckResult } from './check-steps.ts'
import type { LettersThere } from './count-letters.ts'
import { manageableRow } from './manageable-row.ts'
import type { Watcher } from './save-account.ts'

type FirstReceipt = Omit<InferContractRouterInputs<typeof accounts>['chooseFirstReceipt'], 'id'>

/**
 * Ends an account. `delete` takes what was received for it along; `keep` leaves that to read and forgets the passwords,
 * so that nothing is exchanged any more. The mail server keeps everything either way.
 */
export async function removeAccount(
  deps: AccountsDeps,
  actor: Actor,
  { id, letters }: { id: string; letters: 'delete' | 'keep' },
): Promise<void> {
  const proof = await manageableAccount(deps.db, actor, id)
  await transaction(deps.db, async (trx) => {
    if (letters === 'delete') {
      await deleteAccount(trx, proof.id)
      await deps.forgetLetters(trx)
    } else {
      await closeAccount(trx, proof.id)
    }
    await deps.announce(trx, proof.id)
  })
}

async function closeAccount(trx: Transaction, id: string): Promise<void> {
  await updateAccount(trx, id, {
    closedAt: new Date(),
    useForSending: false,
    useForReceiving: false,
    incomingPassword: null,
    outgoingPassword: null,
    isSystem: false,
    awaitsChoice: false,
    paused: false,
  })
  await restartReceiving(trx, id, false)
}

/** Sends the standard letter and logs in to receive (S29); says how each step went and remembers a success. */
export async function checkAgain(
  deps: AccountsDeps,
  actor: Actor,
  id: string,
  watcher?: Watcher,
): Promise<CheckResult> {
  const row = await manageableRow(deps, actor, id)
  if (row.closedAt !== null) throw new AppError('ACCOUNT_CLOSED')
  const draft = draftOf(row, deps.sealer)
  const result = await deps.check(draft.address, connectionsOf(draft, row.privateHostConfirmed), watcher?.onStep)
  if (result.ok) {
    await transaction(deps.db, async (trx) => {
      await updateAccount(trx, row.id, { checked: true, checkedAt: new Date() })
      // What works again is not left to wait for its next turn.
      await requestReceiving(trx, row.id)
      await deps.announce(trx, row.id)
    })
  }
  return result
}

/** How many letters lie on the server (P02, P22), asked right now. Throws the coded failure of the connection. */
export async function countMailbox(deps: AccountsDeps, actor: Actor, id: string): Promise<LettersThere> {
  const row = await manageableRow(deps, actor, id)
  const { incoming } = connectionsOf(draftOf(row, deps.sealer), row.privateHostConfirmed)
  if (incoming === null || !row.useForReceiving) throw new AppError('ACCOUNT_USE_MISSING')
  const counted = await deps.countLetters(incoming)
  if (!counted.ok) throw counted.error
  return counted.value
}

/** A person's choice of what is loaded; receiving begins. */
export async function chooseFirstReceipt(
  deps: AccountsDeps,
  actor: Actor,
  id: string,
  { load, since }: FirstReceipt,
): Promise<void> {
  const row = await manageableRow(deps, actor, id)
  if (row.closedAt !== null) throw new AppError('ACCOUNT_CLOSED')
  if (load === 'since' && since === undefined) throw new AppError('INPUT_INVALID', { field: 'since' })
  const loadSince = load === 'all' ? null : new Date(load === 'none' ? Date.now() : (since ?? Date.now()))
  await transaction(deps.db, async (trx) => {
    await updateAccount(trx, row.id, { awaitsChoice: false, loadSince })
    await restartReceiving(trx, row.id, row.useForReceiving && !row.paused)
    await deps.announce(trx, row.id)
  })
}

/** Opens the letters of a locked personal account again. Throws CURRENT_PASSWORD_WRONG, TOO_MANY_ATTEMPTS. */
export async function unlockAccount(
  deps: AccountsDeps,
  actor: Actor,
  { id, password }: { id: string; password: string },
): Promise<void> {
  const row = await manageableRow(deps, actor, id)
  if (!row.locked) return
  deps.guesses.demand(row.id)
  if (!isMailboxPassword(draftOf(row, deps.sealer), password)) {
    deps.guesses.wrong(row.id)
    throw new AppError('CURRENT_PASSWORD_WRONG', { field: 'password' })
  }
  await transaction(deps.db, async (trx) => {
    await updateAccount(trx, row.id, { locked: false })
    await deps.announce(trx, row.id)
  })
}

/** Somebody else has got at the sign-in of this user: his personal mail stays shut until he proves that he is himself. */
export async function lockMailOf(
  trx: Transaction,
  deps: Pick<AccountsDeps, 'announce'>,
  userId: string,
): Promise<void> {
  for (const id of await lockPersonalAccounts(trx, userId)) await deps.announce(trx, id)
}
