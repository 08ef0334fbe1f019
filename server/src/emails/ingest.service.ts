import type { Database } from '../platform/database.ts'
import type { Logger } from '../platform/log.ts'
import { ingestLetters, prepare, prepareOwn } from './ingest/ingest-letters.ts'
import type { IngestOutcome, LetterBatch } from './ingest/letter-batch.ts'
import { PrepareThread } from './ingest/prepare-thread.ts'
import { findSkipped, type SkippedLetter } from './ingest/skipped.store.ts'
import type { StoreDeps } from './ingest/store-batch.ts'
import { type OwnLetter, storeOwnLetter } from './ingest/store-own-letter.ts'
import { Turnstile } from './ingest/turnstile.ts'

export interface IngestServiceDeps extends StoreDeps {
  db: Database
  log: Logger
  /** How long the thread that parses may take for one batch; 30 s. */
  prepareLimitMs?: number
  /** For tests: another program for that thread. */
  prepareScript?: URL
  now?: () => number
}

export type IngestService = ReturnType<typeof createIngestService>

/**
 * Stores what was fetched. Batches of one folder and direction that are given one after the other are parsed ahead and
 * stored in that order; the caller bounds how many it gives.
 */
export function createIngestService(deps: IngestServiceDeps) {
  const thread = new PrepareThread({ limitMs: deps.prepareLimitMs, script: deps.prepareScript })
  const inner = { ...deps, thread }
  const turnstile = new Turnstile()
  const lastOf = new Map<string, Promise<unknown>>()

  /** See `ingestLetters`. */
  function ingest(batch: LetterBatch): Promise<IngestOutcome> {
    const prepared = prepare(inner, batch, 'whole')
    const line = `${batch.folderId} ${batch.cover?.order ?? 'single'}`
    const before = lastOf.get(line) ?? Promise.resolve()
    const stored = before.then(() => turnstile.run(() => ingestLetters(inner, batch, prepared), batch.urgent))
    const settled = stored
      .catch(() => {})
      .then(() => {
        if (lastOf.get(line) === settled) lastOf.delete(line)
      })
    lastOf.set(line, settled)
    return stored
  }

  async function load(skipped: SkippedLetter): Promise<IngestOutcome> {
    const source = new SharedArrayBuffer(skipped.source.length)
    Buffer.from(source).set(skipped.source)
    const { accountId, folderId, uid, flags } = skipped
    const letter = { uid, flags, receivedAt: skipped.receivedAt.getTime(), start: 0, end: skipped.source.length }
    const uidValidity = BigInt(skipped.uidValidity)
    const batch = { accountId, folderId, uidValidity, cover: null, letters: [letter], source, urgent: true }
    return ingest({ ...batch, loadSelfAddressed: true })
  }

  return {
    ingest,

    /** Loads one letter of the skip list all the same. Returns false where the account has none with this id left. */
    async loadSkipped(accountId: string, skippedId: string): Promise<boolean> {
      const [skipped] = await findSkipped(deps.db, accountId, { id: skippedId })
      if (skipped === undefined) return false
      const outcome = await load(skipped)
      return outcome.kind === 'stored'
    },

    /** Loads all letters to oneself that an account has skipped, as its setting asks. Returns how many. */
    async loadAllSkipped(accountId: string): Promise<number> {
      let loaded = 0
      for (;;) {
        const [skipped] = await findSkipped(deps.db, accountId, {})
        if (skipped === undefined || (await load(skipped)).kind !== 'stored') return loaded
        loaded += 1
      }
    },

    /** See `storeOwnLetter`. */
    async storeOwn(letter: OwnLetter): Promise<boolean> {
      const prepared = await prepareOwn(inner, letter)
      return turnstile.run(() => storeOwnLetter(deps.pool, letter, prepared), true)
    },

    /** Ends the thread that parses; letters that wait for it are rejected and come again. */
    stop: () => thread.stop(),
  }
}
