import type { deliveryState, deliveryStep, recipientState } from '@besedka/contract/delivery'
import { type ErrorCode, errorTable } from '@besedka/contract/errors'
import type { z } from 'zod'

export type DeliveryState = z.infer<typeof deliveryState>
export type DeliveryStep = z.infer<typeof deliveryStep>
export type RecipientState = z.infer<typeof recipientState>

/** The server's word, or what stood in its way. */
export interface Failure {
  step: DeliveryStep
  code: ErrorCode
  /** SMTP reply code (RFC 5321 section 4.2); null where no reply came. */
  replyCode: number | null
  /** The server's own words. */
  detail: string
}

/** One recipient's answer to RCPT that was no acceptance. */
export interface RecipientRefusal {
  address: string
  replyCode: number
  detail: string
}

/** How one try ended. */
export type TryOutcome =
  /** The server took the letter for all recipients of the try but those refused. */
  | { kind: 'accepted'; refused: readonly RecipientRefusal[] }
  /** It did not. `handed`: the end of the letter may have left before. Refusals of recipients are told where they came. */
  | { kind: 'failed'; failure: Failure; handed: boolean; refused: readonly RecipientRefusal[] }

export interface RecipientStanding {
  address: string
  state: RecipientState
  replyCode: number | null
  detail: string
}

export interface Decision {
  state: Extract<DeliveryState, 'queued' | 'unconfirmed' | 'sent' | 'partly' | 'failed'>
  /** All recipients, in their order. */
  recipients: RecipientStanding[]
  /** Before the next try, in milliseconds; null where there is none. */
  pauseMs: number | null
  failure: Failure | null
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** RFC 5321 section 4.5.4.1 asks for patience of days; greylisting wants a second try after some minutes. */
const PAUSES = [30 * SECOND, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]
/** With the last pause repeated that is about two days. */
export const MOST_ATTEMPTS = 18

/** What a person would have to put right while an account is set up may pass by itself once it has worked. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['HOST_UNKNOWN', 'TLS_FAILED'])

/** A refusal for good, or a cause that no waiting cures. */
function isForGood({ code, replyCode }: Failure): boolean {
  if (replyCode !== null) return replyCode >= 500
  return errorTable[code].remedy === 'ask-user' && !PASSING.has(code)
}

/**
 * What becomes of a letter after a try. A refusal for now (4yz) is tried again after growing pauses, one for good (5yz)
 * never; each recipient has his own answer, and those who have accepted get nothing twice. Without an answer to the whole
 * letter nobody knows whether it went: it waits for a person and is never sent again blindly.
 *
 * | outcome | recipients of the try | state |
 * |---|---|---|
 * | accepted | accepted, or by their own refusal | sent, partly, failed; queued while one is deferred |
 * | failed, a reply of 5yz or a cause that stays | refused | failed, partly |
 * | failed, a reply of 4yz or a lost connection | deferred | queued; after the last try as if refused |
 * | failed after the end of the letter, no reply | unconfirmed | unconfirmed |
 *
 * `attempts` counts the tries so far, this one included; `random` in [0, 1) spreads the pauses.
 */
export function decideDelivery(
  outcome: TryOutcome,
  before: { recipients: readonly RecipientStanding[]; attempts: number; random: number },
): Decision {
  const isLast = before.attempts >= MOST_ATTEMPTS
  const refusals = new Map(outcome.refused.map((refusal) => [refusal.address, refusal]))
  const recipients = before.recipients.map((recipient) => {
    if (recipient.state !== 'waiting' && recipient.state !== 'deferred') return recipient
    const refusal = refusals.get(recipient.address)
    if (refusal !== undefined) return standing(recipient, refusal, refusal.replyCode >= 500 || isLast)
    if (outcome.kind === 'accepted') return { ...recipient, state: 'accepted' as const, replyCode: null, detail: '' }
    const { failure, handed } = outcome
    if (handed && failure.replyCode === null) return { ...recipient, state: 'unconfirmed' as const }
    return standing(recipient, failure, isForGood(failure) || isLast)
  })
  const state = stateOf(recipients)
  const pauseMs = state === 'queued' ? retryPause(before.attempts, before.random) : null
  return { state, recipients, pauseMs, failure: failureOf(outcome) }
}

/** Before the try after the n-th: a fifth more or less, so that letters that failed together do not come together. */
export function retryPause(attempts: number, random: number): number {
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 30 * SECOND
  return Math.round(pause * (0.8 + 0.4 * random))
}

function standing(
  recipient: RecipientStanding,
  { replyCode, detail }: Pick<Failure, 'replyCode' | 'detail'>,
  isForEver: boolean,
): RecipientStanding {
  return { ...recipient, state: isForEver ? 'refused' : 'deferred', replyCode, detail }
}

function stateOf(recipients: readonly RecipientStanding[]): Decision['state'] {
  const has = (state: RecipientState) => recipients.some((recipient) => recipient.state === state)
  if (has('unconfirmed')) return 'unconfirmed'
  if (has('deferred') || has('waiting')) return 'queued'
  if (!has('accepted')) return 'failed'
  return has('refused') ? 'partly' : 'sent'
}

/** Where the letter as a whole went, the first recipient who was refused tells why not all is well. */
function failureOf(outcome: TryOutcome): Failure | null {
  if (outcome.kind === 'failed') return outcome.failure
  const [first] = outcome.refused
  if (first === undefined) return null
  return { step: 'recipients', code: 'SERVER_REFUSED', replyCode: first.replyCode, detail: first.detail }
}
