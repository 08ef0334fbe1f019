import { rightsOn, sendableAccount } from '../accounts/accounts.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'

declare const proof: unique symbol
declare const maySend: unique symbol

/** Proof that the actor may read the interaction, its source and its attachments. Only this file makes one. */
export interface ReadableInteraction {
  readonly [proof]: 'read'
  readonly id: string
  readonly accountId: string
}

/** Proof that the actor may write and send the letter: he reads it, and may send from its account. */
export interface SendableInteraction extends ReadableInteraction {
  readonly [maySend]: true
}

/**
 * Of the ids given, those the actor may read, in their order. Reading an account is what reading its interactions means;
 * flags, assignee and record are changed by whoever may read.
 */
export async function readableInteractions(
  db: Database | Transaction,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadableInteraction[]> {
  const wellFormed = [...new Set(ids)].filter((id) => /^\d{1,18}$/.test(id))
  if (wellFormed.length === 0) return []
  const rows = await db
    .selectFrom('interactions')
    .innerJoin('accounts', 'accounts.id', 'interactions.accountId')
    .leftJoin('accountGrants', (join) =>
      join.onRef('accountGrants.accountId', '=', 'accounts.id').on('accountGrants.userId', '=', actor.userId),
    )
    .select([
      'interactions.id',
      'accounts.id as accountId',
      'accounts.scope',
      'accounts.ownerId',
      'accounts.locked',
      'accountGrants.send',
      'accountGrants.manage',
    ])
    .where('interactions.id', 'in', wellFormed)
    .execute()
  const readable = new Map<string, ReadableInteraction>()
  for (const row of rows) {
    const grant = row.send === null || row.manage === null ? null : { send: row.send, manage: row.manage }
    if (!rightsOn(actor, { ...row, grant }).read) continue
    readable.set(row.id, { id: row.id, accountId: row.accountId } as ReadableInteraction)
  }
  return wellFormed.flatMap((id) => readable.get(id) ?? [])
}

/** Throws NOT_FOUND where the actor may not read: what one may not read does not exist. */
export async function readableInteraction(
  db: Database | Transaction,
  actor: Actor,
  id: string,
): Promise<ReadableInteraction> {
  const [found] = await readableInteractions(db, actor, [id])
  if (found === undefined) throw new AppError('NOT_FOUND')
  return found
}

/** Throws NOT_FOUND where the actor may not read, FORBIDDEN where he may not send from the account. */
export async function sendableInteraction(
  db: Database | Transaction,
  actor: Actor,
  id: string,
): Promise<SendableInteraction> {
  const found = await readableInteraction(db, actor, id)
  await sendableAccount(db, actor, found.accountId)
  return found as SendableInteraction
}
