import { setTimeout as pause } from 'node:timers/promises'
import type { Maildrop } from '@besedka/mail/maildrop'
import { AppError } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { IncomingConnection } from './account-connection.ts'
import { openNoted, type StepLog } from './check-steps.ts'
import { codedFailure } from './coded-failure.ts'
import { openPop3 } from './open-pop3.ts'
import { trialHeader } from './trial-letter.ts'

/** Delivery has so long before the second log-in, the last one that a check allows itself. */
const WAIT_MS = 3_000
/** A server that makes a client wait longer between two log-ins is not asked a second time. */
const LONGEST_WAIT_MS = 15_000
/** The trial letter is among the newest. */
const LOOKED_AT = 30
const LARGEST_LOOK = 64 * 1024

/** The receiving side of a check over POP3. A mailbox is as it was at the log-in, so there are two of them at most. */
export class Pop3Trial {
  private readonly dialler: Dialler
  private readonly steps: StepLog
  private readonly incoming: IncomingConnection
  private drop: Maildrop | null = null
  private loginDelayMs = 0

  constructor(dialler: Dialler, steps: StepLog, incoming: IncomingConnection) {
    this.dialler = dialler
    this.steps = steps
    this.incoming = incoming
  }

  /** POP3 has one folder. Its letters are listed, so that a mailbox that cannot be read is not taken for a good one. */
  async logIn(): Promise<void> {
    const { dialler, steps, incoming } = this
    const drop = await openNoted(steps, 'incoming', incoming, (onStep) => openPop3(dialler, incoming, onStep))
    if (drop === null) return
    this.drop = drop
    this.loginDelayMs = drop.capabilities.loginDelaySeconds * 1000
    try {
      await drop.sizes()
      steps.pass('list-folders', '1')
    } catch (error) {
      steps.fail('list-folders', codedFailure(error, incoming.host))
    }
  }

  async seeLetter(mark: string): Promise<void> {
    const { dialler, steps, incoming } = this
    try {
      if (await this.removeLetter(mark)) return steps.pass('see-trial-letter')
      const wait = Math.max(WAIT_MS, this.loginDelayMs)
      if (wait > LONGEST_WAIT_MS) throw new AppError('CONNECTION_TIMEOUT')
      await pause(wait)
      const opened = await openPop3(dialler, incoming)
      if (!opened.ok) throw opened.error
      this.drop = opened.value
      if (await this.removeLetter(mark)) steps.pass('see-trial-letter')
      else throw new AppError('CONNECTION_TIMEOUT')
    } catch (error) {
      steps.fail('see-trial-letter', codedFailure(error, incoming.host), false)
    }
  }

  close(): void {
    this.drop?.close()
  }

  /**
   * Removes the letter with the mark and no other. Returns whether it was there. The mailbox is let go of in either case:
   * while it is held, some servers deliver nothing to it.
   */
  private async removeLetter(mark: string): Promise<boolean> {
    const { drop } = this
    if (drop === null) return false
    const sizes = await drop.sizes()
    const newest = [...sizes].sort(([a], [b]) => b - a).slice(0, LOOKED_AT)
    let isSeen = false
    for (const [number, size] of newest) {
      if (size > LARGEST_LOOK || !(await readHead(drop, number)).includes(`${trialHeader}: ${mark}`)) continue
      isSeen = (await drop.remove(number)).ok
      break
    }
    const isGone = (await drop.quit()).ok
    this.drop = null
    return isSeen && isGone
  }
}

/** The headers of a letter; of a small one the whole where the server has no TOP. */
async function readHead(drop: Maildrop, number: number): Promise<string> {
  let head = ''
  const onBytes = (bytes: Buffer) => {
    if (head.length < LARGEST_LOOK) head += bytes.toString('latin1')
  }
  const top = await drop.top(number, 0, onBytes)
  if (!top.ok) await drop.retrieve(number, onBytes)
  return head.split('\r\n\r\n', 1)[0] ?? ''
}
