import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type HeldRecord,
  noRecord,
  type RecordValue,
  reconcileRecords,
  recordsOfThread,
  type ThreadLetter,
} from './record-inheritance.ts'

const here = { up: 0, down: 0 }
const order = (externalId: string): RecordValue => ({ kind: 'record', type: 'order', externalId })
const found = (externalId: string): HeldRecord => ({ value: order(externalId), origin: 'found', reach: here })
const set = (value: RecordValue): HeldRecord => ({ value, origin: 'set', reach: here })
const chain = (id: string): HeldRecord => ({ value: { kind: 'interaction', id }, origin: 'inherited', reach: here })

function pair(parent: HeldRecord, child: HeldRecord): { parent: RecordValue | null; child: RecordValue | null } {
  const { parent: above, child: below } = reconcileRecords({ id: 'p', held: parent }, { held: child })
  return { parent: above?.value ?? null, child: below?.value ?? null }
}

describe('S23 a letter and its basis come to one record', () => {
  test('S23 a letter about nothing takes what its basis is about', () => {
    expect(pair(found('1'), noRecord)).toEqual({ parent: null, child: order('1') })
    expect(pair(set(order('1')), noRecord)).toEqual({ parent: null, child: order('1') })
  })

  test('S23 a letter about nothing whose basis is about nothing joins its chain', () => {
    expect(pair(noRecord, noRecord).child).toEqual({ kind: 'interaction', id: 'p' })
    expect(pair(chain('head'), noRecord).child).toEqual({ kind: 'interaction', id: 'head' })
    expect(pair(chain('head'), chain('head'))).toEqual({ parent: null, child: null })
  })

  test('S23 a letter of a chain takes the record of its basis', () => {
    expect(pair(found('1'), chain('p')).child).toEqual(order('1'))
  })

  test('S23 a basis without a record takes the record of the answer', () => {
    expect(pair(noRecord, found('1'))).toEqual({ parent: order('1'), child: null })
    expect(pair(chain('head'), set(order('1')))).toEqual({ parent: order('1'), child: null })
  })

  test('S23 two records stay as they are', () => {
    expect(pair(found('1'), found('2'))).toEqual({ parent: null, child: null })
    expect(pair(set(order('1')), set(order('2')))).toEqual({ parent: null, child: null })
  })

  test('S23 what a person has set never changes, an emptied record included', () => {
    const emptied = set({ kind: 'none' })
    const others = [noRecord, found('1'), set(order('2')), chain('x'), emptied]
    for (const other of others) {
      for (const mine of [emptied, set(order('9')), set({ kind: 'interaction', id: 'y' })]) {
        expect(pair(mine, other).parent).toBeNull()
        expect(pair(other, mine).child).toBeNull()
      }
    }
  })

  test('S23 an inherited record gives way to that of a nearer ancestor, never to a farther one', () => {
    const fromAnswer: HeldRecord = { value: order('answer'), origin: 'inherited', reach: { up: 1, down: 0 } }
    expect(pair(found('above'), fromAnswer).child).toEqual(order('above'))
    const fromFar: HeldRecord = { value: order('far'), origin: 'inherited', reach: { up: 0, down: 3 } }
    const fromNear: HeldRecord = { value: order('near'), origin: 'inherited', reach: { up: 0, down: 1 } }
    expect(pair(fromFar, fromNear).child).toBeNull()
  })
})

describe('S23 what the letters of a thread are about', () => {
  const values = (letters: readonly ThreadLetter[]) =>
    Object.fromEntries([...recordsOfThread(letters)].map(([id, held]) => [id, held.value]))
  const letter = (id: string, basis: string | null, own: ThreadLetter['own'] = null): ThreadLetter => ({
    id,
    basis,
    own,
  })

  test('S23 a record spreads over the whole chain, past its siblings', () => {
    const letters = [
      letter('a', null),
      letter('b', 'a', { value: order('1'), origin: 'found' }),
      letter('c', 'a'),
      letter('d', 'c'),
    ]
    expect(Object.values(values(letters))).toEqual([order('1'), order('1'), order('1'), order('1')])
  })

  test('S23 a chain without a record is about its head', () => {
    expect(values([letter('c', 'b'), letter('b', 'a'), letter('a', null)])).toEqual({
      a: { kind: 'none' },
      b: { kind: 'interaction', id: 'a' },
      c: { kind: 'interaction', id: 'a' },
    })
  })

  test('S23 a letter that a person emptied stops what would pass through it', () => {
    const letters = [
      letter('a', null, { value: order('1'), origin: 'set' }),
      letter('b', 'a', { value: { kind: 'none' }, origin: 'set' }),
      letter('c', 'b'),
    ]
    expect(values(letters)).toMatchObject({ b: { kind: 'none' }, c: { kind: 'interaction', id: 'b' } })
  })

  test('S23 letters that name each other in a ring have an answer too', () => {
    const ring = [letter('a', 'c'), letter('b', 'a'), letter('c', 'b', { value: order('1'), origin: 'found' })]
    expect(Object.values(values(ring))).toEqual([order('1'), order('1'), order('1')])
  })
})

const anyOwn: fc.Arbitrary<ThreadLetter['own']> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('1', '2', '3').map((id) => ({ value: order(id), origin: 'found' as const })),
  },
  { weight: 1, arbitrary: fc.constantFrom('4', '5').map((id) => ({ value: order(id), origin: 'set' as const })) },
  { weight: 1, arbitrary: fc.constant({ value: { kind: 'none' } as const, origin: 'set' as const }) },
  { weight: 1, arbitrary: fc.constant({ value: { kind: 'interaction', id: 'x' } as const, origin: 'set' as const }) },
)

/** A forest: each letter's basis is one of those before it, or none. */
const forest: fc.Arbitrary<ThreadLetter[]> = fc
  .array(fc.record({ up: fc.nat(), own: anyOwn }), { minLength: 1, maxLength: 14 })
  .map((nodes) =>
    nodes.map(({ up, own }, index) => {
      const above = up % (index + 1)
      return {
        id: `l${String(index).padStart(2, '0')}`,
        basis: above === index ? null : `l${String(above).padStart(2, '0')}`,
        own,
      }
    }),
  )

test('N03 repeating the step over the pairs of a thread in any order ends at the same records, 1,000 shuffles', () => {
  fc.assert(
    fc.property(
      forest.chain((letters) =>
        fc.tuple(fc.constant(letters), fc.shuffledSubarray(letters, { minLength: letters.length })),
      ),
      ([letters, shuffled]) => {
        const held = new Map(letters.map(({ id, own }) => [id, own ? { ...own, reach: here } : noRecord]))
        for (let changed = true; changed; ) {
          changed = false
          for (const { id, basis } of shuffled) {
            const [parent, child] = [held.get(basis ?? ''), held.get(id)]
            if (basis === null || !parent || !child) continue
            const step = reconcileRecords({ id: basis, held: parent }, { held: child })
            if (step.parent) held.set(basis, step.parent)
            if (step.child) held.set(id, step.child)
            changed ||= step.parent !== null || step.child !== null
          }
        }
        const expected = recordsOfThread(shuffled)
        for (const { id, own } of letters) {
          expect([id, held.get(id)]).toEqual([id, expected.get(id)])
          if (own) expect(held.get(id)?.value).toEqual(own.value)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
