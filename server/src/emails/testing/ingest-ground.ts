import type { FolderRole } from '@besedka/mail/folder-role'
import { startCursor } from '@besedka/mail/sync-cursor'
import { saveCursor } from '../../folders/folders.service.ts'
import type { Database } from '../../platform/database.ts'
import { transaction } from '../../platform/database.ts'
import type { BatchCover, LetterBatch } from '../ingest/letter-batch.ts'

export interface GroundAccount {
  id: string
  /** Ids by path. */
  folders: Record<string, string>
}

/** An account with folders that are about to be read, as receiving leaves them before the first batch. */
export async function createGroundAccount(
  db: Database,
  address: string,
  folders: Readonly<Record<string, FolderRole>> = { INBOX: 'inbox', Sent: 'sent' },
  more: { aliases?: string[]; loadSelfAddressed?: boolean; ownerId?: string } = {},
): Promise<GroundAccount> {
  const { id } = await db
    .insertInto('accounts')
    .values({
      name: address,
      address,
      useForSending: false,
      useForReceiving: true,
      aliases: more.aliases ?? [],
      loadSelfAddressed: more.loadSelfAddressed ?? false,
      scope: more.ownerId === undefined ? 'shared' : 'personal',
      ownerId: more.ownerId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const ids: Record<string, string> = {}
  for (const [path, role] of Object.entries(folders)) {
    const row = await db
      .insertInto('folders')
      .values({ accountId: id, path, name: path, role, loaded: true, reason: 'subscribed' })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids[path] = row.id
  }
  return { id, folders: ids }
}

/** Puts a folder's cursor before the first batch of a folder whose next letter gets `uidNext`. */
export async function beginFolder(db: Database, folderId: string, uidNext: number, uidValidity = 1n): Promise<void> {
  const state = { uidValidity, uidNext, exists: uidNext - 1, highestModseq: null }
  await transaction(db, (trx) => saveCursor(trx, folderId, startCursor(state)))
}

export interface BatchLetter {
  uid: number
  source: string | Buffer
  flags?: string[]
  receivedAt?: Date
}

/** A batch as receiving makes it; without a cover it covers from 1 to its highest UID, downwards. */
export function makeBatch(
  account: GroundAccount,
  path: string,
  letters: readonly BatchLetter[],
  cover?: BatchCover | null,
): LetterBatch {
  const ordered = [...letters].sort((a, b) => (cover?.order === 'up' ? a.uid - b.uid : b.uid - a.uid))
  const bytes = ordered.map(({ source }) => (typeof source === 'string' ? Buffer.from(source) : source))
  const source = new SharedArrayBuffer(bytes.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  const fetched = ordered.map(({ uid, flags = [], receivedAt }, index) => {
    const piece = bytes[index] ?? Buffer.alloc(0)
    Buffer.from(source).set(piece, offset)
    const start = offset
    offset += piece.length
    return { uid, flags, receivedAt: (receivedAt ?? new Date()).getTime(), start, end: offset }
  })
  const whole: BatchCover = { order: 'down', from: 1, to: ordered[0]?.uid ?? 1 }
  return {
    accountId: account.id,
    folderId: account.folders[path] ?? '',
    uidValidity: 1n,
    cover: cover === undefined ? whole : cover,
    letters: fetched,
    source,
    urgent: false,
  }
}

/** A small letter; header lines as given, CRLF. */
export function letter(headers: Readonly<Record<string, string>>, body = 'Hello'): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [...lines, '', body, ''].join('\r\n')
}

export async function switchMailClient(db: Database, on: boolean): Promise<void> {
  await db.updateTable('settings').set({ mailClient: on }).execute()
}
