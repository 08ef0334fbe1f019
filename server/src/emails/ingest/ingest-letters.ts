import { AppError } from '../../platform/app-error.ts'
import { classifyDatabaseError, isWorthRepeating } from '../../platform/database-errors.ts'
import type { Logger } from '../../platform/log.ts'
import type { IngestOutcome, LetterBatch, PrepareDepth, PreparedBatch } from './letter-batch.ts'
import { PreparationError, type PrepareThread } from './prepare-thread.ts'
import type { Refusal } from './quarantine.store.ts'
import { splitBatch } from './split-batch.ts'
import { type StoreDeps, storeBatch, storeRefused } from './store-batch.ts'
import type { OwnLetter } from './store-own-letter.ts'

export interface IngestDeps extends StoreDeps {
  thread: PrepareThread
  log: Logger
  now?: () => number
}

const ATTEMPTS = 3

/**
 * Commits the letters of a batch with the cursor. What the parser or the database refuses never holds up the rest: the
 * batch is halved until the letter stands alone, then tried with its headers only, and at last put into quarantine.
 * Throws DATABASE_UNREACHABLE where nothing can be stored at all.
 */
export async function ingestLetters(
  deps: IngestDeps,
  batch: LetterBatch,
  prepared: Promise<PreparedBatch>,
): Promise<IngestOutcome> {
  if (batch.refused !== undefined && batch.refused.size > 0) return ingestWithGaps(deps, batch, batch.refused)
  const stored = await attempt(deps, batch, prepared)
  if (!('refusal' in stored)) return stored
  const parts = batch.letters.length > 1 ? splitBatch(batch, stored.refusal.detail === 'preparation') : []
  if (parts.length > 0) return ingestParts(deps, parts)
  const place = { accountId: batch.accountId, folderId: batch.folderId, uid: batch.letters[0]?.uid }
  deps.log.warn({ ...place, ...stored.refusal }, 'a letter was refused')
  const bare = await attempt(deps, batch, prepare(deps, batch, 'headers'))
  if (!('refusal' in bare)) return bare
  const kept = await keepTrying(() => storeRefused(deps.pool, batch, bare.refusal))
  deps.log.error({ ...place, ...bare.refusal }, 'a letter went to quarantine')
  return kept
}

/** Each letter alone: those whose bytes could not be had go to quarantine, the others their way. */
async function ingestWithGaps(
  deps: IngestDeps,
  batch: LetterBatch,
  refused: ReadonlyMap<number, string>,
): Promise<IngestOutcome> {
  const { refused: _, ...rest } = batch
  if (batch.letters.length > 1) return ingestParts(deps, splitBatch(batch, true))
  const detail = refused.get(batch.letters[0]?.uid ?? 0)
  if (detail === undefined) return ingestLetters(deps, rest, prepare(deps, rest, 'whole'))
  deps.log.error({ accountId: batch.accountId, folderId: batch.folderId, detail }, 'a letter could not be fetched')
  return keepTrying(() => storeRefused(deps.pool, batch, { reason: 'LETTER_REFUSED', detail }))
}

/** Hands the letters to the thread that parses. */
export function prepare(deps: IngestDeps, batch: LetterBatch, depth: PrepareDepth): Promise<PreparedBatch> {
  const { accountId, letters, source, urgent } = batch
  const now = (deps.now ?? Date.now)()
  const prepared = deps.thread.prepare({ letters, source, depth, accountId, now }, urgent)
  // It may fail while an earlier batch of the folder is still being stored and nobody waits for it yet.
  prepared.catch(() => {})
  return prepared
}

/** The same for a letter that was composed here. One that is too much for the parser is stored by its headers. */
export async function prepareOwn(
  deps: IngestDeps,
  { source, accountId }: Pick<OwnLetter, 'source' | 'accountId'>,
): Promise<PreparedBatch> {
  const shared = new SharedArrayBuffer(source.length)
  Buffer.from(shared).set(source)
  const now = (deps.now ?? Date.now)()
  const letters = [{ uid: 0, receivedAt: now, flags: [], start: 0, end: source.length }]
  const request = { letters, source: shared, accountId, now }
  try {
    return await deps.thread.prepare({ ...request, depth: 'whole' }, true)
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error
    return deps.thread.prepare({ ...request, depth: 'headers' }, true)
  }
}

async function ingestParts(deps: IngestDeps, parts: readonly LetterBatch[]): Promise<IngestOutcome> {
  let total: IngestOutcome | null = null
  for (const part of parts) {
    const outcome: IngestOutcome = await ingestLetters(deps, part, prepare(deps, part, 'whole'))
    if (outcome.kind !== 'stored') return outcome
    total = total === null || total.kind !== 'stored' ? outcome : addUp(total, outcome)
  }
  return total ?? { kind: 'stale' }
}

function addUp(
  a: Extract<IngestOutcome, { kind: 'stored' }>,
  b: Extract<IngestOutcome, { kind: 'stored' }>,
): IngestOutcome {
  return {
    kind: 'stored',
    cursor: b.cursor,
    counts: {
      created: a.counts.created + b.counts.created,
      placed: a.counts.placed + b.counts.placed,
      skipped: a.counts.skipped + b.counts.skipped,
      quarantined: a.counts.quarantined + b.counts.quarantined,
    },
  }
}

async function attempt(
  deps: IngestDeps,
  batch: LetterBatch,
  preparing: Promise<PreparedBatch>,
): Promise<IngestOutcome | { refusal: Refusal }> {
  try {
    const prepared = await preparing
    return await keepTrying(() => storeBatch(deps, batch, prepared))
  } catch (error) {
    if (error instanceof PreparationError) return { refusal: { reason: 'LETTER_REFUSED', detail: 'preparation' } }
    if (error instanceof AppError || batch.letters.length === 0) throw error
    return { refusal: { reason: 'LETTER_REFUSED', detail: describe(error) } }
  }
}

/** Repeats what only the coincidence with other work has broken; turns a lost server into a coded error. */
async function keepTrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await work()
    } catch (error) {
      if (isWorthRepeating(error) && attempts < ATTEMPTS) continue
      const failure = classifyDatabaseError(error)
      if (failure === 'connection' || failure === 'busy') {
        throw new AppError('DATABASE_UNREACHABLE', {}, { cause: error })
      }
      throw error
    }
  }
}

/** The database's code and no more: its words may hold what stands in the letter. */
function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
