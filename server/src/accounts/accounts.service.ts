import { AppError } from '../platform/app-error.ts'
import { type Transaction, transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { receivingAccount, sendingAccount } from './account-connections.ts'
import type { AccountChange, AccountInput } from './account-input.ts'
import {
  checkAgain,
  chooseFirstReceipt,
  countMailbox,
  lockMailOf,
  removeAccount,
  unlockAccount,
} from './account-life.ts'
import { manageableAccount, visibleAccount } from './accounts.access.ts'
import { requestReceiving } from './accounts.store.ts'
import { type AccountView, listAccounts } from './accounts.view.ts'
import type { AccountsDeps } from './accounts-deps.ts'
import { changeAccount, createAccount, type Watcher } from './save-account.ts'

export type { ReceivingAccount, SendingAccount } from './account-connections.ts'
export type { AccountsDeps } from './accounts-deps.ts'

/** Use cases of mail accounts. An account that does not pass the check is not saved; a deliberate skip marks it unchecked. */
export function createAccountsService(deps: AccountsDeps) {
  const read = (actor: Actor, id: string) => readAccount(deps, actor, id)
  return {
    list: (actor: Actor) => listAccounts(deps.db, actor),
    read,
    demandManageable: async (actor: Actor, id: string) => {
      await manageableAccount(deps.db, actor, id)
    },
    create: async (actor: Actor, input: AccountInput, watcher?: Watcher) =>
      read(actor, await createAccount(deps, actor, input, watcher)),
    update: async (actor: Actor, id: string, change: AccountChange, watcher?: Watcher) => {
      await changeAccount(deps, actor, { id, change }, watcher)
      return read(actor, id)
    },
    remove: (actor: Actor, id: string, letters: 'delete' | 'keep' = 'delete') =>
      removeAccount(deps, actor, { id, letters }),
    check: (actor: Actor, id: string, watcher?: Watcher) => checkAgain(deps, actor, id, watcher),
    mailbox: (actor: Actor, id: string) => countMailbox(deps, actor, id),
    chooseFirstReceipt: async (actor: Actor, id: string, choice: Parameters<typeof chooseFirstReceipt>[3]) => {
      await chooseFirstReceipt(deps, actor, id, choice)
      return read(actor, id)
    },
    unlock: async (actor: Actor, id: string, password: string) => {
      await unlockAccount(deps, actor, { id, password })
      return read(actor, id)
    },
    lockMailOf: (trx: Transaction, userId: string) => lockMailOf(trx, deps, userId),
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

/** Asks for receiving now, whatever back-off stood. */
async function requestSync(deps: AccountsDeps, actor: Actor, id: string): Promise<{ state: AccountView['state'] }> {
  const proof = await visibleAccount(deps.db, actor, id)
  await receiveSoon(deps, proof.id)
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
