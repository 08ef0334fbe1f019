import type { checkStep } from '@besedka/contract/accounts'
import type { ErrorCode } from '@besedka/contract/errors'
import type { ImapFlow } from 'imapflow'
import type { z } from 'zod'
import { AppError, type Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import { parseAccountAddress } from './account-address.ts'
import type { IncomingConnection, OutgoingConnection, ServerConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { inTime } from './in-time.ts'
import { openImap } from './open-imap.ts'
import { openSmtp, submit } from './open-smtp.ts'
import { PATIENCE_MS, removeTrialLetter } from './remove-trial-letter.ts'
import { writeTrialLetter } from './trial-letter.ts'

export type CheckStep = z.infer<typeof checkStep>

/** All steps that ran, in order; `code` is the first failure's. */
export type CheckResult = { ok: true; steps: CheckStep[] } | { ok: false; code: ErrorCode; steps: CheckStep[] }

export interface CheckedConnections {
  incoming: IncomingConnection | null
  outgoing: OutgoingConnection | null
}

/** `onStep` hears of each step as it ends. */
export type CheckAccount = (
  address: string,
  connections: CheckedConnections,
  onStep?: (step: CheckStep) => void,
) => Promise<CheckResult>

/**
 * Tries an account on its servers (S27, S29): logs in to send and hands over the standard letter from the account to
 * itself, logs in to receive and looks for that letter, which is then removed again. One login attempt a server.
 * A trial letter that has not arrived in time is said and fails nothing: delivery may take its while.
 */
export function createAccountCheck(dialler: Dialler, language: () => Promise<'ru' | 'en'>): CheckAccount {
  return async (address, { incoming, outgoing }, onStep = () => {}) => {
    const steps = new StepLog(onStep)
    const letter =
      outgoing === null
        ? null
        : await sendTrialLetter(dialler, steps, { address, outgoing, language: await language() })
    const client = incoming === null || steps.failed ? null : await logInToReceive(dialler, steps, incoming)
    if (client !== null && incoming !== null && letter !== null) {
      await seeTrialLetter(steps, client, { mark: letter.mark, timeoutMs: incoming.timeoutMs })
    }
    client?.close()
    return steps.result()
  }
}

class StepLog {
  readonly steps: CheckStep[] = []
  failed: ErrorCode | null = null
  private started = Date.now()
  private readonly onStep: (step: CheckStep) => void

  constructor(onStep: (step: CheckStep) => void) {
    this.onStep = onStep
  }

  pass(step: CheckStep['step'], detail = ''): void {
    this.note({ step, ok: true, milliseconds: this.lap(), detail })
  }

  /** `fatal: false` is said to the person and decides nothing. */
  fail(step: CheckStep['step'], error: AppError, fatal = true): void {
    const { words, fingerprint, reason, host } = error.details
    const detail = [words, reason, host].find((value) => typeof value === 'string')
    this.note({
      step,
      ok: false,
      milliseconds: this.lap(),
      code: error.code,
      detail: String(detail ?? ''),
      ...(typeof fingerprint === 'string'
        ? { certificateFingerprint: fingerprint.replaceAll(':', '').toLowerCase() }
        : {}),
    })
    if (fatal) this.failed ??= error.code
  }

  result(): CheckResult {
    return this.failed === null ? { ok: true, steps: this.steps } : { ok: false, code: this.failed, steps: this.steps }
  }

  private note(step: CheckStep): void {
    this.steps.push(step)
    this.onStep(step)
  }

  private lap(): number {
    const now = Date.now()
    const milliseconds = now - this.started
    this.started = now
    return milliseconds
  }
}

/** Opens a connection and writes each of its steps down; the step that did not come is the one that failed. */
async function openNoted<Client>(
  steps: StepLog,
  side: 'incoming' | 'outgoing',
  connection: ServerConnection,
  open: (onStep: (step: 'connect' | 'secure' | 'login') => void) => Promise<Outcome<Client>>,
): Promise<Client | null> {
  const ahead: readonly ('connect' | 'secure' | 'login')[] =
    connection.security === 'none' ? ['connect', 'login'] : ['connect', 'secure', 'login']
  let done = 0
  const opened = await open((step) => {
    steps.pass(`${step}-${side}`)
    done = ahead.indexOf(step) + 1
  })
  if (opened.ok) return opened.value
  steps.fail(`${failedStep(opened.error, ahead[done] ?? 'login')}-${side}`, opened.error)
  return null
}

/** The dialler does name, connection and handshake in one: its code tells which of them it was. */
function failedStep(error: AppError, next: 'connect' | 'secure' | 'login'): 'resolve' | 'connect' | 'secure' | 'login' {
  if (error.code === 'HOST_UNKNOWN' || error.code === 'HOST_PRIVATE') return 'resolve'
  return error.code.startsWith('TLS_') ? 'secure' : next
}

async function sendTrialLetter(
  dialler: Dialler,
  steps: StepLog,
  trial: { address: string; outgoing: OutgoingConnection; language: 'ru' | 'en' },
) {
  const { outgoing, language } = trial
  const client = await openNoted(steps, 'outgoing', outgoing, (onStep) => openSmtp(dialler, outgoing, onStep))
  const address = parseAccountAddress(trial.address)
  if (client === null || address === null) return null
  const letter = writeTrialLetter(address, language, new Date())
  try {
    await submit(client, { from: address.address, to: [address.address] }, letter.source)
    steps.pass('send-trial-letter')
    return letter
  } catch (error) {
    const { code, details } = codedFailure(error, outgoing.host)
    const told = code === 'MAILBOX_FULL' || code === 'MAILBOX_BLOCKED' ? code : 'TRIAL_LETTER_REFUSED'
    steps.fail('send-trial-letter', new AppError(told, details, { cause: error }))
    return null
  } finally {
    client.quit()
  }
}

async function logInToReceive(
  dialler: Dialler,
  steps: StepLog,
  incoming: IncomingConnection,
): Promise<ImapFlow | null> {
  if (incoming.protocol !== 'imap') {
    steps.fail('login-incoming', new AppError('PROTOCOL_NOT_READY', { host: incoming.host }))
    return null
  }
  const client = await openNoted(steps, 'incoming', incoming, (onStep) => openImap(dialler, incoming, onStep))
  if (client === null) return null
  try {
    const folders = await inTime(client, incoming.timeoutMs, () => client.list())
    steps.pass('list-folders', String(folders.length))
    return client
  } catch (error) {
    steps.fail('list-folders', codedFailure(error, incoming.host))
    client.close()
    return null
  }
}

async function seeTrialLetter(
  steps: StepLog,
  client: ImapFlow,
  { mark, timeoutMs }: { mark: string; timeoutMs: number },
): Promise<void> {
  try {
    const seen = await inTime(client, PATIENCE_MS + timeoutMs, () => removeTrialLetter(client, mark))
    if (seen) steps.pass('see-trial-letter')
    else steps.fail('see-trial-letter', new AppError('CONNECTION_TIMEOUT'), false)
  } catch (error) {
    steps.fail('see-trial-letter', codedFailure(error, ''), false)
  }
}
