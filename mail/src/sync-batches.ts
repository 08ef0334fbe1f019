import type { UidBatch } from './sync-cursor.ts'
import type { UidRange } from './sync-plan.ts'

export interface ListedLetter {
  readonly uid: number
  /** RFC822.SIZE in bytes. */
  readonly size: number
}

export interface BatchLimits {
  readonly letters: number
  readonly bytes: number
}

/** Bounds what is held in memory and what a crash repeats. */
export const defaultBatchLimits: BatchLimits = { letters: 100, bytes: 2 * 1024 * 1024 }

/** How many of the letters, taken in their order, the next batch holds: at least one, so a letter above the limit goes alone. */
function countFitting(letters: readonly ListedLetter[], start: number, limits: BatchLimits): number {
  let bytes = 0
  let taken = 0
  while (start + taken < letters.length && taken < limits.letters) {
    bytes += letters[start + taken]?.size ?? 0
    if (taken > 0 && bytes > limits.bytes) break
    taken += 1
  }
  return taken
}

/**
 * Cuts the letters that a listing found in a range into batches in the range's order. Together the batches cover the whole
 * range without overlap, each next to the one before, so that the cursor passes over UIDs that no longer exist; a range
 * without letters gives one empty batch. Letters outside the range (an answer to `n:*` always holds the last one) and
 * repeated UIDs are left out.
 */
export function splitIntoBatches(
  range: UidRange,
  listed: readonly ListedLetter[],
  limits: BatchLimits = defaultBatchLimits,
): UidBatch[] {
  const byUid = new Map<number, ListedLetter>()
  for (const letter of listed) {
    if (letter.uid >= range.from && (range.to === null || letter.uid <= range.to)) byUid.set(letter.uid, letter)
  }
  const up = range.order === 'up'
  const letters = [...byUid.values()].sort((a, b) => (up ? a.uid - b.uid : b.uid - a.uid))
  const highest = (up ? letters.at(-1) : letters[0])?.uid ?? range.from - 1
  const top = range.to ?? highest
  const batches: UidBatch[] = []
  let edge = up ? range.from : top
  for (let start = 0; start < letters.length || (batches.length === 0 && range.from <= top); ) {
    const taken = countFitting(letters, start, limits)
    const part = letters.slice(start, start + taken)
    start += taken
    const last = start >= letters.length
    const end = last ? (up ? top : range.from) : (part.at(-1)?.uid ?? edge)
    batches.push({
      order: range.order,
      from: up ? edge : end,
      to: up ? end : edge,
      uids: part.map((letter) => letter.uid),
      bytes: part.reduce((sum, letter) => sum + letter.size, 0),
    })
    edge = up ? end + 1 : end - 1
  }
  return batches
}
