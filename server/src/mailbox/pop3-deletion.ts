import type { Maildrop } from '@besedka/mail/maildrop'
import { type Database, transaction } from '../platform/database.ts'
import { LetterHash } from './letter-hash.ts'
import { forgetPop3Letters, listDue, noteFindings, proveLetters } from './pop3-letters.store.ts'
import type { MatchedLetter } from './pop3-mailbox.ts'

/** «Оставлять копии писем на сервере», «Удалять письма с сервера через N дней» (S16). */
export interface CopyWishes {
  readonly keepCopies: boolean
  /** Days from the receipt; 0: never. */
  readonly deleteAfterDays: number
}

export interface Pop3Deletion {
  readonly db: Database
  readonly drop: Maildrop
  readonly folderId: string
  readonly letters: readonly MatchedLetter[]
  /** Hashes of the bytes that this connection has brought, by UID. */
  readonly hashes: ReadonlyMap<number, string>
  readonly signal: AbortSignal
}

/** So many are read once more over one connection; what is due beyond that waits for the next. */
const MOST_READ_AGAIN = 500

/** Days after which letters are deleted on the server; null: they stay. */
export function daysToDeletion({ keepCopies, deleteAfterDays }: CopyWishes): number | null {
  if (!keepCopies) return 0
  return deleteAfterDays > 0 ? deleteAfterDays : null
}

/**
 * Marks for deletion what is due and proved to be here byte for byte: by the bytes that this connection has brought, and
 * for letters from before by reading them once more, for an id may have come to name another letter. Returns the UIDs that
 * are marked; they are gone when QUIT is answered.
 */
export async function markDue(context: Pop3Deletion, days: number): Promise<number[]> {
  const { db, drop, folderId, signal } = context
  const byUid = new Map(context.letters.map((letter) => [letter.uid, letter]))
  const due = (await listDue(db, folderId, days)).filter((uid) => byUid.has(uid))
  const dueUids = new Set(due)
  const before = due.filter((uid) => !context.hashes.has(uid)).slice(0, MOST_READ_AGAIN)
  const hashes = new Map([...context.hashes].filter(([uid]) => dueUids.has(uid)))
  await Promise.all(
    before.map(async (uid) => {
      const digest = await readHash(drop, byUid.get(uid)?.number ?? 0)
      if (digest !== null) hashes.set(uid, digest)
    }),
  )
  const proofs = await settleProofs(db, folderId, hashes)
  if (signal.aborted) return []
  const marked: number[] = []
  const refused: number[] = []
  await Promise.all(
    proofs.map(async (uid) => {
      const { ok } = await drop.remove(byUid.get(uid)?.number ?? 0)
      ;(ok ? marked : refused).push(uid)
    }),
  )
  await noteFindings(db, folderId, { refused })
  return marked
}

/** Letters whose size is not what it was: their ids may name others now. Those that do are read as new ones. */
export async function settleDoubts(context: Omit<Pop3Deletion, 'hashes' | 'signal'>): Promise<boolean> {
  const { db, drop, folderId } = context
  const doubtful = context.letters.filter(({ isDoubtful, isReceived }) => isDoubtful && isReceived)
  const hashes = new Map<number, string>()
  await Promise.all(
    doubtful.map(async ({ uid, number }) => {
      const digest = await readHash(drop, number)
      if (digest !== null) hashes.set(uid, digest)
    }),
  )
  const proofs = await proveLetters(db, folderId, hashes)
  const strange = [...proofs].filter(([, proof]) => proof === 'unknown').map(([uid]) => uid)
  const sizes = doubtful.filter(({ uid }) => hashes.has(uid)).map(({ uid, size }) => ({ uid, size }))
  await transaction(db, async (trx) => {
    await forgetPop3Letters(trx, folderId, strange)
    await noteFindings(trx, folderId, { sizes })
  })
  return strange.length > 0
}

/** Which of the letters may go. One that is here in other bytes stays; one that is not this letter is forgotten as known. */
async function settleProofs(db: Database, folderId: string, hashes: ReadonlyMap<number, string>): Promise<number[]> {
  if (hashes.size === 0) return []
  const proofs = await proveLetters(db, folderId, hashes)
  const those = (wanted: string) => [...proofs].filter(([, proof]) => proof === wanted).map(([uid]) => uid)
  const [here, staying, strange] = [those('here'), those('other'), those('unknown')]
  if (staying.length + strange.length > 0) {
    await transaction(db, async (trx) => {
      await noteFindings(trx, folderId, { staying })
      await forgetPop3Letters(trx, folderId, strange)
    })
  }
  return here
}

async function readHash(drop: Maildrop, number: number): Promise<string | null> {
  const digest = new LetterHash()
  const { ok } = await drop.retrieve(number, (bytes) => digest.add(bytes))
  return ok ? digest.hex() : null
}
