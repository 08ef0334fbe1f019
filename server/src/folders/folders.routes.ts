import { accounts } from '@besedka/contract/accounts'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { listFolders, readLedger, readSyncStatus } from './folders.view.ts'

const api = implement(accounts).$context<RequestContext>()

/** What of an account is told folder by folder. */
export function bindFolders(db: Database) {
  return {
    folders: api.folders.handler(async ({ context, input }) => ({
      items: await listFolders(db, context.actor(), input.id),
    })),
    syncStatus: api.syncStatus.handler(({ context, input }) => readSyncStatus(db, context.actor(), input.id)),
    ledger: api.ledger.handler(({ context, input }) => readLedger(db, context.actor(), input.id)),
  }
}
