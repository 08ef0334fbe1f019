import { assignThreads, type ThreadAssignment } from '@besedka/mail/assign-threads'
import type { Transaction } from '../../platform/database.ts'
import type { PreparedLetter } from './letter-batch.ts'
import { type FoundBasis, linkLetters } from './link-letters.ts'
import { findRelated, findThreads } from './related-letters.ts'

/** Threads and bases of new letters, before they have ids; `created` are the ids they get, in their order. */
export interface FoundLinks {
  readonly newThreads: number
  readonly merges: ThreadAssignment<bigint>['merges']
  /** Threads from before that new letters join. */
  readonly grownThreads: readonly bigint[]
  threadOf(index: number, newThreads: readonly string[]): string
  basisOf(index: number, created: readonly string[]): { id: string; distance: number } | null
  followersOf(created: readonly string[]): { id: string; basisId: string; distance: number }[]
}

/** Looks up what ties new letters to each other and to those that are here. The lock of storing letters is held. */
export async function findLinks(
  trx: Transaction,
  letters: readonly PreparedLetter[],
  accountId: string,
): Promise<FoundLinks> {
  const keys = letters.map((letter) => letter.keys)
  const distinct = [...new Set(keys.flat().map(({ key }) => key))]
  const known = distinct.length === 0 ? new Map<string, bigint>() : await findThreads(trx, distinct)
  const threads = assignThreads(keys, known)
  // A letter that decides about a basis shares a key, so it would have shown its thread.
  const related = known.size === 0 ? [] : await findRelated(trx, letters)
  const links = linkLetters(letters, accountId, related)
  const grown = new Set<bigint>()
  for (const found of threads.letters) if (found.kind === 'stored') grown.add(found.thread)
  return {
    newThreads: threads.groups,
    merges: threads.merges,
    grownThreads: [...grown],
    threadOf: (index, newThreads) => {
      const found = threads.letters[index]
      return found?.kind === 'stored' ? found.thread.toString() : at(newThreads, found?.group ?? -1)
    },
    basisOf: (index, created) => {
      const basis = links.bases[index] ?? null
      return basis === null ? null : { id: idOf(basis, created), distance: basis.distance }
    },
    followersOf: (created) =>
      links.followers.map(({ id, index, distance }) => ({ id, basisId: at(created, index), distance })),
  }
}

function idOf({ ref }: FoundBasis, created: readonly string[]): string {
  return ref.id ?? at(created, ref.index)
}

function at(ids: readonly string[], index: number): string {
  const id = ids[index]
  if (id === undefined) throw new Error('an id was not reserved')
  return id
}
