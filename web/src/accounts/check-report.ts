import type { ErrorCode } from '@besedka/contract/errors'
import { type Failure, knownCode } from '../api/failure.ts'
import type { CheckStep } from '../api/wire-types.ts'
import type { AccountDraft, Side } from './account-draft.ts'

type StepName = CheckStep['step']

/** Steps of each side in the order in which they are tried. */
export const stepsOf: Record<Side, readonly StepName[]> = {
  outgoing: ['resolve-outgoing', 'connect-outgoing', 'secure-outgoing', 'login-outgoing', 'send-trial-letter'],
  incoming: [
    'resolve-incoming',
    'connect-incoming',
    'secure-incoming',
    'login-incoming',
    'list-folders',
    'see-trial-letter',
  ],
}

/** Word for a step: the same for both servers where they do the same. */
export function stepWord(step: StepName) {
  switch (step) {
    case 'resolve-outgoing':
    case 'resolve-incoming':
      return 'check.resolve'
    case 'connect-outgoing':
    case 'connect-incoming':
      return 'check.connect'
    case 'secure-outgoing':
    case 'secure-incoming':
      return 'check.secure'
    case 'login-outgoing':
    case 'login-incoming':
      return 'check.login'
    case 'send-trial-letter':
    case 'list-folders':
    case 'see-trial-letter':
      return `check.${step}` as const
  }
}

/** The same for a step that did not come off. */
export function failedWord(step: StepName) {
  const word = stepWord(step)
  switch (word) {
    case 'check.resolve':
      return 'check.failed_resolve'
    case 'check.connect':
      return 'check.failed_connect'
    case 'check.secure':
      return 'check.failed_secure'
    case 'check.login':
      return 'check.failed_login'
    case 'check.send-trial-letter':
      return 'check.failed_send-trial-letter'
    case 'check.list-folders':
      return 'check.failed_list-folders'
    case 'check.see-trial-letter':
      return 'check.failed_see-trial-letter'
  }
}

export function sideOf(step: StepName): Side {
  return stepsOf.outgoing.includes(step) ? 'outgoing' : 'incoming'
}

/** The servers that the account uses, in the order in which they are asked. */
export function sidesOf({ useForSending, useForReceiving }: AccountDraft): Side[] {
  return [...(useForSending ? (['outgoing'] as const) : []), ...(useForReceiving ? (['incoming'] as const) : [])]
}

/** Which server is being asked now, seen from the steps that have ended. */
export function runningSide(draft: AccountDraft, steps: readonly CheckStep[]): Side {
  const isSent = !draft.useForSending || steps.some(({ step }) => step === 'send-trial-letter')
  return isSent ? 'incoming' : 'outgoing'
}

const aboutPassword: ReadonlySet<ErrorCode> = new Set(['AUTH_FAILED', 'AUTH_APP_PASSWORD'])

/** Another password may help. */
export function isAboutPassword(code: ErrorCode): boolean {
  return aboutPassword.has(code)
}

export interface StepReport {
  name: StepName
  /** Undefined where it did not come to this step. */
  step: CheckStep | undefined
  /** Says «не пробовали» for itself and all below. */
  isFirstOpen: boolean
}

/** The steps of one side as they went; one that nobody reports although a later one was tried has gone without saying. */
export function linesOf(side: Side, steps: readonly CheckStep[]): StepReport[] {
  const reported = stepsOf[side]
    .map((name) => ({ name, step: steps.find(({ step }) => step === name) }))
    // Looking a name up is told only where it has failed.
    .filter(({ name, step }) => step !== undefined || !name.startsWith('resolve'))
  const last = reported.findLastIndex(({ step }) => step !== undefined)
  return reported
    .map(({ name, step }, index) => ({ name, step, isFirstOpen: index === last + 1 }))
    .filter(({ step }, index) => step !== undefined || index > last)
}

/** The steps that a failed check carries in its problem; empty where it failed before any step. */
export function stepsIn(failure: Failure): CheckStep[] {
  const steps = failure.problem?.['steps']
  return Array.isArray(steps) ? steps.filter(isStep) : []
}

function isStep(step: unknown): step is CheckStep {
  return typeof step === 'object' && step !== null && 'step' in step && 'ok' in step && typeof step.ok === 'boolean'
}

export interface CheckFailure {
  step: CheckStep | null
  code: ErrorCode | null
  side: Side | null
}

/** The step that decided, with its code. */
export function decidingFailure(failure: Failure): CheckFailure {
  const step = stepsIn(failure).find(({ ok, code }) => !ok && code === failure.code) ?? null
  return {
    step,
    code: knownCode(failure.code),
    side: step ? sideOf(step.step) : null,
  }
}
