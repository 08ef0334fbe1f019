import { startCursor } from '@besedka/mail/sync-cursor'
import { planSync } from '@besedka/mail/sync-plan'
import { beginReading } from '../emails/placements.service.ts'
import { type LoadedFolder, lockFolder, markFailed, markSeen, readFolder } from '../folders/folders.service.ts'
import { transaction } from '../platform/database.ts'
import { hearNews } from './hear-news.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { ServerRefusal } from './imap-failure.ts'
import { type LoadContext, type LoadEnd, loadRange } from './load-letters.ts'
import { openFolder } from './open-folder.ts'
import { loadNewest, type SyncDeps } from './sync-folder.ts'

export interface WatchDeps extends SyncDeps {
  /** Whether anybody has a page open that shows the account's letters as they come. */
  isListenedTo?(accountId: string): boolean
}

/** INBOX opened on the connection that watches it, and the loading of what is new there. */
export class InboxWatch {
  private readonly deps: WatchDeps
  private readonly conversation: ImapConversation
  private readonly inbox: LoadedFolder
  private readonly signal: AbortSignal
  private hasChanged = false
  private onChange: () => void = () => {}

  constructor(deps: WatchDeps, conversation: ImapConversation, inbox: LoadedFolder, signal: AbortSignal) {
    this.deps = deps
    this.conversation = conversation
    this.inbox = inbox
    this.signal = signal
    for (const event of CHANGES) {
      conversation.client.on(event, () => {
        this.hasChanged = true
        this.onChange()
      })
    }
  }

  /** Opens INBOX; where nothing of it is here yet, its newest letters are loaded at once. */
  open(): Promise<LoadEnd> {
    return this.unlessRefused(() => this.openAndBegin())
  }

  /** Loads what has come since; older letters are not this connection's work. */
  loadNew(): Promise<LoadEnd> {
    this.hasChanged = false
    return this.unlessRefused(() => this.loadSince())
  }

  private async openAndBegin(): Promise<LoadEnd> {
    const server = await openFolder(this.conversation, this.inbox.path)
    const folder = await readFolder(this.deps.db, this.inbox.id)
    if (folder === undefined || !planSync(folder.cursor, server).ranges.some(({ purpose }) => purpose === 'backfill')) {
      return { kind: 'done' }
    }
    if (folder.cursor === null && server.uidNext !== null) {
      await transaction(this.deps.db, async (trx) => {
        const now = await lockFolder(trx, folder.id)
        if (now !== undefined && now.cursor === null) await beginReading(trx, folder.id, startCursor(server))
      })
    }
    return loadNewest(this.deps.db, this.context(server.uidValidity), server)
  }

  private async loadSince(): Promise<LoadEnd> {
    const cursor = (await readFolder(this.deps.db, this.inbox.id))?.cursor
    const { mailbox } = this.conversation.client
    if (!cursor || !mailbox || mailbox.uidValidity !== cursor.uidValidity) return { kind: 'stale' }
    const range = { from: cursor.high + 1, to: null, order: 'up', purpose: 'new' } as const
    const end = await loadRange(this.context(cursor.uidValidity), range)
    if (end.kind === 'done') await markSeen(this.deps.db, [{ id: this.inbox.id, server: mailbox.exists }])
    return end
  }

  /** What INBOX refuses is noted, and tried again at the next occasion: other folders do not wait for it. */
  private async unlessRefused(work: () => Promise<LoadEnd>): Promise<LoadEnd> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error
      await markFailed(this.deps.db, this.inbox.id, 'SERVER_REFUSED')
      return { kind: 'refused' }
    }
  }

  /**
   * Waits until the server tells of a change in INBOX, the time is over, or somebody calls the function that `onWaiting`
   * is given. The next command ends an idling.
   */
  waitForChange(ms: number, onWaiting: (wake: () => void) => void): Promise<'change' | 'time'> {
    return new Promise((resolve) => {
      let isOver = false
      let stopHearing = () => {}
      const finish = (reason: 'change' | 'time') => {
        isOver = true
        clearTimeout(timer)
        stopHearing()
        this.onChange = () => {}
        resolve(reason)
      }
      const timer = setTimeout(() => finish('time'), ms)
      this.onChange = () => finish('change')
      onWaiting(this.onChange)
      if (this.hasChanged) return finish('change')
      if (isOver) return
      const isListenedTo = () => this.deps.isListenedTo?.(this.inbox.accountId) ?? false
      stopHearing = hearNews(this.conversation.client, isListenedTo)
    })
  }

  private context(uidValidity: bigint): LoadContext {
    const { conversation, signal, inbox } = this
    const { ingest, gate } = this.deps
    return {
      conversation,
      signal,
      ingest,
      gate,
      uidValidity,
      accountId: inbox.accountId,
      folderId: inbox.id,
      urgent: true,
    }
  }
}

const CHANGES = ['exists', 'expunge', 'flags', 'highestModseq', 'close'] as const
