import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMessage } from './parse-message.ts'
import { newThreadFields, type ParentLetter, replyReferences } from './reply-references.ts'
import { letter } from './testing/hard-case.ts'
import { threadKeys } from './thread.ts'
import { childThreadIndex, newThreadIndex } from './thread-index.ts'

const at = new Date('2024-03-08T10:00:00Z')
const random = Buffer.from('4696a637e92446a36574d21f90b594b1', 'hex')

function parent(header: string): ParentLetter {
  return parseMessage(letter(`${header}\n\nbody\n`))
}

/** What a program that knows the format reads: the time of the conversation, its GUID and the seconds of each answer. */
function readIndex(text: string): { start: Date; guid: string; answers: number[] } {
  const bytes = Buffer.from(text, 'base64')
  const ticks = BigInt(`0x${bytes.subarray(1, 6).toString('hex')}000000`)
  const answers: number[] = []
  for (let pos = 22; pos < bytes.length; pos += 5) {
    const delta = BigInt(bytes.readUInt32BE(pos))
    const isLong = delta >> 31n === 1n
    answers.push(Number((delta & 0x7fffffffn) << (isLong ? 23n : 18n)) / 1e7)
  }
  return { start: new Date(Number(ticks / 10000n) - 11644473600000), guid: bytes.toString('hex', 6, 22), answers }
}

describe('P44 In-Reply-To and References', () => {
  test.each([
    ['the parent alone', 'Message-ID: <p@x>', 'p@x', ['p@x']],
    [
      "the parent's References and then the parent",
      'Message-ID: <p@x>\nReferences: <a@x> <b@x>\nIn-Reply-To: <b@x>',
      'p@x',
      ['a@x', 'b@x', 'p@x'],
    ],
    ['its only In-Reply-To where it has no References', 'Message-ID: <p@x>\nIn-Reply-To: <a@x>', 'p@x', ['a@x', 'p@x']],
    ['no In-Reply-To of several', 'Message-ID: <p@x>\nIn-Reply-To: <a@x> <b@x>', 'p@x', ['p@x']],
    ['a parent without Message-ID', 'References: <a@x> <b@x>', null, ['a@x', 'b@x']],
    ['a parent without anything', 'Subject: x', null, []],
    ['a parent that names itself', 'Message-ID: <p@x>\nReferences: <p@x> <a@x>', 'p@x', ['a@x', 'p@x']],
    [
      'repeats in another case of the domain',
      'Message-ID: <p@x>\nReferences: <a@X> <b@x> <a@x>',
      'p@x',
      ['b@x', 'a@x', 'p@x'],
    ],
    ['no id that has no ASCII form', 'Message-ID: <p@x>\nReferences: <a@x> <\xef\xf0@x>', 'p@x', ['a@x', 'p@x']],
  ])('P44 %s', (_, header, inReplyTo, references) => {
    const fields = replyReferences(parent(header), at, random)
    expect([fields.inReplyTo, fields.references]).toEqual([inReplyTo, references])
  })

  test('P44 a long list keeps its first and its last ids within 16 KB', () => {
    const ids = Array.from({ length: 200 }, (_, i) => `${String(i).padStart(3, '0')}${'x'.repeat(150)}@x.org`)
    const { references } = replyReferences({ ...parent('Message-ID: <p@x>'), references: ids }, at, random)
    expect(references[0]).toBe(ids[0])
    expect(references.slice(-2)).toEqual([ids[199], 'p@x'])
    expect(references.length).toBeGreaterThan(90)
    expect(references.join('').length).toBeLessThan(16 * 1024)
  })

  test('P43 an answer joins the thread of whatever it answers', () => {
    const id = fc.integer({ min: 0, max: 300 }).map((n) => `${n}@x.org`)
    fc.assert(
      fc.property(
        fc.option(id),
        fc.array(id, { maxLength: 3 }),
        fc.array(id, { maxLength: 250 }),
        (messageId, inReplyTo, references) => {
          const above = { messageId, inReplyTo, references, threadIndex: null, subject: '' }
          const fields = replyReferences(above, at, random)
          const keys = threadKeys({
            messageId: 'answer@x.org',
            inReplyTo: fields.inReplyTo === null ? [] : [fields.inReplyTo],
            references: fields.references,
            contentHash: random,
          })
          const aboveKeys = threadKeys({ ...above, contentHash: randomBytes(16) })
          if (messageId !== null) expect(keys.map(({ key }) => key)).toContain(aboveKeys[0]?.key)
          expect(new Set(fields.references).size).toBe(fields.references.length)
          if (messageId !== null) expect(fields.references.at(-1)).toBe(messageId)
        },
      ),
    )
  })
})

describe('P43 Thread-Index and Thread-Topic', () => {
  test('P43 a new conversation is 22 bytes: a mark, the time, a GUID', () => {
    const index = newThreadIndex(at, random)
    expect(Buffer.from(index, 'base64').length).toBe(22)
    expect(index.startsWith('AQH')).toBe(true)
    const { start, guid } = readIndex(index)
    expect(Math.abs(start.getTime() - at.getTime())).toBeLessThan(1700)
    expect(guid).toBe(random.toString('hex'))
  })

  test('P43 every answer adds 5 bytes that tell when, and keeps what is before', () => {
    let index = newThreadIndex(at, random)
    const delays = [60, 3600, 86400 * 30, 86400 * 365 * 3]
    for (const seconds of delays) {
      const child = childThreadIndex(index, new Date(at.getTime() + seconds * 1000), random)
      const bytes = Buffer.from(child, 'base64')
      expect(bytes.subarray(0, -5)).toEqual(Buffer.from(index, 'base64'))
      index = child
    }
    const { answers } = readIndex(index)
    for (const [i, seconds] of delays.entries()) expect(Math.abs((answers[i] ?? 0) - seconds)).toBeLessThan(3)
  })

  test('P43 an index of an older Outlook is answered by its own count of time', () => {
    const ticks = (BigInt(at.getTime()) + 11644473600000n) * 10000n
    const old = Buffer.alloc(22)
    old.writeUIntBE(Number(ticks >> 16n), 0, 6)
    old.set(random, 6)
    const child = childThreadIndex(old.toString('base64'), new Date(at.getTime() + 3_600_000), random)
    expect(Math.abs((readIndex(child).answers[0] ?? 0) - 3600)).toBeLessThan(1)
  })

  test.each([
    ['none', null],
    ['no base64', 'не base64!'],
    ['too short', 'AQHa'],
    ['half a block', Buffer.alloc(24, 1).toString('base64')],
    ['another mark', Buffer.alloc(22, 9).toString('base64')],
  ])('P43 a parent with an index that is %s begins a new one', (_, index) => {
    expect(childThreadIndex(index, at, random)).toBe(newThreadIndex(at, random))
  })

  test('P43 a clock that goes back, years 1970 and 2099, and a thousand answers give an index that fits a line', () => {
    for (const year of ['1970', '2099']) {
      const then = new Date(`${year}-01-01T00:00:00Z`)
      expect(Math.abs(readIndex(newThreadIndex(then, random)).start.getTime() - then.getTime())).toBeLessThan(1700)
    }
    let index = newThreadIndex(at, random)
    expect(readIndex(childThreadIndex(index, new Date(0), random)).answers).toEqual([0])
    for (let i = 0; i < 1000; i++) index = childThreadIndex(index, at, random)
    expect(index.length).toBeLessThan(900)
    expect((Buffer.from(index, 'base64').length - 22) % 5).toBe(0)
  })

  test('P43 the topic is the subject without prefixes, for answers and for new letters', () => {
    expect(replyReferences(parent('Subject: AW: RE: Vertrag'), at, random).threadTopic).toBe('Vertrag')
    expect(newThreadFields('Договор', at, random)).toEqual({
      inReplyTo: null,
      references: [],
      threadIndex: newThreadIndex(at, random),
      threadTopic: 'Договор',
    })
  })

  test('P43 too few random bytes are refused, not filled up', () => {
    expect(() => newThreadIndex(at, new Uint8Array(8))).toThrow(RangeError)
  })
})
