import { accounts } from '@besedka/contract/accounts'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { RequestContext } from '../platform/http-context.ts'
import type { IngestService } from './ingest.service.ts'
import { loadSkippedLetter } from './skipped-letters.service.ts'

const api = implement(accounts).$context<RequestContext>()

/** The skip list of an account; its folders and the account itself are bound where these live. */
export function bindSkippedLetters(deps: { db: Database; ingest: IngestService }) {
  return {
    loadSkipped: api.loadSkipped.handler(async ({ context, input: { id: accountId, skippedId } }) => ({
      interactionId: await loadSkippedLetter(deps, context.actor(), { accountId, skippedId }),
    })),
  }
}
