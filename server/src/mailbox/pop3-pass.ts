import type { Maildrop } from '@besedka/mail/maildrop'
import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import { dropFormerPlaces } from '../emails/placements.service.ts'
import { readFolder } from '../folders/folders.service.ts'
import { AppError } from '../platform/app-error.ts'
import type { LoadEnd } from './load-letters.ts'
import { daysToDeletion, markDue, settleDoubts } from './pop3-deletion.ts'
import { noteFindings, POP3_VALIDITY } from './pop3-letters.store.ts'
import type { Pop3Lister } from './pop3-listing.ts'
import { loadPop3, type Pop3Load } from './pop3-load.ts'
import { type MatchedLetter, matchList, openInbox, settleLook } from './pop3-mailbox.ts'
import type { SyncDeps } from './sync-folder.ts'

export interface Pop3Pass {
  readonly drop: Maildrop
  readonly lister: Pop3Lister
  readonly account: ReceivingAccount
  readonly signal: AbortSignal
}

const GONE: LoadEnd = { kind: 'stale' }

/**
 * Brings one mailbox here over one connection: lists it, commits what is new, and only then deletes on the server what the
 * account's settings let go. What is committed stays, however it ends; letters that failed, were skipped or lie in
 * quarantine stay on the server. Throws coded errors of the connection.
 */
export async function passPop3(deps: SyncDeps, pass: Pop3Pass): Promise<LoadEnd> {
  const { drop, account, signal } = pass
  const { db } = deps
  const folder = await openInbox(db, account.id)
  if (folder === undefined) return GONE
  const letters = await match(deps, folder.id, pass)
  const cursor = (await readFolder(db, folder.id))?.cursor
  if (letters === undefined || !cursor) return GONE
  const hashes = new Map<number, string>()
  const context: Pop3Load = {
    ...deps,
    drop,
    accountId: account.id,
    folderId: folder.id,
    signal,
    letters,
    hashes,
  }
  const end = await loadPop3(context, cursor)
  if (end.kind !== 'done') return end
  if (folder.cursor?.uidValidity !== POP3_VALIDITY) await dropFormerPlaces(db, folder.id, POP3_VALIDITY)
  const days = daysToDeletion(account)
  const marked = days === null ? [] : await markDue(context, days)
  if (signal.aborted) return { kind: 'stopped' }
  const answer = await drop.quit()
  if (marked.length > 0 && !answer.ok) throw new AppError('SERVER_REFUSED', { words: answer.text })
  await noteFindings(db, folder.id, { deleted: marked })
  await settleLook(db, folder.id, letters.length - marked.length)
  return { kind: 'done' }
}

/** The list of the server with what is known of each letter, doubts settled. */
async function match(
  { db }: SyncDeps,
  folderId: string,
  { drop, lister }: Pop3Pass,
): Promise<MatchedLetter[] | undefined> {
  const listed = await lister.list(drop)
  const letters = await matchList(db, folderId, listed)
  if (letters === undefined || !letters.some(({ isDoubtful }) => isDoubtful)) return letters
  const isChanged = await settleDoubts({ db, drop, folderId, letters })
  return isChanged ? matchList(db, folderId, listed) : letters
}
