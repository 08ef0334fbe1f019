import type { ImapFlow } from 'imapflow'
import { AppError } from '../platform/app-error.ts'
import { readFailure } from './imap-failure.ts'

/** An open connection whose server may be slow but never silent. */
export interface ImapConversation {
  readonly client: ImapFlow
  /**
   * Runs commands. Rejects with a coded AppError when the connection is lost or nothing has moved on it for the
   * account's time-out; the connection is closed then. Rejects with ServerRefusal for a tagged NO or BAD.
   */
  run<Result>(commands: (client: ImapFlow) => Promise<Result>): Promise<Result>
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>
  close(): void
}

const CHECKS_PER_TIMEOUT = 6

/** Watches over a connection that has just been made. */
export function startConversation(client: ImapFlow, timeoutMs: number): ImapConversation {
  const waiting = new Set<(error: Error) => void>()
  const closed = new Promise<void>((resolve) => client.once('close', resolve))
  void closed.then(() => {
    for (const reject of waiting) reject(new AppError('CONNECTION_LOST'))
  })
  const close = () => client.close()

  async function run<Result>(commands: (client: ImapFlow) => Promise<Result>): Promise<Result> {
    let isSilent = false
    const stopWatching = watchTraffic(client, timeoutMs, () => {
      isSilent = true
      close()
    })
    let giveUp: (error: Error) => void = () => {}
    const ended = new Promise<never>((_, reject) => {
      giveUp = reject
    })
    waiting.add(giveUp)
    try {
      return await Promise.race([commands(client), ended])
    } catch (error) {
      if (isSilent) throw new AppError('CONNECTION_TIMEOUT', {}, { cause: error })
      const failure = readFailure(error)
      if (failure instanceof AppError) close()
      throw failure
    } finally {
      waiting.delete(giveUp)
      stopWatching()
    }
  }
  return { client, run, closed, close }
}

/** Calls back once when nothing has been received for that long. Returns how to end the watch. */
function watchTraffic(client: ImapFlow, timeoutMs: number, onSilence: () => void): () => void {
  let received = client.stats().received
  let quiet = 0
  const timer = setInterval(() => {
    const now = client.stats().received
    quiet = now === received ? quiet + 1 : 0
    received = now
    if (quiet >= CHECKS_PER_TIMEOUT) onSilence()
  }, timeoutMs / CHECKS_PER_TIMEOUT)
  return () => clearInterval(timer)
}
