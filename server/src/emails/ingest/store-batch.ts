import { advanceCursor, CursorGapError, recountCursor, type SyncCursor } from '@besedka/mail/sync-cursor'
import type pg from 'pg'
import { type LoadedFolder, lockFolder, saveCursor } from '../../folders/folders.service.ts'
import type { Transaction } from '../../platform/database.ts'
import { announceBatch } from './announce-batch.ts'
import type { BatchGround } from './batch-ground.ts'
import { decideLetters, type LetterPlan } from './decide-letters.ts'
import { findHeldUids, findKnown, holdOwner } from './known-letters.ts'
import type { FetchedLetter, IngestOutcome, LetterBatch, PreparedBatch } from './letter-batch.ts'
import { letterTransaction } from './letter-transaction.ts'
import { findOwnCopies } from './own-copies.ts'
import { type Refusal, writeQuarantine } from './quarantine.store.ts'
import { markLoaded } from './skipped.store.ts'
import { writePlan } from './write-plan.ts'

export interface StoreDeps {
  pool: pg.Pool
  /** Told in the same transaction which letters of ours, known before, were found in the folder for sent ones. */
  foundInSent?: (trx: Transaction, interactionIds: readonly string[]) => Promise<void>
}

/**
 * Stores the letters of a batch with the folder's cursor, counters and the live event, all in one transaction. Throws
 * what the database throws; then nothing was stored.
 */
export function storeBatch(
  { pool, foundInSent }: StoreDeps,
  batch: LetterBatch,
  prepared: PreparedBatch,
): Promise<IngestOutcome> {
  return letterTransaction(pool, async (transaction) => {
    const ground = await enter(transaction.trx, batch)
    if ('kind' in ground) return ground
    const { folder, owner } = ground
    const { trx } = transaction
    const held = batch.cover === null ? await findHeldUids(trx, batch) : new Set<number>()
    const letters = prepared.letters.filter(({ uid }) => !held.has(uid))
    const hashes = [...new Set(letters.map(({ contentHash }) => contentHash))]
    const known = hashes.length === 0 ? new Map() : await findKnown(trx, folder, hashes)
    const ownCopies = await findOwnCopies(trx, { batch, ground, known }, letters)
    const loadSelfAddressed = owner.identity.loadSelfAddressed || batch.loadSelfAddressed === true
    const plan = decideLetters(letters, known, {
      role: folder.role,
      identity: { ...owner.identity, loadSelfAddressed },
      isFirstImport: ground.isFirstImport,
      // What comes up has arrived since; only what lay there is chosen from.
      loadSince: batch.cover?.order === 'down' ? owner.loadSince : null,
      ownCopies,
    })
    const written = await writePlan(transaction, { batch, prepared, plan, ground })
    if (batch.loadSelfAddressed === true) await markLoaded(trx, batch)
    const cursor = nextCursor(batch, folder, letters)
    await saveCursor(trx, folder.id, cursor, countPlan(plan))
    await announceBatch(trx, ground, written)
    const found = folder.role === 'sent' ? plan.interactions.flatMap(({ known: before }) => before?.id ?? []) : []
    if (found.length > 0) await foundInSent?.(trx, found)
    return {
      kind: 'stored',
      cursor,
      counts: {
        created: written.created.length,
        placed: plan.placements.length - written.created.length,
        skipped: plan.skipped.length,
        quarantined: 0,
      },
    }
  })
}

/** Puts the only letter of a batch into quarantine and moves the cursor past it. */
export function storeRefused(pool: pg.Pool, batch: LetterBatch, refusal: Refusal): Promise<IngestOutcome> {
  return letterTransaction(pool, async ({ trx, client }) => {
    const ground = await enter(trx, batch)
    if ('kind' in ground) return ground
    for (const letter of batch.letters) {
      const bytes = Buffer.from(batch.source, letter.start, letter.end - letter.start)
      await writeQuarantine(client, batch, { ...letter, bytes }, refusal)
    }
    const cursor = nextCursor(batch, ground.folder, batch.letters)
    await saveCursor(trx, ground.folder.id, cursor)
    await announceBatch(trx, ground, { created: [], changed: [] })
    const counts = { created: 0, placed: 0, skipped: 0, quarantined: batch.letters.length }
    return { kind: 'stored', cursor, counts }
  })
}

/** Takes the folder, if it is where the batch begins. */
async function enter(trx: Transaction, batch: LetterBatch): Promise<BatchGround | { kind: 'stale' } | { kind: 'off' }> {
  const owner = await holdOwner(trx, batch.accountId)
  if (owner === undefined) return { kind: 'stale' }
  if (!owner.isMailClientOn) return { kind: 'off' }
  const folder = await lockFolder(trx, batch.folderId)
  if (folder?.accountId !== batch.accountId || folder.cursor?.uidValidity !== batch.uidValidity)
    return { kind: 'stale' }
  try {
    nextCursor(batch, folder, batch.letters)
  } catch (error) {
    if (error instanceof CursorGapError) return { kind: 'stale' }
    throw error
  }
  return { folder, owner, isFirstImport: !folder.wasRead && batch.cover?.order === 'down' }
}

function nextCursor(
  batch: LetterBatch,
  folder: LoadedFolder,
  stored: readonly Pick<FetchedLetter, 'uid'>[],
): SyncCursor {
  if (folder.cursor === null) throw new CursorGapError('the folder has no cursor')
  if (batch.cover !== null) {
    return advanceCursor(folder.cursor, { ...batch.cover, uids: stored.map(({ uid }) => uid), bytes: 0 })
  }
  return batch.loadSelfAddressed === true ? folder.cursor : recountCursor(folder.cursor, stored.length, 0)
}

/** How the folder's counters change: an interaction that lies in it twice counts once. */
function countPlan(plan: LetterPlan): { total: number; unreviewed: number } {
  const proven = new Set(plan.proven.map(({ id }) => id))
  const added = plan.interactions.filter(({ known }) => known?.isInFolder !== true)
  const isOpen = ({ reviewed, known }: (typeof added)[number]) => !reviewed && !proven.has(known?.id ?? '')
  return { total: added.length, unreviewed: added.filter(isOpen).length }
}
