import { setTimeout as pause } from 'node:timers/promises'
import { markFailed } from '../folders/folders.service.ts'
import type { AppError, Outcome } from '../platform/app-error.ts'
import type { FolderQueue } from './folder-queue.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { ServerRefusal } from './imap-failure.ts'
import { type SyncDeps, syncFolder } from './sync-folder.ts'

export interface FetchContext {
  readonly deps: SyncDeps
  readonly queue: FolderQueue
  readonly signal: AbortSignal
  /** The mail client was switched off: nothing is to be stored. */
  readonly onSwitchedOff: () => void
}

/** A second connection is kept so long without work, then closed; the next folder opens it again. */
const REST_MS = 60_000

/**
 * Works off the queue over a connection of its own, opened when there is work. Returns the failure when that connection
 * cannot be made; throws the coded error of one that breaks. Ends when the signal is aborted.
 */
export async function fetchFolders(
  context: FetchContext,
  open: () => Promise<Outcome<ImapConversation>>,
): Promise<AppError | null> {
  const { queue, signal } = context
  let conversation: ImapConversation | undefined
  try {
    while (!signal.aborted) {
      const isFilled = await waitFor(queue.filled(signal), conversation === undefined ? null : REST_MS)
      if (!isFilled) {
        conversation?.close()
        conversation = undefined
        continue
      }
      if (signal.aborted) break
      if (conversation === undefined) {
        const opened = await open()
        if (!opened.ok) return opened.error
        conversation = opened.value
      }
      await passNext(context, conversation, true)
    }
    return null
  } finally {
    conversation?.close()
  }
}

/** One pass over the next folder that waits. Returns false where none does. */
export async function passNext(
  { deps, queue, signal, onSwitchedOff }: FetchContext,
  conversation: ImapConversation,
  isInboxWatched: boolean,
): Promise<boolean> {
  const folderId = queue.take()
  if (folderId === undefined) return false
  try {
    const end = await syncFolder(deps, { conversation, folderId, isInboxWatched, signal })
    if (end.kind === 'off') onSwitchedOff()
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error
    await markFailed(deps.db, folderId, 'SERVER_REFUSED')
  } finally {
    queue.done(folderId)
  }
  return true
}

/** Whether it came within the time; null waits for ever. */
async function waitFor(event: Promise<void>, ms: number | null): Promise<boolean> {
  if (ms === null) return event.then(() => true)
  const abort = new AbortController()
  const late = pause(ms, false, { signal: abort.signal }).catch(() => false)
  const result = await Promise.race([event.then(() => true), late])
  abort.abort()
  return result
}
