import { type Database, transaction } from '../platform/database.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { learnNext } from './known-addresses.store.ts'
import { learnAddresses } from './learn-addresses.job.ts'

const LETTERS_AT_ONCE = 500

/** In many short transactions: nobody waits for a mailbox of a million letters. */
export function learnAddressesHandler(db: Database): JobHandler {
  return handleJob(learnAddresses, async ({ accountId }, { signal }) => {
    let isMore = true
    while (isMore && !signal.aborted)
      isMore = await transaction(db, (trx) => learnNext(trx, accountId, LETTERS_AT_ONCE))
  })
}
