import { setTimeout as pause } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { trialHeader } from './trial-letter.ts'

/** A letter that takes longer is said not to have been seen. */
export const PATIENCE_MS = 6_000
const LOOK_EVERY_MS = 250

/**
 * Waits for the trial letter in INBOX and removes it: the only letter that the program may remove unasked, known by the
 * mark in its own header. Where the server cannot remove one UID alone (UIDPLUS, RFC 4315) it stays, marked \Deleted.
 * Returns whether it was seen in time.
 */
export async function removeTrialLetter(client: ImapFlow, mark: string): Promise<boolean> {
  const end = Date.now() + PATIENCE_MS
  const lock = await client.getMailboxLock('INBOX')
  try {
    while (Date.now() < end) {
      await client.noop()
      const found = await client.search({ header: { [trialHeader]: mark } }, { uid: true })
      const uid = found === false ? undefined : found?.[0]
      if (uid !== undefined) {
        if (client.capabilities.has('UIDPLUS')) await client.messageDelete([uid], { uid: true })
        else await client.messageFlagsAdd([uid], ['\\Deleted'], { uid: true })
        return true
      }
      await pause(LOOK_EVERY_MS)
    }
    return false
  } finally {
    lock.release()
  }
}
