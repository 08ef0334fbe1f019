import { defaultBatchLimits, splitIntoBatches } from '@besedka/mail/sync-batches'
import type { UidBatch } from '@besedka/mail/sync-cursor'
import type { UidRange } from '@besedka/mail/sync-plan'
import type { IngestService } from '../emails/ingest.service.ts'
import type { ByteGate } from './byte-gate.ts'
import { fetchLetters, type LetterBatch, listSizes, searchUids, TooManyBytes } from './fetch-letters.ts'
import type { ImapConversation } from './imap-conversation.ts'

type IngestOutcome = Awaited<ReturnType<IngestService['ingest']>>

/** What a pass over a folder works with. */
export interface LoadContext {
  readonly conversation: ImapConversation
  readonly ingest: IngestService
  readonly gate: ByteGate
  readonly accountId: string
  readonly folderId: string
  readonly uidValidity: bigint
  /** New mail goes before what a first sync loads. */
  readonly urgent: boolean
  /** Aborted when the account is no longer to be served. */
  readonly signal: AbortSignal
}

/**
 * The end of loading: everything committed, or why not. `stale`: the folder is not where this pass believed it to be,
 * look again; `off`: the mail client was switched off; `stopped`: as the signal wished; `refused`: by the server.
 */
export type LoadEnd = { readonly kind: 'done' } | { readonly kind: 'stale' | 'off' | 'stopped' | 'refused' }

/** Sizes are asked for so many letters at a time, just before they are fetched. */
const WINDOW = 500
/** Batches that are fetched while earlier ones are parsed and stored. */
const AHEAD = 3
/** A letter above this is recorded and left on the server: it would not fit into the memory of the process. */
const MOST_BYTES = 100 * 1024 * 1024

/** Loads the letters of a range in its order, batch by batch, each committed with the cursor. */
export async function loadRange(context: LoadContext, range: UidRange): Promise<LoadEnd> {
  const uids = await searchUids(context.conversation, range.from, range.to)
  const line = new IngestLine(context)
  for (const part of windowsOf(range, uids)) {
    const listed = await listSizes(context.conversation, part.uids)
    for (const batch of splitIntoBatches(part.range, listed, defaultBatchLimits)) {
      const end = await line.give(batch, true)
      if (end.kind !== 'done') return end
    }
  }
  return line.finish()
}

/** Loads batches whose letters are known, for instance the newest ones of a folder. */
export function loadBatches(context: LoadContext, batches: readonly UidBatch[]): Promise<LoadEnd> {
  return load(context, batches, true)
}

/** Loads letters that lie inside what the cursor covers already. */
export function loadMissing(context: LoadContext, batches: readonly UidBatch[]): Promise<LoadEnd> {
  return load(context, batches, false)
}

async function load(context: LoadContext, batches: readonly UidBatch[], movesCursor: boolean): Promise<LoadEnd> {
  const line = new IngestLine(context)
  for (const batch of batches) {
    const end = await line.give(batch, movesCursor)
    if (end.kind !== 'done') return end
  }
  return line.finish()
}

/** Cuts a range into parts of a bounded number of letters; together they cover it, empty stretches included. */
function windowsOf(range: UidRange, uids: readonly number[]): { range: UidRange; uids: number[] }[] {
  const up = range.order === 'up'
  const ordered = up ? [...uids] : [...uids].reverse()
  const parts: { range: UidRange; uids: number[] }[] = []
  let { from, to } = range
  for (let start = 0; start < ordered.length || parts.length === 0; start += WINDOW) {
    const part = ordered.slice(start, start + WINDOW)
    const last = part.at(-1)
    const isLast = start + WINDOW >= ordered.length || last === undefined
    if (isLast) parts.push({ range: { ...range, from, to }, uids: part })
    else if (up) {
      parts.push({ range: { ...range, from, to: last }, uids: part })
      from = last + 1
    } else {
      parts.push({ range: { ...range, from: last, to }, uids: part })
      to = last - 1
    }
  }
  return parts
}

/** Fetches batches and gives them on, a few ahead of what is committed. */
class IngestLine {
  private readonly context: LoadContext
  private readonly pending: Promise<IngestOutcome>[] = []

  constructor(context: LoadContext) {
    this.context = context
  }

  async give(batch: UidBatch, movesCursor: boolean): Promise<LoadEnd> {
    try {
      return await this.giveWhole(batch, movesCursor)
    } catch (error) {
      if (!(error instanceof TooManyBytes)) throw error
    }
    for (const half of halve(batch)) {
      const end = await this.give(half, movesCursor)
      if (end.kind !== 'done') return end
    }
    return { kind: 'done' }
  }

  private async giveWhole(batch: UidBatch, movesCursor: boolean): Promise<LoadEnd> {
    const { signal, gate, urgent } = this.context
    if (signal.aborted) return this.stop()
    const leave = await gate.enter(batch.bytes, urgent)
    let isGiven = false
    try {
      const stored = this.context.ingest.ingest(await fetchBatch(this.context, batch, movesCursor))
      // It may fail before anybody waits for it.
      void stored.catch(() => {}).then(leave)
      this.pending.push(stored)
      isGiven = true
    } finally {
      if (!isGiven) leave()
    }
    while (this.pending.length >= AHEAD) {
      const end = await this.settleFirst()
      if (end.kind !== 'done') return end
    }
    return { kind: 'done' }
  }

  async finish(): Promise<LoadEnd> {
    while (this.pending.length > 0) {
      const end = await this.settleFirst()
      if (end.kind !== 'done') return end
    }
    return { kind: 'done' }
  }

  private async settleFirst(): Promise<LoadEnd> {
    const outcome = await this.pending.shift()
    if (outcome === undefined || outcome.kind === 'stored') return { kind: 'done' }
    await Promise.allSettled(this.pending.splice(0))
    return { kind: outcome.kind }
  }

  private async stop(): Promise<LoadEnd> {
    await Promise.allSettled(this.pending.splice(0))
    return { kind: 'stopped' }
  }
}

function halve(batch: UidBatch): UidBatch[] {
  const size = Math.ceil(batch.bytes / batch.uids.length)
  const listed = batch.uids.map((uid) => ({ uid, size }))
  const limits = { letters: Math.ceil(batch.uids.length / 2), bytes: Number.POSITIVE_INFINITY }
  return splitIntoBatches({ ...batch, purpose: 'backfill' }, listed, limits)
}

/** The letters of a batch with their bytes, or with the reason why these cannot be had. */
async function fetchBatch(context: LoadContext, batch: UidBatch, movesCursor: boolean): Promise<LetterBatch> {
  const { accountId, folderId, uidValidity, urgent, conversation } = context
  const cover = movesCursor ? { order: batch.order, from: batch.from, to: batch.to } : null
  const place = { accountId, folderId, uidValidity, urgent, cover }
  if (batch.uids.length === 0) return { ...place, letters: [], source: new SharedArrayBuffer(0) }
  if (batch.uids.length === 1 && batch.bytes > MOST_BYTES) return { ...place, ...giveUpOn(batch.uids) }
  const { letters, source, withoutSource } = await fetchLetters(conversation, batch.uids, batch.bytes)
  const refused = new Map(withoutSource.map((uid) => [uid, 'no-source']))
  return { ...place, letters, source, refused }
}

function giveUpOn(uids: readonly number[]) {
  const letters = uids.map((uid) => ({ uid, flags: [], receivedAt: Date.now(), start: 0, end: 0 }))
  return { letters, source: new SharedArrayBuffer(0), refused: new Map(uids.map((uid) => [uid, 'too-large'])) }
}
