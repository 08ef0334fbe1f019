import { startCursor } from '@besedka/mail/sync-cursor'
import { accountAudience } from '../accounts/account-audience.ts'
import { beginReading, emptyGoneFolder, noteLeftServer } from '../emails/placements.service.ts'
import {
  type LoadedFolder,
  listGone,
  listLoaded,
  lockFolder,
  markSeen,
  saveCursor,
  saveListing,
} from '../folders/folders.service.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'
import {
  addLetters,
  countReceived,
  forgetPop3Letters,
  type KnownPop3,
  listKnown,
  noteReceived,
  noteStillThere,
  POP3_VALIDITY,
} from './pop3-letters.store.ts'
import type { Pop3Letter } from './pop3-listing.ts'

/** A letter of the server with what is known of it here. */
export interface MatchedLetter extends Pop3Letter, KnownPop3 {
  /** Its size is not what it was: the id may name another letter now. */
  readonly isDoubtful: boolean
}

/** POP3 knows one mailbox; here it is the folder INBOX. */
const INBOX = {
  path: 'INBOX',
  name: 'INBOX',
  delimiter: null,
  role: 'inbox',
  subscribed: true,
  loaded: true,
  reason: 'inbox',
} as const

/** The folder that a POP3 account has, made where it is missing; folders from a time over IMAP are gone, their letters stay. */
export async function openInbox(db: Database, accountId: string): Promise<LoadedFolder | undefined> {
  await transaction(db, async (trx) => {
    if (await saveListing(trx, accountId, [INBOX])) await announceFolders(trx, accountId)
  })
  for (const id of await listGone(db, accountId, new Date())) await emptyGoneFolder(db, id)
  const [inbox] = await listLoaded(db, accountId)
  return inbox
}

/**
 * Brings what is known to the server's list: new letters get their numbers, letters that have left are forgotten here as
 * letters of the server (as interactions they stay). Before the first reading the cursor is put on top, so that the newest
 * letters come first. Undefined where the folder is gone.
 */
export function matchList(
  db: Database,
  folderId: string,
  listed: readonly Pop3Letter[],
): Promise<MatchedLetter[] | undefined> {
  return transaction(db, async (trx) => {
    const folder = await lockFolder(trx, folderId)
    if (folder === undefined) return undefined
    const isOurs = folder.cursor?.uidValidity === POP3_VALIDITY
    const before = await listKnown(trx, folderId)
    const there = new Set(listed.map(({ uniqueId }) => uniqueId))
    const left = [...before.values()].filter(({ uniqueId }) => !isOurs || !there.has(uniqueId)).map(({ uid }) => uid)
    if (left.length > 0) {
      await forgetPop3Letters(trx, folderId, left)
      if (isOurs) await noteLeftServer(trx, folderId, POP3_VALIDITY, left)
    }
    await noteStillThere(trx, folderId)
    const fresh = listed.filter(({ uniqueId }) => !isOurs || !before.has(uniqueId))
    const above = Math.max(isOurs ? (folder.cursor?.high ?? 0) : 0, ...[...before.values()].map(({ uid }) => uid))
    await addLetters(trx, folderId, fresh, above)
    if (!isOurs) {
      const state = { uidValidity: POP3_VALIDITY, uidNext: above + fresh.length + 1, exists: 0, highestModseq: null }
      await beginReading(trx, folderId, startCursor(state))
    }
    if (fresh.length + left.length > 0) await settleCount(trx, folderId)
    const known = await listKnown(trx, folderId)
    return listed.flatMap((letter) => {
      const match = known.get(letter.uniqueId)
      return match === undefined
        ? []
        : [{ ...letter, ...match, size: letter.size, isDoubtful: match.size !== letter.size }]
    })
  })
}

/** Notes a look that went well: how many letters the server has, and how many of them are here. */
export function settleLook(db: Database, folderId: string, server: number): Promise<void> {
  return transaction(db, async (trx) => {
    await settleCount(trx, folderId)
    await markSeen(trx, [{ id: folderId, server }])
  })
}

/** Letters inside the cursor's interval are here; a crash may have come between their commit and this note. */
async function settleCount(trx: Transaction, folderId: string): Promise<void> {
  const folder = await lockFolder(trx, folderId)
  if (folder?.cursor?.uidValidity !== POP3_VALIDITY) return
  const { cursor } = folder
  await noteReceived(trx, folderId, cursor)
  const count = await countReceived(trx, folderId)
  if (count === cursor.count) return
  await saveCursor(trx, folderId, { ...cursor, count })
  await announceFolders(trx, folder.accountId)
}

async function announceFolders(trx: Transaction, accountId: string): Promise<void> {
  await publish(trx, { topic: 'folders.changed', audience: [accountAudience(accountId)], data: { accountId } })
}
