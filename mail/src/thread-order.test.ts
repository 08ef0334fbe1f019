import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignThreads } from './assign-threads.ts'
import { type BasisLetter, findBasis, findFollowers } from './basis.ts'
import { type RecordValue, recordsOfThread } from './record-inheritance.ts'
import { type ThreadKey, threadKeys } from './thread.ts'

interface Letter extends BasisLetter<string> {
  readonly record: string | null
}

/** What the program stores, fed batch by batch as ingest does. */
class Store {
  nextThread = 1
  threadOfKey = new Map<string, number>()
  threadOfLetter = new Map<string, number>()
  letters = new Map<string, Letter>()
  basisOf = new Map<string, Letter>()

  ingest(batch: readonly Letter[]): void {
    const { letters, groups, merges } = assignThreads(
      batch.map(({ keys }) => keys),
      this.threadOfKey,
    )
    for (const { into, from } of merges) {
      for (const [key, thread] of this.threadOfKey) if (from.includes(thread)) this.threadOfKey.set(key, into)
      for (const [ref, thread] of this.threadOfLetter) if (from.includes(thread)) this.threadOfLetter.set(ref, into)
    }
    for (const [index, letter] of batch.entries()) {
      const place = letters[index]
      const thread = place?.kind === 'stored' ? place.thread : this.nextThread + (place?.group ?? 0)
      this.threadOfLetter.set(letter.ref, thread)
      for (const { key } of letter.keys) this.threadOfKey.set(key, thread)
      this.link(letter)
    }
    this.nextThread += groups
  }

  private link(letter: Letter): void {
    const loaded = [...this.letters.values()]
    const basis = findBasis(letter, loaded)
    if (basis) this.setBasis(letter, basis.basis.ref)
    const earlier = loaded.map((one) => ({ letter: one, basis: this.basisOf.get(one.ref) ?? null }))
    this.letters.set(letter.ref, letter)
    for (const follower of findFollowers(letter, earlier)) this.setBasis(follower.letter, letter.ref)
  }

  private setBasis(letter: BasisLetter<string>, ref: string): void {
    const basis = this.letters.get(ref)
    if (basis) this.basisOf.set(letter.ref, basis)
  }

  /** Threads as sets of letters, bases and records: everything that must not depend on the order. */
  picture(): unknown {
    const threads = Map.groupBy(this.threadOfLetter.keys(), (ref) => this.threadOfLetter.get(ref))
    const bases = [...this.letters.keys()].sort().map((ref) => [ref, this.basisOf.get(ref)?.ref ?? null])
    const records = [...threads.values()].flatMap((refs) => [...recordsOfThread(refs.map((ref) => this.own(ref)))])
    return {
      threads: [...threads.values()].map((refs) => refs.sort().join(' ')).sort(),
      bases,
      records: records.map(([ref, { value, reach }]) => JSON.stringify([ref, value, reach])).sort(),
    }
  }

  private own(ref: string) {
    const record = this.letters.get(ref)?.record ?? null
    const value: RecordValue = { kind: 'record', type: 'order', externalId: record ?? '' }
    const own = record === null ? null : { value, origin: 'found' as const }
    return { id: ref, basis: this.basisOf.get(ref)?.ref ?? null, own }
  }
}

interface Seed {
  readonly parent: number
  readonly style: 'full' | 'in-reply-to' | 'references' | 'skips-parent' | 'none' | 'names-any'
  readonly hasId: boolean
  /** The same letter in a further mailbox: the id of its parent, other bytes. */
  readonly isCopy: boolean
  readonly account: string
  readonly record: string | null
}

const seed: fc.Arbitrary<Seed> = fc.record({
  parent: fc.nat(),
  style: fc.constantFrom<Seed['style'][]>(
    'full',
    'full',
    'in-reply-to',
    'references',
    'skips-parent',
    'none',
    'names-any',
  ),
  hasId: fc.nat(9).map((roll) => roll > 0),
  isCopy: fc.nat(5).map((roll) => roll === 0),
  account: fc.constantFrom('one', 'two', 'three'),
  record: fc.option(fc.constantFrom('1', '2'), { freq: 5, nil: null }),
})

function ancestry(seeds: readonly Seed[], index: number): string[] {
  const chain: string[] = []
  for (let at = index; at > 0 && seeds[at]?.style !== 'none'; ) {
    at = (seeds[at]?.parent ?? 0) % at
    chain.unshift(`${at}@x`)
  }
  return chain
}

function headersOf(seeds: readonly Seed[], index: number): { inReplyTo: string[]; references: string[] } {
  const one = seeds[index]
  const chain = ancestry(seeds, index)
  if (!one || one.style === 'none') return { inReplyTo: [], references: [] }
  if (one.style === 'names-any') return { inReplyTo: [`${one.parent % seeds.length}@x`], references: [] }
  if (one.style === 'in-reply-to') return { inReplyTo: chain.slice(-1), references: [] }
  if (one.style === 'references') return { inReplyTo: [], references: chain }
  if (one.style === 'skips-parent') return { inReplyTo: [], references: chain.slice(0, -1) }
  return { inReplyTo: chain.slice(-1), references: chain }
}

function corpusOf(seeds: readonly Seed[]): Letter[] {
  return seeds.map((one, index) => {
    const contentHash = new Uint8Array([index])
    const keys: ThreadKey[] = threadKeys({
      messageId: one.hasId ? `${one.isCopy ? one.parent % seeds.length : index}@x` : null,
      ...headersOf(seeds, index),
      contentHash,
    })
    const ref = `l${index}`
    return { ref, account: one.account, keys, date: (index * 7) % 5, contentHash: String(index), record: one.record }
  })
}

const corpus = fc.array(seed, { minLength: 2, maxLength: 24 }).map(corpusOf)

/** Any order, cut into portions at any places; within a mailbox as well as across them. */
const arrival = corpus.chain((letters) =>
  fc.record({
    letters: fc.constant(letters),
    order: fc.shuffledSubarray(letters, { minLength: letters.length, maxLength: letters.length }),
    cuts: fc.array(fc.nat(letters.length), { maxLength: 5 }),
  }),
)

test('N03 P41 P42 1,000 orders of arrival, split over mailboxes and batches, give the same threads, bases and records', () => {
  fc.assert(
    fc.property(arrival, ({ letters, order, cuts }) => {
      const [whole, parts] = [new Store(), new Store()]
      whole.ingest(letters)
      let start = 0
      for (const cut of [...cuts, order.length].sort((a, b) => a - b)) {
        parts.ingest(order.slice(start, cut))
        start = cut
      }
      expect(parts.picture()).toEqual(whole.picture())
    }),
    { numRuns: 1000 },
  )
})

test('N03 reading one mailbox after the other gives the same threads whichever is first', () => {
  fc.assert(
    fc.property(corpus, fc.shuffledSubarray(['one', 'two', 'three'], { minLength: 3 }), (letters, accounts) => {
      const [whole, byAccount] = [new Store(), new Store()]
      whole.ingest(letters)
      for (const account of accounts) byAccount.ingest(letters.filter((letter) => letter.account === account))
      expect(byAccount.picture()).toEqual(whole.picture())
    }),
    { numRuns: 300 },
  )
})

test('P40 letters without a common id are never one thread', () => {
  const alone = corpusOf(
    Array.from({ length: 10 }, () => ({
      parent: 0,
      style: 'none',
      hasId: true,
      isCopy: false,
      account: 'one',
      record: null,
    })),
  )
  const store = new Store()
  store.ingest(alone)
  expect(new Set(store.threadOfLetter.values()).size).toBe(10)
})
