import { splitIntoBatches } from '@besedka/mail/sync-batches'
import { finishPass, type ServerState, startCursor, topUid } from '@besedka/mail/sync-cursor'
import { planSync, type SyncPlan, type UidRange } from '@besedka/mail/sync-plan'
import type { IngestService } from '../emails/ingest.service.ts'
import { beginReading, dropFormerPlaces } from '../emails/placements.service.ts'
import { type LoadedFolder, lockFolder, markSeen, readFolder, saveCursor } from '../folders/folders.service.ts'
import { type Database, transaction } from '../platform/database.ts'
import type { ByteGate } from './byte-gate.ts'
import { compareFlags, compareUids } from './compare-folder.ts'
import { listNewest, searchUids } from './fetch-letters.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { type LoadContext, type LoadEnd, loadBatches, loadRange } from './load-letters.ts'
import { openFolder } from './open-folder.ts'

export interface SyncDeps {
  readonly db: Database
  readonly ingest: IngestService
  readonly gate: ByteGate
}

export interface FolderPass {
  readonly conversation: ImapConversation
  readonly folderId: string
  /** Another connection loads what is new in INBOX. */
  readonly isInboxWatched: boolean
  readonly signal: AbortSignal
}

/** `gone`: the folder is no longer loaded or no longer ours. */
export type PassEnd = LoadEnd | { readonly kind: 'gone' }

/** So many letters are here before anything else of a folder is loaded. */
const FIRST_BATCH = 50
/** A folder that keeps changing under the pass is left for the next one. */
const ATTEMPTS = 3

/**
 * Brings one folder to what its server holds: opens it read-only, plans, and carries the plan out. What is committed
 * stays, however it ends; the next pass goes on from there. Throws coded errors of the connection, and ServerRefusal
 * where the server does not let this folder be read.
 */
export async function syncFolder(deps: SyncDeps, pass: FolderPass): Promise<PassEnd> {
  let end: PassEnd = { kind: 'stale' }
  for (let attempt = 0; end.kind === 'stale' && attempt < ATTEMPTS; attempt += 1) end = await passOnce(deps, pass)
  return end
}

async function passOnce(deps: SyncDeps, pass: FolderPass): Promise<PassEnd> {
  const { db } = deps
  const folder = await readFolder(db, pass.folderId)
  if (folder === undefined) return { kind: 'gone' }
  const server = await openFolder(pass.conversation, folder.path)
  const plan = planSync(folder.cursor, server)
  const context: LoadContext = {
    ...deps,
    conversation: pass.conversation,
    signal: pass.signal,
    accountId: folder.accountId,
    folderId: folder.id,
    uidValidity: server.uidValidity,
    urgent: false,
  }
  const begun = await begin(db, context, { folder, server, plan })
  if (!begun) return { kind: 'stale' }
  const isElsewhere = pass.isInboxWatched && folder.role === 'inbox'
  const ranges = plan.ranges.filter(({ purpose }) => purpose !== 'new' || !isElsewhere)
  for (const range of ranges) {
    const end = await carryOut(db, context, range, server)
    if (end.kind !== 'done') return end
  }
  const end = await lookBack(db, context, plan)
  if (end.kind !== 'done') return end
  return finish(db, folder.id, server)
}

/** A folder that is read for the first time, or anew, gets the cursor to begin with. */
async function begin(
  db: Database,
  context: LoadContext,
  { folder, server, plan }: { folder: LoadedFolder; server: ServerState; plan: SyncPlan },
): Promise<boolean> {
  if (folder.cursor !== null && !plan.rematch) return true
  const highest = topUid(server) === null ? ((await searchUids(context.conversation, 1, null)).at(-1) ?? 0) : 0
  return transaction(db, async (trx) => {
    const now = await lockFolder(trx, folder.id)
    if (now === undefined || now.cursor?.uidValidity !== folder.cursor?.uidValidity) return false
    await beginReading(trx, folder.id, startCursor(server, highest))
    return true
  })
}

async function carryOut(db: Database, context: LoadContext, range: UidRange, server: ServerState): Promise<LoadEnd> {
  if (range.purpose === 'compare') {
    const folder = await readFolder(db, context.folderId)
    return folder?.cursor ? compareUids(db, context, folder.cursor) : { kind: 'stale' }
  }
  if (range.purpose === 'new') return loadRange({ ...context, urgent: true }, range)
  const loaded = await loadNewest(db, context, server)
  if (loaded.kind !== 'done') return loaded
  const cursor = (await readFolder(db, context.folderId))?.cursor
  if (!cursor || cursor.uidValidity !== context.uidValidity) return { kind: 'stale' }
  return cursor.low === 1 ? { kind: 'done' } : loadRange(context, { ...range, to: cursor.low - 1 })
}

/** The newest letters of a folder of which nothing is here yet: they do not wait until all the others are listed. */
export async function loadNewest(db: Database, context: LoadContext, server: ServerState): Promise<LoadEnd> {
  const cursor = (await readFolder(db, context.folderId))?.cursor
  if (!cursor || cursor.uidValidity !== context.uidValidity) return { kind: 'stale' }
  if (cursor.high >= cursor.low || cursor.high === 0) return { kind: 'done' }
  const listed = await listNewest(context.conversation, server.exists, FIRST_BATCH)
  const lowest = Math.min(...listed.map(({ uid }) => uid))
  const isAll = listed.length === server.exists
  if (listed.length === 0 || lowest > cursor.high) return { kind: 'done' }
  const range: UidRange = { from: isAll ? 1 : lowest, to: cursor.high, order: 'down', purpose: 'backfill' }
  return loadBatches({ ...context, urgent: true }, splitIntoBatches(range, listed))
}

/** What has happened to the letters that were here before. */
async function lookBack(db: Database, context: LoadContext, plan: SyncPlan): Promise<LoadEnd> {
  const cursor = (await readFolder(db, context.folderId))?.cursor
  if (!cursor || cursor.uidValidity !== context.uidValidity) return { kind: 'stale' }
  if (cursor.backfillDone) await dropFormerPlaces(db, context.folderId, context.uidValidity)
  if (plan.vanished) {
    const end = await compareUids(db, context, cursor)
    if (end.kind !== 'done') return end
  }
  if (plan.flags !== null) await compareFlags(db, context, cursor, plan.flags)
  return context.signal.aborted ? { kind: 'stopped' } : { kind: 'done' }
}

async function finish(db: Database, folderId: string, server: ServerState): Promise<PassEnd> {
  return transaction(db, async (trx): Promise<PassEnd> => {
    const folder = await lockFolder(trx, folderId)
    if (folder?.cursor?.uidValidity !== server.uidValidity) return { kind: 'stale' }
    await saveCursor(trx, folderId, finishPass(folder.cursor, server))
    await markSeen(trx, [{ id: folderId, server: server.exists }])
    return { kind: 'done' }
  })
}
