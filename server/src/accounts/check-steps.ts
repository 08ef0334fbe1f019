import type { checkStep } from '@besedka/contract/accounts'
import type { ErrorCode } from '@besedka/contract/errors'
import { explainAnswer } from '@besedka/mail/remedies/explain-answer'
import type { z } from 'zod'
import type { AppError, Outcome } from '../platform/app-error.ts'
import type { ServerConnection } from './account-connection.ts'

export type CheckStep = z.infer<typeof checkStep>

/** All steps that ran, in order; `code` is the first failure's. */
export type CheckResult = { ok: true; steps: CheckStep[] } | { ok: false; code: ErrorCode; steps: CheckStep[] }

/** What a check has done so far, each step with its time. */
export class StepLog {
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
      ...explain(step, error),
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

/** What the server's own words mean; nothing where it was not the server that spoke, or nobody knows them. */
function explain(step: CheckStep['step'], { code, details }: AppError): Pick<CheckStep, 'cause' | 'remedy'> {
  const { words, host, reply, response } = details
  if (typeof words !== 'string' || /^(CONNECTION_|HOST_|TLS_CERTIFICATE_|TLS_FAILED)/.test(code)) return {}
  const receiving = words.startsWith('-ERR') ? 'pop3' : 'imap'
  const [likeliest] = explainAnswer({
    protocol: step.endsWith('-outgoing') || step === 'send-trial-letter' ? 'smtp' : receiving,
    text: words,
    ...(typeof host === 'string' ? { host } : {}),
    ...(typeof reply === 'number' ? { replyCode: reply } : {}),
    ...(typeof response === 'string' ? { responseCode: response } : {}),
  })
  return likeliest ?? {}
}

/** Opens a connection and writes each of its steps down; the step that did not come is the one that failed. */
export async function openNoted<Client>(
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
