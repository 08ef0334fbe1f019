import { describe, expect, test } from 'vitest'
import { normaliseMessageId, type ThreadedLetter, threadKeys } from './thread.ts'

function letter(more: Partial<ThreadedLetter>): ThreadedLetter {
  return { messageId: null, inReplyTo: [], references: [], contentHash: new Uint8Array([1, 2, 3]), ...more }
}

function keys(more: Partial<ThreadedLetter>): string[] {
  return threadKeys(letter(more)).map(({ key }) => key)
}

const keyOf = (messageId: string) => keys({ messageId })[0]

describe('S23 the keys of a letter', () => {
  test('S23 own key first, then In-Reply-To, then References from the last backwards', () => {
    expect(threadKeys(letter({ messageId: 'd@x', inReplyTo: ['c@x'], references: ['a@x', 'b@x', 'c@x'] }))).toEqual([
      { key: keyOf('d@x'), distance: 0 },
      { key: keyOf('c@x'), distance: 1 },
      { key: keyOf('b@x'), distance: 2 },
      { key: keyOf('a@x'), distance: 3 },
    ])
  })

  test('S23 a key is a lower-case uuid and stays the same for ever', () => {
    expect(keyOf('abc@example.com')).toBe('f55aa5ad-8303-416f-97f2-ad0fbcd3f256')
  })

  test('S23 brackets, folding and the case of the host do not change an id, the case of its left part does', () => {
    expect(keyOf(' <Ab\r\n c@Example.COM> ')).toBe(keyOf('Abc@example.com'))
    expect(keyOf('ABC@example.com')).not.toBe(keyOf('abc@example.com'))
    expect(normaliseMessageId('<>')).toBeNull()
  })

  test('S23 a letter without Message-ID is known by its content', () => {
    const own = keys({ references: ['a@x'] })
    expect(own).toHaveLength(2)
    expect(own[0]).not.toBe(keys({ contentHash: new Uint8Array([4]) })[0])
    expect(keys({ messageId: '<>' })[0]).toBe(own[0])
  })

  test('P42 the id that a relay took away is one of its own', () => {
    const relayed = threadKeys(letter({ messageId: 'new@outlook.com', otherIds: ['old@x', 'new@outlook.com'] }))
    expect(relayed.map(({ distance }) => distance)).toEqual([0, 0])
    expect(relayed[1]?.key).toBe(keyOf('old@x'))
  })

  test('S23 a letter that names itself, or one id twice, has each key once', () => {
    expect(keys({ messageId: 'a@x', inReplyTo: ['a@x', 'b@x'], references: ['b@x', 'a@x', 'b@x'] })).toHaveLength(2)
  })

  test('P40 the subject is no key', () => {
    const answer = { ...letter({ messageId: 'a@x' }), subject: 'Re: Договор' }
    expect(threadKeys(answer)).toEqual(threadKeys(letter({ messageId: 'a@x' })))
  })

  test('S23 thousands of ids are cut to the nearest hundred and the root', () => {
    const references = Array.from({ length: 5000 }, (_, index) => `${index}@x`)
    const cut = keys({ messageId: 'own@x', references })
    expect(cut).toHaveLength(101)
    expect(cut[1]).toBe(keyOf('4999@x'))
    expect(cut.at(-1)).toBe(keyOf('0@x'))
  })
})
