import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { Decision, DeliveryState, Failure, RecipientStanding } from './decide-delivery.ts'

export type SentCopyState = 'none' | 'waiting' | 'stored' | 'by-provider' | 'no-folder' | 'no-receiving' | 'failed'

/** How a letter's sending stands. */
export interface OutboxRow {
  interactionId: string
  state: DeliveryState
  sendAt: Date
  attempts: number
  handedAt: Date | null
  nextTry: Date | null
  failure: Failure | null
  sentAt: Date | null
  sentCopy: SentCopyState
  sentCopyCode: string | null
  sentCopyDetail: string
}

export interface RecipientRow extends RecipientStanding {
  kind: 'to' | 'cc' | 'bcc'
  name: string
}

export interface Queued {
  interactionId: string
  userId: string
  state: 'scheduled' | 'queued'
  sendAt: Date
}

const columns = [
  'interactionId',
  'state',
  'sendAt',
  'attempts',
  'handedAt',
  'nextTry',
  'failure',
  'sentAt',
  'sentCopy',
  'sentCopyCode',
  'sentCopyDetail',
] as const

/** Undefined for what was never asked to be sent. */
export async function findOutbox(db: Database | Transaction, interactionId: string): Promise<OutboxRow | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(columns)
    .where('interactionId', '=', interactionId)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, failure: row.failure as unknown as Failure | null }
}

/** All recipients in the order of the letter. */
export function listRecipients(db: Database | Transaction, interactionId: string): Promise<RecipientRow[]> {
  return db
    .selectFrom('outboxRecipients')
    .select(['kind', 'name', 'address', 'state', 'replyCode', 'detail'])
    .where('interactionId', '=', interactionId)
    .orderBy('place')
    .execute()
}

/**
 * Notes a press of the button. Undefined where the user's key is new; else the letter that it was pressed for. One who
 * comes at the same time waits until the other has committed.
 */
export async function noteRequest(
  trx: Transaction,
  request: { userId: string; key: string; interactionId: string },
): Promise<string | undefined> {
  const inserted = await trx
    .insertInto('sendRequests')
    .values(request)
    .onConflict((conflict) => conflict.columns(['userId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (inserted !== undefined) return undefined
  const { interactionId } = await trx
    .selectFrom('sendRequests')
    .select('interactionId')
    .where('userId', '=', request.userId)
    .where('key', '=', request.key)
    .executeTakeFirstOrThrow()
  return interactionId
}

/** Puts a draft into the outbox: whatever stood there before, it begins anew. */
export async function putIntoOutbox(
  trx: Transaction,
  { interactionId, userId, state, sendAt }: Queued,
  recipients: readonly Pick<RecipientRow, 'kind' | 'name' | 'address'>[],
): Promise<void> {
  await trx.deleteFrom('outbox').where('interactionId', '=', interactionId).execute()
  await trx.insertInto('outbox').values({ interactionId, state, sendAt, requestedBy: userId }).execute()
  await sql`
    insert into outbox_recipients (interaction_id, place, kind, name, address)
    select ${interactionId}, r.place, r.kind, r.name, r.address
    from json_to_recordset(${JSON.stringify(recipients.map((recipient, place) => ({ ...recipient, place })))}::json)
      as r(place integer, kind text, name text, address text)`.execute(trx)
}

/** A letter that failed is tried again, for those who have not got it. */
export async function putBackIntoOutbox(
  trx: Transaction,
  { interactionId, userId, state, sendAt }: Queued,
): Promise<void> {
  const anew = { attempts: 0, handedAt: null, nextTry: null, failure: null, requestedAt: new Date() }
  await trx
    .updateTable('outbox')
    .set({ ...anew, state, sendAt, requestedBy: userId })
    .where('interactionId', '=', interactionId)
    .execute()
  await trx
    .updateTable('outboxRecipients')
    .set({ state: 'waiting', replyCode: null, detail: '' })
    .where('interactionId', '=', interactionId)
    .where('state', '<>', 'accepted')
    .execute()
}

export async function setState(trx: Transaction, interactionId: string, state: DeliveryState): Promise<void> {
  await trx.updateTable('outbox').set({ state, nextTry: null }).where('interactionId', '=', interactionId).execute()
}

/** Begins a try. Returns its number, by which alone it may write here. */
export async function beginTry(trx: Transaction, interactionId: string): Promise<number> {
  const { attempts } = await trx
    .updateTable('outbox')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), handedAt: null, nextTry: null }))
    .where('interactionId', '=', interactionId)
    .returning('attempts')
    .executeTakeFirstOrThrow()
  return attempts
}

/** Before the end of the letter leaves. Returns false where another try has taken over: then it must not. */
export async function markHanded(db: Database, interactionId: string, attempt: number): Promise<boolean> {
  const row = await db
    .updateTable('outbox')
    .set({ handedAt: new Date() })
    .where('interactionId', '=', interactionId)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .returning('interactionId')
    .executeTakeFirst()
  return row !== undefined
}

/** Stores what was decided about a letter. */
export async function settleTry(
  trx: Transaction,
  interactionId: string,
  { state, recipients, failure }: Decision,
  { nextTry, sentCopy }: { nextTry: Date | null; sentCopy: SentCopyState },
): Promise<void> {
  const isSent = state === 'sent' || state === 'partly'
  await trx
    .updateTable('outbox')
    .set({
      state,
      nextTry,
      handedAt: null,
      failure: failure === null ? null : JSON.stringify(failure),
      ...(isSent ? { sentAt: new Date(), sentCopy } : {}),
    })
    .where('interactionId', '=', interactionId)
    .execute()
  await sql`
    update outbox_recipients r set state = n.state, reply_code = n."replyCode", detail = n.detail
    from json_to_recordset(${JSON.stringify(recipients)}::json)
      as n(address text, state text, "replyCode" integer, detail text)
    where r.interaction_id = ${interactionId} and r.address = n.address`.execute(trx)
}

export async function setSentCopy(
  trx: Transaction,
  interactionId: string,
  { state, code, detail }: { state: SentCopyState; code: string | null; detail: string },
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ sentCopy: state, sentCopyCode: code, sentCopyDetail: detail })
    .where('interactionId', '=', interactionId)
    .execute()
}
