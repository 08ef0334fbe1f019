import { AppError } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import { parseAccountAddress } from './account-address.ts'
import type { IncomingConnection, OutgoingConnection } from './account-connection.ts'
import { type CheckResult, type CheckStep, openNoted, StepLog } from './check-steps.ts'
import { codedFailure } from './coded-failure.ts'
import { ImapTrial } from './imap-trial.ts'
import { openSmtp, submit } from './open-smtp.ts'
import { Pop3Trial } from './pop3-trial.ts'
import { writeTrialLetter } from './trial-letter.ts'

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

/** The receiving side of a check. Failures are noted as steps; nothing is thrown. */
export interface ReceivingTrial {
  /** Logs in and lists what is there. */
  logIn(): Promise<void>
  /** Waits for the trial letter and removes it. */
  seeLetter(mark: string): Promise<void>
  close(): void
}

/**
 * Tries an account on its servers (S27, S29): logs in to send and hands over the standard letter from the account to
 * itself, logs in to receive and looks for that letter, which is then removed again; receiving comes first where the
 * server for sending asks for that (S15). One login attempt a server, two over POP3, where a mailbox is as it was at the
 * log-in. A trial letter that has not arrived in time is said and fails nothing: delivery may take its while.
 */
export function createAccountCheck(dialler: Dialler, language: () => Promise<'ru' | 'en'>): CheckAccount {
  return async (address, { incoming, outgoing }, onStep = () => {}) => {
    const steps = new StepLog(onStep)
    const trial = incoming === null ? null : trialOf(dialler, steps, incoming)
    const isFirst = outgoing?.receiveFirst === true
    if (isFirst) await trial?.logIn()
    const letter =
      outgoing === null || steps.failed !== null
        ? null
        : await sendTrialLetter(dialler, steps, { address, outgoing, language: await language() })
    if (!isFirst && steps.failed === null) await trial?.logIn()
    if (letter !== null && steps.failed === null) await trial?.seeLetter(letter.mark)
    trial?.close()
    return steps.result()
  }
}

function trialOf(dialler: Dialler, steps: StepLog, incoming: IncomingConnection): ReceivingTrial {
  return incoming.protocol === 'pop3'
    ? new Pop3Trial(dialler, steps, incoming)
    : new ImapTrial(dialler, steps, incoming)
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
