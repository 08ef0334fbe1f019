import type { ServerState } from '@besedka/mail/sync-cursor'
import { planSync } from '@besedka/mail/sync-plan'
import { accountAudience } from '../accounts/account-audience.ts'
import { emptyGoneFolder } from '../emails/placements.service.ts'
import { type LoadedFolder, listGone, listLoaded, markSeen, saveListing } from '../folders/folders.service.ts'
import { type Database, transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'
import type { FolderQueue } from './folder-queue.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { askState, listFolders } from './list-folders.ts'

export interface LookContext {
  readonly db: Database
  readonly conversation: ImapConversation
  readonly accountId: string
  readonly queue: FolderQueue
}

/** Commands of one look at a server that must be asked folder by folder. */
const MOST_STATUS = 20
/** A folder that has been missing for that long is believed to be gone. */
const GONE_MS = 60_000
/** Where the server does not tell changes of flags, they are compared so often. */
const FLAGS_MS = 5 * 60_000

/**
 * Looks which folders a server has and which of them have changed, and queues those that need a pass. One command where
 * the server has LIST-STATUS; otherwise up to twenty, and the other folders have their turn in the next looks.
 */
export class ServerLook {
  private readonly context: LookContext
  private readonly flagsComparedAt = new Map<string, number>()
  private turn = 0

  constructor(context: LookContext) {
    this.context = context
  }

  /** `all`: ask for every folder, as a person wishes. Returns the folders that are loaded, INBOX first. */
  async look(all: boolean): Promise<LoadedFolder[]> {
    const { db, conversation, accountId } = this.context
    const { folders, states } = await listFolders(conversation)
    await transaction(db, async (trx) => {
      if (!(await saveListing(trx, accountId, folders))) return
      const audience = [accountAudience(accountId)]
      await publish(trx, { topic: 'folders.changed', audience, data: { accountId } })
    })
    const since = new Date(Date.now() - GONE_MS)
    for (const id of await listGone(db, accountId, since)) await emptyGoneFolder(db, id)
    const loaded = await listLoaded(db, accountId)
    const asked = states.size > 0 ? loaded : this.nextTurn(loaded, all)
    const unchanged: { id: string; server: number }[] = []
    for (const folder of asked) {
      const state = states.get(folder.path) ?? (await askState(conversation, folder.path))
      if (state !== null && !this.judge(folder, state)) unchanged.push({ id: folder.id, server: state.exists })
    }
    if (unchanged.length > 0) await transaction(db, (trx) => markSeen(trx, unchanged))
    return loaded
  }

  /** Whether the folder was queued. */
  private judge(folder: LoadedFolder, state: ServerState): boolean {
    const plan = planSync(folder.cursor, state)
    const isInbox = folder.role === 'inbox'
    // What is new in INBOX is loaded by the connection that watches it.
    const ranges = isInbox ? plan.ranges.filter(({ purpose }) => purpose !== 'new') : plan.ranges
    const flagsDue = plan.flags !== null && (plan.flags.certain || this.areFlagsDue(folder.id))
    if (ranges.length === 0 && !plan.vanished && !plan.rematch && !flagsDue && folder.cursor !== null) return false
    if (flagsDue) this.flagsComparedAt.set(folder.id, Date.now())
    this.context.queue.add(folder.id, isInbox)
    return true
  }

  private areFlagsDue(folderId: string): boolean {
    return Date.now() - (this.flagsComparedAt.get(folderId) ?? 0) >= FLAGS_MS
  }

  private nextTurn(loaded: readonly LoadedFolder[], all: boolean): readonly LoadedFolder[] {
    if (all || loaded.length <= MOST_STATUS) return loaded
    const start = this.turn % loaded.length
    this.turn = start + MOST_STATUS
    return [...loaded.slice(start), ...loaded.slice(0, start)].slice(0, MOST_STATUS)
  }
}
