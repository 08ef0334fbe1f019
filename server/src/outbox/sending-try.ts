import { lockOutgoing, touchOutgoing } from '../interactions/outgoing.service.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import { type Decision, decideDelivery, type TryOutcome } from './decide-delivery.ts'
import { closeDraft } from './drafts.store.ts'
import { enqueueSettling } from './found-letters.service.ts'
import { learnWritten } from './known-addresses.store.ts'
import { beginTry, findOutbox, listRecipients, type OutboxRow, settleTry } from './outbox.store.ts'
import { enqueueTry } from './sending.service.ts'
import { storeSentCopy } from './store-sent-copy.job.ts'

/** A try that was begun: it may hand the letter over and settle it as long as no other has begun. */
export interface SendingTry {
  interactionId: string
  accountId: string
  attempt: number
  /** Addresses of those who have not got it yet. */
  recipients: string[]
}

/** The process ended between the end of the letter and the server's answer. */
const NO_ANSWER: TryOutcome = {
  kind: 'failed',
  failure: { step: 'answer', code: 'CONNECTION_LOST', replyCode: null, detail: '' },
  handed: true,
  refused: [],
}

/**
 * Begins a try; null where there is nothing to send: it was taken back, is sent, or has just become unconfirmed because
 * the try before ended without a word after the letter had left.
 */
export function beginSending(db: Database, interactionId: string): Promise<SendingTry | null> {
  return transaction(db, async (trx) => {
    const held = await lockOutgoing(trx, interactionId)
    const row = held === undefined ? undefined : await findOutbox(trx, interactionId)
    const accountId = held?.accountId
    if (row === undefined || typeof accountId !== 'string' || !isDue(row)) return null
    const recipients = await listRecipients(trx, interactionId)
    const waiting = recipients.filter(({ state }) => state === 'waiting' || state === 'deferred')
    const left = { interactionId, accountId, attempt: row.attempts, recipients: waiting.map(({ address }) => address) }
    if (row.state === 'sending' && row.handedAt !== null) {
      await settle(trx, left, NO_ANSWER, undefined)
      return null
    }
    const attempt = await beginTry(trx, interactionId)
    await touchOutgoing(trx, { id: interactionId, accountId })
    return { ...left, attempt }
  })
}

function isDue({ state }: OutboxRow): boolean {
  return state === 'scheduled' || state === 'queued' || state === 'sending'
}

/** Stores how a try ended. Null where another try has begun meanwhile: then its word counts. */
export function settleSending(
  db: Database,
  begun: SendingTry,
  outcome: TryOutcome,
  pause: ((attempts: number) => number) | undefined,
): Promise<Decision['state'] | null> {
  return transaction(db, async (trx) => {
    await lockOutgoing(trx, begun.interactionId)
    const row = await findOutbox(trx, begun.interactionId)
    if (row?.state !== 'sending' || row.attempts !== begun.attempt) return null
    return settle(trx, begun, outcome, pause)
  })
}

async function settle(
  trx: Transaction,
  { interactionId, accountId, attempt }: SendingTry,
  outcome: TryOutcome,
  pause: ((attempts: number) => number) | undefined,
): Promise<Decision['state']> {
  const recipients = await listRecipients(trx, interactionId)
  const decision = decideDelivery(outcome, { recipients, attempts: attempt, random: Math.random() })
  const { state, pauseMs } = decision
  const nextTry = pauseMs === null ? null : new Date(Date.now() + (pause?.(attempt) ?? pauseMs))
  await settleTry(trx, interactionId, decision, { nextTry, sentCopy: 'waiting' })
  const letter = { id: interactionId, accountId }
  const isSent = state === 'sent' || state === 'partly'
  if (nextTry !== null) await enqueueTry(trx, letter, nextTry)
  // Receiving may have come across it before its sending was over.
  if (state === 'unconfirmed') await enqueueSettling(trx, interactionId)
  if (isSent) {
    await closeDraft(trx, interactionId)
    await learnWritten(trx, accountId, interactionId)
    await enqueue(trx, storeSentCopy, { interactionId }, { queue: `copies ${accountId}`, key: `copy ${interactionId}` })
  }
  await touchOutgoing(trx, letter, isSent ? { status: 'sent' } : {})
  return state
}
