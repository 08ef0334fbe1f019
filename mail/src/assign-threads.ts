import type { ThreadKey } from './thread.ts'

/** The thread of one letter: a stored one, or a new one, told by its number within the batch. */
export type ThreadOf<Id> =
  | { readonly kind: 'stored'; readonly thread: Id }
  | { readonly kind: 'new'; readonly group: number }

export interface ThreadMerge<Id> {
  readonly into: Id
  readonly from: readonly Id[]
}

export interface ThreadAssignment<Id> {
  /** One for each letter, in the order of the batch. */
  readonly letters: readonly ThreadOf<Id>[]
  /** How many new threads to create; they are numbered from 0 in the order of their first letters. */
  readonly groups: number
  /** Stored threads that the batch has shown to be one: the smallest id stays. */
  readonly merges: readonly ThreadMerge<Id>[]
}

/** Disjoint sets of numbers; the smallest number of a set stands for it. */
class Components {
  readonly #parents: number[] = []

  find(node: number): number {
    let root = node
    for (let parent = this.#parents[root]; parent !== undefined && parent !== root; parent = this.#parents[root]) {
      root = parent
    }
    for (let step = node; step !== root; ) {
      const next = this.#parents[step] ?? root
      this.#parents[step] = root
      step = next
    }
    return root
  }

  join(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)]
    if (rootA !== rootB) this.#parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
  }
}

/** Joins the letters of the batch; stored threads are nodes of their own, numbered after the letters. */
function joinLetters<Id>(
  batch: readonly (readonly ThreadKey[])[],
  known: ReadonlyMap<string, Id>,
): { components: Components; threadNodes: ReadonlyMap<Id, number> } {
  const components = new Components()
  const nodeOfKey = new Map<string, number>()
  const threadNodes = new Map<Id, number>()
  for (const [letter, keys] of batch.entries()) {
    for (const { key } of keys) {
      const seen = nodeOfKey.get(key)
      if (seen === undefined) nodeOfKey.set(key, letter)
      else components.join(letter, seen)
      const thread = known.get(key)
      if (thread === undefined) continue
      const node = threadNodes.get(thread) ?? batch.length + threadNodes.size
      threadNodes.set(thread, node)
      components.join(letter, node)
    }
  }
  return { components, threadNodes }
}

/**
 * Threads as connected components over the keys of `threadKeys`: one step of a union that may be fed in any order and in
 * any portions and gives the same partition of all letters seen so far.
 *
 * `known` maps each key of the batch that is stored already, as own key or as ancestor of any letter, to its thread. The
 * caller stores all keys of each letter under its thread, and moves keys and letters of merged threads, in the transaction
 * that stores the batch and under a lock that keeps two batches with a common key apart.
 */
export function assignThreads<Id extends string | number | bigint>(
  batch: readonly (readonly ThreadKey[])[],
  known: ReadonlyMap<string, Id>,
): ThreadAssignment<Id> {
  const { components, threadNodes } = joinLetters(batch, known)
  const mergeOfRoot = new Map<number, { into: Id; from: Id[] }>()
  for (const thread of [...threadNodes.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    const root = components.find(threadNodes.get(thread) ?? 0)
    const merge = mergeOfRoot.get(root)
    if (merge) merge.from.push(thread)
    else mergeOfRoot.set(root, { into: thread, from: [] })
  }
  const groupOfRoot = new Map<number, number>()
  const letters = batch.map((_, letter): ThreadOf<Id> => {
    const root = components.find(letter)
    const merge = mergeOfRoot.get(root)
    if (merge) return { kind: 'stored', thread: merge.into }
    const group = groupOfRoot.get(root) ?? groupOfRoot.size
    groupOfRoot.set(root, group)
    return { kind: 'new', group }
  })
  const merges = [...mergeOfRoot.values()].filter(({ from }) => from.length > 0)
  return { letters, groups: groupOfRoot.size, merges }
}
