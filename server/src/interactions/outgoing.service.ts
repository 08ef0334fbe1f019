import { accountAudience } from '../accounts/account-audience.ts'
import type { Transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'
import {
  deleteOutgoing,
  type HeldOutgoing,
  holdOutgoing,
  insertOutgoing,
  type NewOutgoing,
  type OutgoingStatus,
  updateOutgoing,
} from './outgoing.store.ts'

/**
 * The interaction of a letter that is written here. What is written, and how sending fares, whoever writes it keeps
 * beside it. No actor: the caller holds the proofs, or works without being asked.
 */

/** Begins one. Returns its id. */
export async function beginOutgoing(trx: Transaction, wish: NewOutgoing): Promise<string> {
  const id = await insertOutgoing(trx, wish)
  await tell(trx, 'interactions.created', wish.accountId, { folderIds: [], ids: [id] })
  return id
}

/** Holds it for the transaction; undefined where it is gone. */
export function lockOutgoing(trx: Transaction, id: string): Promise<HeldOutgoing | undefined> {
  return holdOutgoing(trx, id)
}

/** Gives it a new version and says so. */
export async function touchOutgoing(
  trx: Transaction,
  letter: { id: string; accountId: string },
  change: { status?: OutgoingStatus } = {},
): Promise<void> {
  await updateOutgoing(trx, letter.id, change)
  await announceOutgoing(trx, letter)
}

/** Says that something about it has changed which has no version. */
export function announceOutgoing(
  trx: Transaction,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  return tell(trx, 'interactions.changed', accountId, { ids: [id] })
}

/** A draft goes out from another account: for those who read only one of the two it comes or goes. */
export async function moveOutgoing(
  trx: Transaction,
  letter: { id: string; accountId: string },
  accountId: string,
): Promise<void> {
  await updateOutgoing(trx, letter.id, { accountId })
  await tell(trx, 'interactions.removed', letter.accountId, { ids: [letter.id] })
  await tell(trx, 'interactions.created', accountId, { folderIds: [], ids: [letter.id] })
}

/** It goes, with all that hangs on it. */
export async function removeOutgoing(trx: Transaction, letter: { id: string; accountId: string }): Promise<void> {
  await deleteOutgoing(trx, letter.id)
  await tell(trx, 'interactions.removed', letter.accountId, { ids: [letter.id] })
}

function tell(trx: Transaction, topic: string, accountId: string, data: Record<string, string[]>): Promise<void> {
  return publish(trx, { topic, audience: [accountAudience(accountId)], data: { accountId, ...data } })
}
