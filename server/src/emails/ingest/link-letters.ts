import { type BasisLetter, findBasis, findFollowers } from '@besedka/mail/basis'
import type { PreparedLetter } from './letter-batch.ts'

/** A stored interaction that is an ancestor, a follower, or the basis of a follower of letters that are being stored. */
export interface RelatedLetter extends BasisLetter<string> {
  readonly basisId: string | null
}

/** A letter of the batch by its number, or a stored interaction by its id. */
export type BasisRef = { readonly index: number; readonly id?: never } | { readonly id: string; readonly index?: never }

export interface FoundBasis {
  readonly ref: BasisRef
  readonly distance: number
}

export interface LetterLinks {
  /** One for each new letter, null where none of its ancestors is here. */
  readonly bases: readonly (FoundBasis | null)[]
  /** Stored interactions that get a letter of the batch as their basis. */
  readonly followers: readonly { readonly id: string; readonly index: number; readonly distance: number }[]
}

/** Finds bases both ways: for the letters of a batch, and among them for the letters that are here already. */
export function linkLetters(
  letters: readonly PreparedLetter[],
  accountId: string,
  related: readonly RelatedLetter[],
): LetterLinks {
  const fresh = letters.map(({ keys, sentAt, contentHash }, index): BasisLetter<BasisRef> => {
    return { ref: { index }, account: accountId, keys, date: sentAt, contentHash }
  })
  const stored = related.map((letter): BasisLetter<BasisRef> => ({ ...letter, ref: { id: letter.ref } }))
  const byOwnKey = groupByOwnKey([...fresh, ...stored])
  const bases = fresh.map((letter) => findBasis(letter, candidatesOf(letter, byOwnKey))?.basis ?? null)
  const freshByOwnKey = groupByOwnKey(fresh)
  const storedById = new Map(stored.map((letter) => [letter.ref.id ?? '', letter]))
  const followers = related.flatMap(({ ref: id, basisId }) => {
    const letter = storedById.get(id)
    if (letter === undefined) return []
    let basis = storedById.get(basisId ?? '') ?? null
    let found: { id: string; index: number; distance: number } | null = null
    for (const parent of candidatesOf(letter, freshByOwnKey)) {
      const [better] = findFollowers(parent, [{ letter, basis }])
      if (better?.basis.ref.index === undefined) continue
      basis = parent
      found = { id, index: better.basis.ref.index, distance: better.basis.distance }
    }
    return found === null ? [] : [found]
  })
  return { bases, followers }
}

function groupByOwnKey(letters: readonly BasisLetter<BasisRef>[]): Map<string, BasisLetter<BasisRef>[]> {
  const groups = new Map<string, BasisLetter<BasisRef>[]>()
  for (const letter of letters) {
    for (const { key, distance } of letter.keys) {
      if (distance !== 0) continue
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [letter])
      else group.push(letter)
    }
  }
  return groups
}

function candidatesOf(
  letter: BasisLetter<BasisRef>,
  byOwnKey: ReadonlyMap<string, BasisLetter<BasisRef>[]>,
): BasisLetter<BasisRef>[] {
  const candidates = new Set<BasisLetter<BasisRef>>()
  for (const { key, distance } of letter.keys) {
    if (distance > 0) for (const candidate of byOwnKey.get(key) ?? []) candidates.add(candidate)
  }
  return [...candidates]
}
