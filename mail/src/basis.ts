import type { ThreadKey } from './thread.ts'

/** A loaded letter as the search for bases sees it. */
export interface BasisLetter<Ref> {
  readonly ref: Ref
  readonly account: string
  readonly keys: readonly ThreadKey[]
  /** Date header in milliseconds, null where there is none. */
  readonly date: number | null
  /** Hex of the content hash: decides where nothing else does. */
  readonly contentHash: string
}

export interface Basis<Ref> {
  readonly ref: Ref
  /** 1 by In-Reply-To, more by an older letter of References. */
  readonly distance: number
}

function ownKeys<Ref>(letter: BasisLetter<Ref>): string[] {
  return letter.keys.filter(({ distance }) => distance === 0).map(({ key }) => key)
}

function distanceTo<Ref>(child: BasisLetter<Ref>, candidate: BasisLetter<Ref>): number | null {
  const own = new Set(ownKeys(candidate))
  let nearest: number | null = null
  for (const { key, distance } of child.keys) {
    if (!own.has(key)) continue
    // The same letter in another place is no basis of itself.
    if (distance === 0) return null
    nearest = nearest === null ? distance : Math.min(nearest, distance)
  }
  return nearest
}

/** A total order that depends on the letters alone, never on when they came. */
function precedes<Ref>(a: BasisLetter<Ref>, b: BasisLetter<Ref>): boolean {
  const [dateA, dateB] = [a.date ?? Number.POSITIVE_INFINITY, b.date ?? Number.POSITIVE_INFINITY]
  if (dateA !== dateB) return dateA < dateB
  if (a.contentHash !== b.contentHash) return a.contentHash < b.contentHash
  return a.account < b.account
}

/**
 * How far `candidate` is above `child`, null where it cannot be its basis: not among its ancestors, the letter itself, or
 * (two letters that name each other) the later of the two.
 */
export function basisDistance<Ref>(child: BasisLetter<Ref>, candidate: BasisLetter<Ref>): number | null {
  const distance = distanceTo(child, candidate)
  if (distance === null) return null
  const isMutual = distanceTo(candidate, child) !== null
  return isMutual && !precedes(candidate, child) ? null : distance
}

/** Whether `a` is the better basis: nearer, then of the child's own account, then earlier. */
function isBetter<Ref>(child: BasisLetter<Ref>, a: BasisLetter<Ref>, b: BasisLetter<Ref>): boolean {
  const [distanceA, distanceB] = [basisDistance(child, a), basisDistance(child, b)]
  if (distanceA === null) return false
  if (distanceB === null) return true
  if (distanceA !== distanceB) return distanceA < distanceB
  const [homeA, homeB] = [a.account === child.account, b.account === child.account]
  return homeA !== homeB ? homeA : precedes(a, b)
}

/**
 * The basis of a letter among loaded ones, null where none of its ancestors is loaded. `candidates` are the letters whose
 * own key is among the letter's keys, in any order; more of them do no harm.
 */
export function findBasis<Ref>(
  child: BasisLetter<Ref>,
  candidates: readonly BasisLetter<Ref>[],
): { readonly letter: BasisLetter<Ref>; readonly basis: Basis<Ref> } | null {
  let best: BasisLetter<Ref> | null = null
  for (const candidate of candidates) {
    if (basisDistance(child, candidate) !== null && (!best || isBetter(child, candidate, best))) best = candidate
  }
  const distance = best && basisDistance(child, best)
  return best && distance !== null ? { letter: best, basis: { ref: best.ref, distance } } : null
}

/**
 * Which earlier loaded letters get a late one as their basis: those it is a better basis for than the one they have.
 * Looking a new letter up both ways, by `findBasis` and by this, gives the same bases in any order of arrival.
 */
export function findFollowers<Ref>(
  parent: BasisLetter<Ref>,
  earlier: readonly { readonly letter: BasisLetter<Ref>; readonly basis: BasisLetter<Ref> | null }[],
): { readonly letter: BasisLetter<Ref>; readonly basis: Basis<Ref> }[] {
  return earlier.flatMap(({ letter, basis }) => {
    const distance = basisDistance(letter, parent)
    if (distance === null || (basis && !isBetter(letter, parent, basis))) return []
    return [{ letter, basis: { ref: parent.ref, distance } }]
  })
}

/**
 * The letters above one, nearest first, without itself. Ends at a letter seen before: three letters that name each other
 * in a ring, which no honest program writes, must not make a walk endless.
 */
export function basisChain<Ref>(start: Ref, basisOf: (ref: Ref) => Ref | null): Ref[] {
  const seen = new Set([start])
  for (let above = basisOf(start); above !== null && !seen.has(above); above = basisOf(above)) seen.add(above)
  return [...seen].slice(1)
}
