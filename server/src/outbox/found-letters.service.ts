import type { Transaction } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import { settleFound } from './settle-found.job.ts'

/** Has those of the interactions looked at that wait for an answer; called where receiving has placed them in Sent. */
export async function noteFoundInSent(trx: Transaction, interactionIds: readonly string[]): Promise<void> {
  const waiting = await trx
    .selectFrom('outbox')
    .select('interactionId')
    .where('interactionId', 'in', [...interactionIds])
    .where('state', '=', 'unconfirmed')
    .execute()
  for (const { interactionId } of waiting) await enqueueSettling(trx, interactionId)
}

export function enqueueSettling(trx: Transaction, interactionId: string): Promise<void> {
  return enqueue(trx, settleFound, { interactionId }, { key: `found ${interactionId}` })
}
