import { manageableAccount } from '../accounts/accounts.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { findLoadedLetter } from './ingest/skipped.store.ts'
import type { IngestService } from './ingest.service.ts'

/**
 * Loads a letter of the skip list all the same and returns its interaction; one that was loaded before keeps its own.
 * Throws NOT_FOUND, FORBIDDEN.
 */
export async function loadSkippedLetter(
  { db, ingest }: { db: Database; ingest: Pick<IngestService, 'loadSkipped'> },
  actor: Actor,
  wish: { accountId: string; skippedId: string },
): Promise<string> {
  const account = await manageableAccount(db, actor, wish.accountId)
  if (!/^\d{1,18}$/.test(wish.skippedId)) throw new AppError('NOT_FOUND')
  await ingest.loadSkipped(account.id, wish.skippedId)
  const interactionId = await findLoadedLetter(db, account.id, wish.skippedId)
  if (interactionId === undefined) throw new AppError('NOT_FOUND')
  return interactionId
}
