import { envelopeOf } from '@besedka/mail/compose-message'
import { addressProblem, wireAddress } from '@besedka/mail/outgoing-address'
import type { Recipients } from '@besedka/mail/reply-recipients'
import { takeLetterBack } from '../emails/own-letters.service.ts'
import { readableInteraction, sendableInteraction } from '../interactions/interactions.access.ts'
import { lockOutgoing, touchOutgoing } from '../interactions/outgoing.service.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import type { Actor } from '../users/actor.ts'
import { type DeliveryView, showDelivery } from './delivery.view.ts'
import { findDraft } from './drafts.store.ts'
import {
  findOutbox,
  listRecipients,
  noteRequest,
  putBackIntoOutbox,
  putIntoOutbox,
  type RecipientRow,
  setState,
} from './outbox.store.ts'
import { sendLetter } from './send-letter.job.ts'
import { findSender } from './sending-account.view.ts'

export interface SendWish {
  idempotencyKey: string
  /** Null: after the time in which it can be taken back. */
  sendAt: Date | null
  /** A person's word that an unconfirmed letter is to go once more. */
  resend: boolean
}

/** How long a letter can be taken back. */
const UNDO_MS = 10_000
const FARTHEST_MS = 366 * 24 * 60 * 60 * 1000

/**
 * Accepts a draft for sending, or tries again what failed, and returns at once: a job does the rest. The same key again is
 * the same wish. Throws RECIPIENTS_MISSING, RECIPIENT_INVALID, ACCOUNT_CANNOT_SEND, IDEMPOTENCY_KEY_USED; NOT_A_DRAFT for
 * what is on its way or sent, DELIVERY_UNCONFIRMED for what may have gone.
 */
export async function sendDraft(db: Database, actor: Actor, id: string, wish: SendWish): Promise<DeliveryView> {
  const proof = await sendableInteraction(db, actor, id)
  const now = Date.now()
  const sendAt = wish.sendAt ?? new Date(now + UNDO_MS)
  if (sendAt.getTime() > now + FARTHEST_MS) throw new AppError('INPUT_INVALID', { field: 'sendAt' })
  return transaction(db, async (trx) => {
    const { userId } = actor
    const before = await noteRequest(trx, { userId, key: wish.idempotencyKey, interactionId: proof.id })
    if (before === undefined) {
      const state = sendAt.getTime() > now ? ('scheduled' as const) : ('queued' as const)
      await accept(trx, { ...proof, userId, state, sendAt, resend: wish.resend })
    } else if (before !== proof.id) {
      throw new AppError('IDEMPOTENCY_KEY_USED')
    }
    return demandDelivery(trx, proof.id)
  })
}

interface Acceptance {
  id: string
  accountId: string
  userId: string
  state: 'scheduled' | 'queued'
  sendAt: Date
  resend: boolean
}

async function accept(trx: Transaction, { id, userId, state, sendAt, resend }: Acceptance): Promise<void> {
  const held = await lockOutgoing(trx, id)
  const accountId = held?.accountId
  if (typeof accountId !== 'string') throw new AppError('NOT_FOUND')
  if (!(await findSender(trx, accountId)).canSend) throw new AppError('ACCOUNT_CANNOT_SEND')
  const queued = { interactionId: id, userId, state, sendAt }
  if (held?.status === 'draft') {
    const draft = await findDraft(trx, id)
    if (draft === undefined) throw new AppError('NOT_A_DRAFT')
    await putIntoOutbox(trx, queued, recipientsOf(draft.recipients))
  } else {
    await demandRetry(trx, id, resend)
    await putBackIntoOutbox(trx, queued)
  }
  await enqueueTry(trx, { id, accountId }, sendAt)
  await touchOutgoing(trx, { id, accountId }, { status: 'outgoing' })
}

async function demandRetry(trx: Transaction, id: string, resend: boolean): Promise<void> {
  const state = (await findOutbox(trx, id))?.state
  if (state === 'unconfirmed' && !resend) throw new AppError('DELIVERY_UNCONFIRMED')
  if (state !== 'failed' && state !== 'unconfirmed') throw new AppError('NOT_A_DRAFT', { state })
}

/** Letters of one account go one after another; a letter has one waiting try, the newest. */
export function enqueueTry(trx: Transaction, letter: { id: string; accountId: string }, runAt: Date): Promise<void> {
  const options = { queue: `outbox ${letter.accountId}`, key: `send ${letter.id}`, runAt }
  return enqueue(trx, sendLetter, { interactionId: letter.id }, options)
}

/** Whoever stands several times among the recipients gets the letter once, and hidden only if hidden everywhere. */
function recipientsOf({ to, cc, bcc }: Recipients): Pick<RecipientRow, 'kind' | 'name' | 'address'>[] {
  const named = (
    [
      ['to', to],
      ['cc', cc],
      ['bcc', bcc],
    ] as const
  ).flatMap(([kind, mailboxes]) =>
    mailboxes.map(({ name, address }, index) => {
      if (addressProblem(address) !== null) throw new AppError('RECIPIENT_INVALID', { field: kind, index })
      return { kind, name, address: wireAddress(address) }
    }),
  )
  if (named.length === 0) throw new AppError('RECIPIENTS_MISSING')
  const envelope = envelopeOf({ from: { name: '', address: '' }, to, cc, bcc })
  return envelope.to.flatMap((address) => named.find((recipient) => recipient.address === address) ?? [])
}

/**
 * Makes a draft again of what waits or has failed. Throws UNSEND_TOO_LATE for what is on its way, or has reached anybody;
 * asked of a draft it changes nothing.
 */
export async function unsendLetter(db: Database, actor: Actor, id: string): Promise<DeliveryView> {
  const proof = await sendableInteraction(db, actor, id)
  return transaction(db, async (trx) => {
    const held = await lockOutgoing(trx, proof.id)
    const row = await findOutbox(trx, proof.id)
    if (held === undefined || row === undefined) throw new AppError('NOT_FOUND')
    if (held.status === 'draft') return demandDelivery(trx, proof.id)
    const isWaiting = row.state === 'scheduled' || row.state === 'queued' || row.state === 'failed'
    const reached = (await listRecipients(trx, proof.id)).some(({ state }) => state === 'accepted')
    if (!isWaiting || reached) throw new AppError('UNSEND_TOO_LATE', { state: row.state })
    await setState(trx, proof.id, 'cancelled')
    await takeLetterBack(trx, proof.id)
    await touchOutgoing(trx, proof, { status: 'draft' })
    return demandDelivery(trx, proof.id)
  })
}

/** Throws NOT_FOUND for what was never asked to be sent, as for what the actor may not read. */
export async function readDelivery(db: Database, actor: Actor, id: string): Promise<DeliveryView> {
  const proof = await readableInteraction(db, actor, id)
  return demandDelivery(db, proof.id)
}

async function demandDelivery(db: Database | Transaction, id: string): Promise<DeliveryView> {
  const found = await showDelivery(db, id)
  if (found === null) throw new AppError('NOT_FOUND')
  return found
}
