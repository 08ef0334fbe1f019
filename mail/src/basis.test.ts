import { describe, expect, test } from 'vitest'
import { type BasisLetter, basisChain, findBasis, findFollowers } from './basis.ts'

function letter(ref: string, more: Partial<BasisLetter<string>> = {}, ...ancestors: string[]): BasisLetter<string> {
  const keys = [ref, ...ancestors].map((key, distance) => ({ key, distance }))
  return { ref, account: 'one', keys, date: 1000, contentHash: ref, ...more }
}

const root = letter('root')
const parent = letter('parent', {}, 'root')
const child = letter('child', {}, 'parent', 'root')

describe('S23 the basis of a letter', () => {
  test('S23 is its nearest ancestor that is loaded', () => {
    expect(findBasis(child, [root, parent])?.basis).toEqual({ ref: 'parent', distance: 1 })
    expect(findBasis(child, [root])?.basis).toEqual({ ref: 'root', distance: 2 })
    expect(findBasis(child, [letter('stranger')])).toBeNull()
    expect(findBasis(child, [])).toBeNull()
  })

  test('S23 a late parent becomes the basis of a loaded letter where it is nearer than the present one', () => {
    expect(findFollowers(parent, [{ letter: child, basis: root }])).toEqual([
      { letter: child, basis: { ref: 'parent', distance: 1 } },
    ])
    expect(findFollowers(root, [{ letter: child, basis: parent }])).toEqual([])
    expect(findFollowers(root, [{ letter: child, basis: null }])).toHaveLength(1)
  })

  test('S23 of two copies the one in the own account is taken, then the earlier', () => {
    const foreign = letter('copy', { account: 'two', date: 1, keys: root.keys })
    expect(findBasis(child, [foreign, root])?.basis.ref).toBe('root')
    const late = letter('late', { date: 2000, keys: root.keys })
    expect(findBasis(child, [late, root])?.basis.ref).toBe('root')
  })

  test('P42 a letter in another account may be the basis', () => {
    expect(findBasis(child, [letter('root', { account: 'two' })])?.basis.ref).toBe('root')
  })

  test('S23 a copy of the letter itself is no basis', () => {
    const copy = letter('copy', { account: 'two', keys: child.keys })
    expect(findBasis(child, [copy])).toBeNull()
  })

  test('S23 of two letters that name each other only the later has the other as its basis', () => {
    const a = letter('a', { date: 1 }, 'b')
    const b = letter('b', { date: 2 }, 'a')
    expect(findBasis(a, [b])).toBeNull()
    expect(findBasis(b, [a])?.basis.ref).toBe('a')
  })

  test('S23 a walk up ends even in a ring', () => {
    const above = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ])
    expect(basisChain('a', (ref) => above.get(ref) ?? null)).toEqual(['b', 'c'])
    expect(basisChain('x', (ref) => above.get(ref) ?? null)).toEqual([])
  })
})
