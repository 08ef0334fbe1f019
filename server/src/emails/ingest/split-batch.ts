import type { BatchCover, FetchedLetter, LetterBatch } from './letter-batch.ts'

/**
 * Cuts a batch in two, or into its letters, in its own order. Together the parts cover what the batch covers, each next
 * to the one before.
 */
export function splitBatch(batch: LetterBatch, intoLetters: boolean): LetterBatch[] {
  const { letters, cover } = batch
  const size = intoLetters ? 1 : Math.ceil(letters.length / 2)
  const parts: LetterBatch[] = []
  let rest = cover
  for (let start = 0; start < letters.length; start += size) {
    const part = letters.slice(start, start + size)
    const isLast = start + size >= letters.length
    const covered = rest === null || isLast ? rest : coverUpTo(rest, part)
    parts.push({ ...batch, letters: part, cover: covered })
    if (rest !== null && covered !== null) rest = coverAfter(rest, covered)
  }
  return parts
}

function coverUpTo(rest: BatchCover, letters: readonly FetchedLetter[]): BatchCover {
  const last = letters.at(-1)?.uid ?? rest.from
  return rest.order === 'up' ? { ...rest, to: last } : { ...rest, from: last }
}

function coverAfter(rest: BatchCover, covered: BatchCover): BatchCover {
  return rest.order === 'up' ? { ...rest, from: covered.to + 1 } : { ...rest, to: covered.from - 1 }
}
