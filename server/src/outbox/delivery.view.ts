import type { delivery } from '@besedka/contract/delivery'
import type { z } from 'zod'
import type { Database, Transaction } from '../platform/database.ts'
import { explainDelivery } from './explain-delivery.ts'
import { findOutbox, listRecipients } from './outbox.store.ts'

export type DeliveryView = z.infer<typeof delivery>

/** How a letter's sending stands; null for what was never asked to be sent. The caller holds the proof. */
export async function showDelivery(db: Database | Transaction, interactionId: string): Promise<DeliveryView | null> {
  const row = await findOutbox(db, interactionId)
  if (row === undefined) return null
  const { state, sendAt, attempts, nextTry, failure, sentAt, sentCopy, sentCopyCode, sentCopyDetail } = row
  return explainDelivery(await outgoingHostOf(db, interactionId), {
    state,
    recipients: await listRecipients(db, interactionId),
    sendAt: sendAt.toISOString(),
    attempts,
    nextTry: nextTry?.toISOString() ?? null,
    failure,
    sentAt: sentAt?.toISOString() ?? null,
    sentCopy: { state: sentCopy, code: sentCopyCode, detail: sentCopyDetail },
  })
}

async function outgoingHostOf(db: Database | Transaction, interactionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('interactions')
    .innerJoin('accounts', 'accounts.id', 'interactions.accountId')
    .select('accounts.outgoingHost')
    .where('interactions.id', '=', interactionId)
    .executeTakeFirst()
  return row?.outgoingHost ?? null
}
