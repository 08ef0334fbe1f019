import { setTimeout as pause } from 'node:timers/promises'
import { ComposeError } from '@besedka/mail/compose-error'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SendingAccount } from '../accounts/accounts.service.ts'
import { readStoredSource } from '../emails/letter.view.ts'
import type { Outcome } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import { classifyDatabaseError } from '../platform/database-errors.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import type { Logger } from '../platform/log.ts'
import { composeDraft } from './compose-draft.ts'
import type { Failure, TryOutcome } from './decide-delivery.ts'
import { saveLetterLimit } from './letter-limit.ts'
import { markHanded } from './outbox.store.ts'
import { type ReceiveFirstDeps, receiveFirst } from './receive-first.ts'
import { sendLetter } from './send-letter.job.ts'
import { findSender } from './sending-account.view.ts'
import { beginSending, type SendingTry, settleSending } from './sending-try.ts'
import { connectFailure, letterSizeOf, submitLetter } from './submit-letter.ts'

const MOST_SETTLING_TRIES = 30

export interface SendLetterDeps extends ReceiveFirstDeps {
  db: Database
  log: Logger
  accounts: { sendingAccount(id: string): Promise<SendingAccount | null> }
  ingest: { storeOwn(letter: { interactionId: string; accountId: string; source: Uint8Array }): Promise<boolean> }
  openSmtp(
    outgoing: SendingAccount['outgoing'],
    onStep: (step: 'connect' | 'secure' | 'login') => void,
  ): Promise<Outcome<SMTPConnection>>
  /** Overrides the pauses between tries; for tests. */
  retryPause?: (attempts: number) => number
}

/**
 * One try of one letter. The letter is composed once and stored before anything leaves, so that every try sends the same
 * bytes. What a killed process leaves is told by the row: nothing was handed over, and the letter is sent; or its end may
 * have left, and it is unconfirmed.
 */
export function sendLetterHandler(deps: SendLetterDeps): JobHandler {
  return handleJob(sendLetter, async ({ interactionId }, { signal, isLastAttempt }) => {
    const begun = await beginSending(deps.db, interactionId)
    if (begun === null) return
    const outcome = await attempt(deps, begun, signal).catch((error: unknown) => {
      // A fault of ours comes again with the job; when that gives up, the letter still has its own next try.
      if (!isLastAttempt) throw error
      return failed({ step: 'compose', code: 'UNEXPECTED', replyCode: null, detail: '' })
    })
    const state = await whileDatabaseIsAway(() => settleSending(deps.db, begun, outcome, deps.retryPause))
    if (state !== null && outcome.kind === 'failed') {
      const { step, code, replyCode } = outcome.failure
      deps.log.info(
        { interactionId, accountId: begun.accountId, step, code, replyCode, state },
        'a letter was not sent',
      )
    }
  })
}

/** The server has spoken: its word is not lost because the database takes a moment to come back. */
async function whileDatabaseIsAway<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries >= MOST_SETTLING_TRIES || classifyDatabaseError(error) !== 'connection') throw error
      await pause(1000)
    }
  }
}

async function attempt(deps: SendLetterDeps, begun: SendingTry, signal: AbortSignal): Promise<TryOutcome> {
  const account = await deps.accounts.sendingAccount(begun.accountId)
  if (account === null) return failed({ step: 'account', code: 'ACCOUNT_CANNOT_SEND', replyCode: null, detail: '' })
  const composed = await composeOnce(deps, begun)
  if (!Buffer.isBuffer(composed)) return failed(composed)
  const received = await receiveFirst(deps, account)
  if (!received.ok) return connectFailure(received, 'login')
  let ahead: Failure['step'] = 'connect'
  const opened = await deps.openSmtp(account.outgoing, (reached) => {
    ahead = reached === 'connect' && account.outgoing.security === 'starttls' ? 'secure' : 'login'
  })
  if (!opened.ok) return connectFailure(opened, ahead)
  const client = opened.value
  const limit = letterSizeOf(client)
  let isHanded = false
  // Whoever waits for the answer alone is let finish: an answer that nobody hears makes the letter unconfirmed.
  const close = () => {
    if (!isHanded) client.close()
  }
  signal.addEventListener('abort', close)
  try {
    const { address } = await findSender(deps.db, begun.accountId)
    const letter = { from: address, to: begun.recipients, source: composed }
    return await submitLetter(client, letter, async () => {
      const isOurs = await markHanded(deps.db, begun.interactionId, begun.attempt)
      if (!isOurs || signal.aborted) throw new Error('another try has taken over, or the program is stopping')
      isHanded = true
    })
  } finally {
    signal.removeEventListener('abort', close)
    if (limit !== null) await saveLetterLimit(deps.db, begun.accountId, limit)
  }
}

/** The bytes of the letter: those that were made for the first try, or made and stored now. */
async function composeOnce(deps: SendLetterDeps, begun: SendingTry): Promise<Buffer | Failure> {
  const { db } = deps
  const { interactionId, accountId } = begun
  const stored = await readComposed(db, interactionId)
  if (stored !== null) return stored
  try {
    const { htmlOutgoing } = await db.selectFrom('settings').select('htmlOutgoing').executeTakeFirstOrThrow()
    const source = await composeDraft(db, interactionId, { htmlOutgoing, now: new Date() })
    if (source === null) return { step: 'compose', code: 'LETTER_NOT_COMPOSED', replyCode: null, detail: '' }
    await deps.ingest.storeOwn({ interactionId, accountId, source })
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error
    return { step: 'compose', code: 'LETTER_NOT_COMPOSED', replyCode: null, detail: error.message }
  }
  const source = await readComposed(db, interactionId)
  if (source === null) throw new Error('the letter was not stored')
  return source
}

async function readComposed(db: Database, interactionId: string): Promise<Buffer | null> {
  const row = await db.selectFrom('interactions').select('messageId').where('id', '=', interactionId).executeTakeFirst()
  return row === undefined || row.messageId === null ? null : readStoredSource(db, row.messageId)
}

function failed(failure: Failure): TryOutcome {
  return { kind: 'failed', failure, handed: false, refused: [] }
}
