import type { ImapFlow } from 'imapflow'
import { AppError } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { IncomingConnection } from './account-connection.ts'
import { openNoted, type StepLog } from './check-steps.ts'
import { codedFailure } from './coded-failure.ts'
import { inTime } from './in-time.ts'
import { openImap } from './open-imap.ts'
import { PATIENCE_MS, removeTrialLetter } from './remove-trial-letter.ts'

/** The receiving side of a check over IMAP, on one connection. */
export class ImapTrial {
  private readonly dialler: Dialler
  private readonly steps: StepLog
  private readonly incoming: IncomingConnection
  private client: ImapFlow | null = null

  constructor(dialler: Dialler, steps: StepLog, incoming: IncomingConnection) {
    this.dialler = dialler
    this.steps = steps
    this.incoming = incoming
  }

  async logIn(): Promise<void> {
    const { dialler, steps, incoming } = this
    const client = await openNoted(steps, 'incoming', incoming, (onStep) => openImap(dialler, incoming, onStep))
    if (client === null) return
    this.client = client
    try {
      const folders = await inTime(client, incoming.timeoutMs, () => client.list())
      steps.pass('list-folders', String(folders.length))
    } catch (error) {
      steps.fail('list-folders', codedFailure(error, incoming.host))
    }
  }

  async seeLetter(mark: string): Promise<void> {
    const { steps, client, incoming } = this
    if (client === null) return
    try {
      const seen = await inTime(client, PATIENCE_MS + incoming.timeoutMs, () => removeTrialLetter(client, mark))
      if (seen) steps.pass('see-trial-letter')
      else steps.fail('see-trial-letter', new AppError('CONNECTION_TIMEOUT'), false)
    } catch (error) {
      steps.fail('see-trial-letter', codedFailure(error, ''), false)
    }
  }

  close(): void {
    this.client?.close()
  }
}
