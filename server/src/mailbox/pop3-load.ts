import type { Maildrop } from '@besedka/mail/maildrop'
import { splitIntoBatches } from '@besedka/mail/sync-batches'
import type { SyncCursor, UidBatch } from '@besedka/mail/sync-cursor'
import type { UidRange } from '@besedka/mail/sync-plan'
import type { IngestService } from '../emails/ingest.service.ts'
import type { Database } from '../platform/database.ts'
import type { ByteGate } from './byte-gate.ts'
import type { LoadEnd } from './load-letters.ts'
import { fetchPop3, type WantedLetter } from './pop3-fetch.ts'
import { noteReceived, POP3_VALIDITY } from './pop3-letters.store.ts'
import type { MatchedLetter } from './pop3-mailbox.ts'

/** What loading from one connection works with. */
export interface Pop3Load {
  readonly db: Database
  readonly ingest: IngestService
  readonly gate: ByteGate
  readonly drop: Maildrop
  readonly accountId: string
  readonly folderId: string
  readonly signal: AbortSignal
  readonly letters: readonly MatchedLetter[]
  /** Hashes of all bytes that this connection has brought, in hex, by UID. */
  readonly hashes: Map<number, string>
}

type Outcome = Awaited<ReturnType<IngestService['ingest']>>

/** Batches that are fetched while earlier ones are parsed and stored. */
const AHEAD = 3

/**
 * Loads what is new, and of what lay there at first what is still missing, each batch committed with the cursor: the same
 * way of import as over IMAP. Newest letters come before older ones.
 */
export async function loadPop3(context: Pop3Load, cursor: SyncCursor): Promise<LoadEnd> {
  const above = context.letters.filter(({ uid }) => uid > cursor.high)
  const below = context.letters.filter(({ uid }) => uid < cursor.low)
  const top = Math.max(cursor.high, ...above.map(({ uid }) => uid))
  if (above.length > 0) {
    const end = await loadRange(context, { from: cursor.high + 1, to: top, order: 'up', purpose: 'new' }, above)
    if (end.kind !== 'done') return end
  }
  if (cursor.low === 1) return { kind: 'done' }
  return loadRange(context, { from: 1, to: cursor.low - 1, order: 'down', purpose: 'backfill' }, below)
}

async function loadRange(context: Pop3Load, range: UidRange, letters: readonly MatchedLetter[]): Promise<LoadEnd> {
  const byUid = new Map(letters.map((letter) => [letter.uid, letter]))
  const pending: Promise<Outcome>[] = []
  const settleFirst = async (): Promise<LoadEnd> => {
    const outcome = await pending.shift()
    if (outcome === undefined) return { kind: 'done' }
    if (outcome.kind !== 'stored') {
      await Promise.allSettled(pending.splice(0))
      return { kind: outcome.kind }
    }
    await noteReceived(context.db, context.folderId, outcome.cursor)
    return { kind: 'done' }
  }
  try {
    for (const batch of splitIntoBatches(range, letters)) {
      if (context.signal.aborted) break
      const { stored } = await giveBatch(context, batch, byUid)
      pending.push(stored)
      if (pending.length < AHEAD) continue
      const end = await settleFirst()
      if (end.kind !== 'done') return end
    }
    while (pending.length > 0) {
      const end = await settleFirst()
      if (end.kind !== 'done') return end
    }
  } finally {
    // What is given is committed or comes again: nothing of it runs on behind the back of the next reading.
    await Promise.allSettled(pending)
  }
  return context.signal.aborted ? { kind: 'stopped' } : { kind: 'done' }
}

/** Fetches a batch and gives it on; it is stored while the next one is fetched. */
async function giveBatch(
  context: Pop3Load,
  batch: UidBatch,
  byUid: ReadonlyMap<number, MatchedLetter>,
): Promise<{ stored: Promise<Outcome> }> {
  const { gate, ingest, accountId, folderId } = context
  const urgent = batch.order === 'up'
  const leave = await gate.enter(batch.bytes, urgent)
  let isGiven = false
  try {
    const wanted = batch.uids.map((uid) => byUid.get(uid)).filter((letter) => letter !== undefined)
    const { hashes, ...fetched } = await fetchPop3(context.drop, wanted, () => givesLetters(context, wanted))
    for (const [uid, digest] of hashes) context.hashes.set(uid, digest)
    const cover = { order: batch.order, from: batch.from, to: batch.to }
    const stored = ingest.ingest({ ...fetched, accountId, folderId, uidValidity: POP3_VALIDITY, cover, urgent })
    void stored.catch(() => {}).then(leave)
    isGiven = true
    return { stored }
  } finally {
    if (!isGiven) leave()
  }
}

/** Whether the mailbox gives the bytes of any other letter: otherwise it is the mailbox that is refused. */
async function givesLetters(context: Pop3Load, refused: readonly WantedLetter[]): Promise<boolean> {
  if (context.hashes.size > 0) return true
  const without = new Set(refused.map(({ number }) => number))
  const other = context.letters.find(({ number }) => !without.has(number))
  return other !== undefined && (await context.drop.top(other.number, 0, () => {})).ok
}
