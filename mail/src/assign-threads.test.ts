import { describe, expect, test } from 'vitest'
import { assignThreads } from './assign-threads.ts'

function keys(...names: string[]) {
  return names.map((key, distance) => ({ key, distance }))
}

describe('S23 threads of a batch', () => {
  test('S23 letters that share a key are one new thread, others are not', () => {
    const batch = [keys('a'), keys('b', 'x'), keys('c', 'x'), keys('d', 'a')]
    expect(assignThreads(batch, new Map<string, number>())).toEqual({
      letters: [
        { kind: 'new', group: 0 },
        { kind: 'new', group: 1 },
        { kind: 'new', group: 1 },
        { kind: 'new', group: 0 },
      ],
      groups: 2,
      merges: [],
    })
  })

  test('S23 a letter that knows a stored key joins its thread', () => {
    expect(assignThreads([keys('b', 'a')], new Map([['a', 5]]))).toEqual({
      letters: [{ kind: 'stored', thread: 5 }],
      groups: 0,
      merges: [],
    })
  })

  test('S23 a letter that ties stored threads together merges them into the smallest', () => {
    const known = new Map([
      ['a', 10n],
      ['b', 9n],
      ['c', 100n],
      ['z', 1n],
    ])
    const { letters, merges } = assignThreads([keys('n', 'a', 'b'), keys('m', 'n', 'c'), keys('o', 'z')], known)
    expect(letters).toEqual([
      { kind: 'stored', thread: 9n },
      { kind: 'stored', thread: 9n },
      { kind: 'stored', thread: 1n },
    ])
    expect(merges).toEqual([{ into: 9n, from: [10n, 100n] }])
  })

  test('S23 an empty batch and a letter without keys need nothing', () => {
    expect(assignThreads([], new Map<string, number>())).toEqual({ letters: [], groups: 0, merges: [] })
    expect(assignThreads([[]], new Map<string, number>()).groups).toBe(1)
  })
})
