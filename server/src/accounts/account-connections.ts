import type { IncomingConnection, OutgoingConnection } from './account-connection.ts'
import { connectionsOf } from './account-input.ts'
import { draftOf } from './account-sealing.ts'
import { findAccount } from './accounts.store.ts'
import type { AccountsDeps } from './accounts-deps.ts'

/** What receiving needs of an account, passwords in the clear. */
export interface ReceivingAccount {
  id: string
  address: string
  aliases: string[]
  loadSelfAddressed: boolean
  /** Letters that arrived on the server before are left there; null: all are loaded. */
  loadSince: Date | null
  /** POP3 only: letters stay on the server after the receipt, for so many days; 0: for ever. */
  keepCopies: boolean
  deleteAfterDays: number
  incoming: IncomingConnection
}

/** What sending needs of an account, passwords in the clear. */
export interface SendingAccount {
  id: string
  outgoing: OutgoingConnection
  /** Where the copy of what was sent is kept; null for an account that receives nothing. */
  incoming: IncomingConnection | null
}

/** For receiving alone, which has no actor: null where the account does not receive, rests, or is gone. */
export async function receivingAccount(deps: AccountsDeps, id: string): Promise<ReceivingAccount | null> {
  const row = await findAccount(deps.db, id)
  if (row === undefined || !row.useForReceiving) return null
  if (row.paused || row.awaitsChoice || row.closedAt !== null) return null
  const draft = draftOf(row, deps.sealer)
  const { incoming } = connectionsOf(draft, row.privateHostConfirmed)
  if (incoming === null) return null
  const { address, aliases, loadSelfAddressed } = draft
  const { loadSince, keepCopies, deleteAfterDays } = row
  return { id: row.id, address, aliases, loadSelfAddressed, loadSince, keepCopies, deleteAfterDays, incoming }
}

/** For sending alone, which has no actor: null where the account does not send or is gone. */
export async function sendingAccount(deps: AccountsDeps, id: string): Promise<SendingAccount | null> {
  const row = await findAccount(deps.db, id)
  if (row === undefined || !row.useForSending || row.closedAt !== null) return null
  const { incoming, outgoing } = connectionsOf(draftOf(row, deps.sealer), row.privateHostConfirmed)
  return outgoing === null ? null : { id: row.id, outgoing, incoming: row.useForReceiving ? incoming : null }
}
