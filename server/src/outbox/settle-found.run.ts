import { lockOutgoing, touchOutgoing } from '../interactions/outgoing.service.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { closeDraft } from './drafts.store.ts'
import { learnWritten } from './known-addresses.store.ts'
import { findOutbox, listRecipients, settleTry } from './outbox.store.ts'
import { settleFound } from './settle-found.job.ts'

export interface SettleFoundDeps {
  db: Database
  accounts: { receiveSoon(id: string): Promise<void> }
}

/**
 * P74: nobody but the account's own server and programs puts letters into Sent, so an unconfirmed letter that receiving finds
 * there has gone. Where it does not lie there yet, receiving is asked to look. A letter that is anything but unconfirmed
 * stays what it is.
 */
export function settleFoundHandler({ db, accounts }: SettleFoundDeps): JobHandler {
  return handleJob(settleFound, async ({ interactionId }) => {
    const missingFrom = await transaction(db, (trx) => settle(trx, interactionId))
    if (missingFrom !== null) await accounts.receiveSoon(missingFrom)
  })
}

/** The account in whose Sent the letter is still missing; null where nothing is left to settle. */
async function settle(trx: Transaction, interactionId: string): Promise<string | null> {
  const held = await lockOutgoing(trx, interactionId)
  const row = await findOutbox(trx, interactionId)
  const accountId = held?.accountId
  if (row?.state !== 'unconfirmed' || typeof accountId !== 'string') return null
  if (!(await liesInSent(trx, interactionId))) return accountId
  const recipients = (await listRecipients(trx, interactionId)).map((recipient) =>
    recipient.state === 'refused'
      ? recipient
      : { ...recipient, state: 'accepted' as const, replyCode: null, detail: '' },
  )
  const state = recipients.some((recipient) => recipient.state === 'refused') ? ('partly' as const) : ('sent' as const)
  const decision = { state, recipients, pauseMs: null, failure: null }
  await settleTry(trx, interactionId, decision, { nextTry: null, sentCopy: 'stored' })
  await closeDraft(trx, interactionId)
  await learnWritten(trx, accountId, interactionId)
  await touchOutgoing(trx, { id: interactionId, accountId }, { status: 'sent' })
  return null
}

async function liesInSent(trx: Transaction, interactionId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('placements')
    .innerJoin('folders', 'folders.id', 'placements.folderId')
    .select('folders.id')
    .where('placements.interactionId', '=', interactionId)
    .where('folders.role', '=', 'sent')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
