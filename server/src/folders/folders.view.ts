import type { syncStatus } from '@besedka/contract/accounts'
import type { folderState } from '@besedka/contract/folders'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { type VisibleAccount, visibleAccount } from '../accounts/accounts.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import type { FoldersTable } from '../platform/schema.gen.ts'
import type { Actor } from '../users/actor.ts'

export type FolderState = z.infer<typeof folderState>
export type SyncStatus = z.infer<typeof syncStatus>

/**
 * Folders of an account with their counters, for whoever may see the account. Who may not read it gets numbers: of the
 * names those of the folders that every mailbox has.
 */
export async function listFolders(db: Database, actor: Actor, accountId: string): Promise<FolderState[]> {
  const proof = await visibleAccount(db, actor, accountId)
  return foldersOf(db, proof)
}

/** How receiving fares, folder by folder. Numbers are read, not counted. */
export async function readSyncStatus(db: Database, actor: Actor, accountId: string): Promise<SyncStatus> {
  const proof = await visibleAccount(db, actor, accountId)
  const row = await db.selectFrom('accountReceiving').selectAll().where('accountId', '=', proof.id).executeTakeFirst()
  if (row === undefined) throw new AppError('NOT_FOUND')
  return {
    state: row.state,
    errorCode: row.errorCode,
    // The server's words may name a folder.
    errorDetail: proof.reads ? row.errorDetail : null,
    since: row.since.toISOString(),
    nextTry: row.nextTry?.toISOString() ?? null,
    unreviewed: await unreviewedOf(db, proof),
    folders: await foldersOf(db, proof),
  }
}

/** The server's letters against ours, and each that is no interaction with its reason; no subject and no sender. */
export async function readLedger(db: Database, actor: Actor, accountId: string) {
  const proof = await visibleAccount(db, actor, accountId)
  const folders = (await foldersOf(db, proof)).filter((folder) => folder.loaded)
  const ids = folders.map((folder) => folder.id)
  if (ids.length === 0) return { folders: [] }
  const [skipped, quarantined] = await Promise.all([
    db
      .selectFrom('skippedLetters')
      .select(['id', 'folderId', 'uid', 'reason'])
      .where('folderId', 'in', ids)
      .where('loadedAt', 'is', null)
      .where('goneAt', 'is', null)
      .orderBy('uid')
      .execute(),
    db
      .selectFrom('quarantine')
      .select(['id', 'folderId', 'uid', 'reason'])
      .where('folderId', 'in', ids)
      .where('goneAt', 'is', null)
      .orderBy('uid')
      .execute(),
  ])
  const inFolder = (rows: typeof skipped, folderId: string) =>
    rows.filter((row) => row.folderId === folderId).map(({ id, uid, reason }) => ({ id, uid: Number(uid), reason }))
  return {
    folders: folders.map(({ id, path, server, local }) => ({
      path,
      server,
      local,
      missing: server === null ? null : Math.max(0, server - local),
      skipped: inFolder(skipped, id),
      quarantined: inFolder(quarantined, id),
    })),
  }
}

async function unreviewedOf(db: Database, account: VisibleAccount): Promise<number> {
  const row = await db
    .selectFrom('accountUnreviewed')
    .select(({ fn }) => fn.sum<string | null>('count').as('count'))
    .where('accountId', '=', account.id)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function foldersOf(db: Database, account: VisibleAccount): Promise<FolderState[]> {
  const rows = await db
    .selectFrom('folders')
    .selectAll()
    .where('accountId', '=', account.id)
    .where('goneAt', 'is', null)
    .orderBy('path')
    .execute()
  return rows.map((row) => showFolder(row, account.reads || row.role !== 'normal'))
}

function showFolder(row: Selectable<FoldersTable>, isNamed: boolean): FolderState {
  return {
    id: row.id,
    path: isNamed ? row.path : '',
    name: isNamed ? row.name : '',
    delimiter: row.delimiter,
    role: row.role as FolderState['role'],
    loaded: row.loaded,
    reason: row.reason,
    server: row.serverCount,
    local: row.localCount,
    total: row.totalCount,
    unreviewed: row.unreviewedCount,
    lastSuccess: row.loaded ? (row.lastSuccess?.toISOString() ?? null) : null,
    error: row.errorCode,
  }
}
