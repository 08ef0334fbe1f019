import { splitIntoBatches } from '@besedka/mail/sync-batches'
import type { SyncCursor } from '@besedka/mail/sync-cursor'
import type { FlagsWork } from '@besedka/mail/sync-plan'
import { dropPlaces, listHeldUids, saveFlags, settleHeld } from '../emails/placements.service.ts'
import type { Database } from '../platform/database.ts'
import { listSizes, packUids, searchUids } from './fetch-letters.ts'
import { type LoadContext, type LoadEnd, loadMissing } from './load-letters.ts'

const FLAGS_AT_ONCE = 1000
/** On a server without mod-sequences (RFC 7162) only the newest letters are compared in every pass. */
const FLAGS_IF_UNCERTAIN = 500

/**
 * Holds the UIDs of the open folder against those held here: places of letters that are gone are dropped, letters that
 * are missing in the interval that was read are loaded.
 */
export async function compareUids(db: Database, context: LoadContext, cursor: SyncCursor): Promise<LoadEnd> {
  if (cursor.high < cursor.low) return { kind: 'done' }
  const { folderId, uidValidity, conversation } = context
  const onServer = await searchUids(conversation, cursor.low, cursor.high)
  if (!(await settleHeld(db, folderId, uidValidity, onServer))) return { kind: 'stale' }
  const held = await listHeldUids(db, folderId, uidValidity)
  const there = new Set(onServer)
  const gone = held.filter((uid) => uid >= cursor.low && uid <= cursor.high && !there.has(uid))
  if (gone.length > 0 && !(await dropPlaces(db, folderId, uidValidity, gone))) return { kind: 'stale' }
  const here = new Set(held)
  const missing = onServer.filter((uid) => !here.has(uid))
  if (missing.length === 0) return { kind: 'done' }
  const listed = await listSizes(conversation, missing)
  const range = { from: cursor.low, to: cursor.high, order: 'down', purpose: 'compare' } as const
  return loadMissing(context, splitIntoBatches(range, listed))
}

/** Brings the stored flags to what the server tells. */
export async function compareFlags(
  db: Database,
  context: LoadContext,
  cursor: SyncCursor,
  work: FlagsWork,
): Promise<void> {
  const { folderId, uidValidity, conversation, signal } = context
  if (cursor.high < cursor.low) return
  if (work.since !== null) {
    const changed = await fetchFlags(context, `${cursor.low}:${cursor.high}`, work.since)
    await saveFlags(db, folderId, uidValidity, changed)
    return
  }
  const uids = (await searchUids(conversation, cursor.low, cursor.high)).reverse()
  const looked = work.certain ? uids : uids.slice(0, FLAGS_IF_UNCERTAIN)
  for (let start = 0; start < looked.length && !signal.aborted; start += FLAGS_AT_ONCE) {
    const letters = await fetchFlags(context, packUids(looked.slice(start, start + FLAGS_AT_ONCE)), null)
    await saveFlags(db, folderId, uidValidity, letters)
  }
}

function fetchFlags(
  context: LoadContext,
  range: string,
  since: bigint | null,
): Promise<{ uid: number; flags: string[] }[]> {
  return context.conversation.run(async (client) => {
    const letters: { uid: number; flags: string[] }[] = []
    const options = since === null ? { uid: true } : { uid: true, changedSince: since }
    for await (const { uid, flags } of client.fetch(range, { uid: true, flags: true }, options)) {
      letters.push({ uid, flags: [...(flags ?? [])] })
    }
    return letters
  })
}
