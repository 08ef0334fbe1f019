import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePart } from './decode-part.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { HARD_CASES } from './testing/all.cases.ts'
import { generatedLetters } from './testing/generated-letters.ts'
import { differences, oneSpaced, readByLightPass, readByMailparser } from './testing/letter-reading.ts'

const smallCases = Object.values(HARD_CASES)
  .flat()
  .map((hardCase) => Buffer.from(hardCase.source))
  .filter((source) => source.length < 5000)

/** A hard letter with bytes overwritten, cut out and doubled. */
const mutated = fc
  .record({
    source: fc.constantFrom(...smallCases),
    edits: fc.array(fc.record({ at: fc.nat(5000), length: fc.nat(20), bytes: fc.uint8Array({ maxLength: 20 }) }), {
      maxLength: 8,
    }),
  })
  .map(({ source, edits }) =>
    edits.reduce<Buffer>((bytes, { at, length, bytes: insert }) => {
      const start = at % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + length)])
    }, source),
  )

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsOf)
}

function expectStorable(source: Uint8Array): void {
  const parsed = parseMessage(source)
  for (const text of stringsOf([parsed, openMessage(source, parsed.parts)])) {
    expect(text.includes('\0')).toBe(false)
    expect(text.isWellFormed()).toBe(true)
  }
  expect(parsed.defects.some((defect) => defect.code === 'parser-failed')).toBe(false)
  expect(parsed.snippet.length).toBeLessThanOrEqual(200)
  expect(new Set(parsed.parts.map((part) => part.path)).size).toBe(parsed.parts.length)
  for (const part of parsed.parts) {
    expect(part.start).toBeGreaterThanOrEqual(0)
    expect(part.end).toBeGreaterThanOrEqual(part.start)
    expect(part.end).toBeLessThanOrEqual(source.length)
    expect(part.size).toBeGreaterThanOrEqual(0)
    expect(part.name).not.toMatch(/[/\\]|^\.*$/)
    decodePart(source, part)
  }
}

test('any bytes make a letter that the database takes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), expectStorable), { numRuns: 500 })
})

test('any damage to a hard letter makes a letter that the database takes', () => {
  fc.assert(fc.property(mutated, expectStorable), { numRuns: 1500 })
})

test('a letter cut at any byte makes a letter that the database takes', () => {
  for (const source of smallCases.slice(0, 60)) {
    for (let end = 0; end < source.length; end += 7) expectStorable(source.subarray(0, end))
  }
})

test('a letter in memory that threads share comes out as one in memory of its own', () => {
  for (const source of smallCases) {
    const shared = Buffer.from(new SharedArrayBuffer(source.length + 8), 8, source.length)
    shared.set(source)
    expect(parseMessage(shared)).toEqual(parseMessage(source))
  }
})

test('a generated letter comes out as it was put together', () => {
  fc.assert(
    fc.property(generatedLetters(['plain', 'alternative', 'html']), (generated) => {
      const parsed = parseMessage(generated.source)
      expect(parsed.subject).toBe(generated.subject)
      expect(parsed.from).toEqual([generated.from])
      expect(oneSpaced(parsed.text)).toBe(generated.words.join(' '))
      const files = parsed.parts.filter((part) => part.attachment)
      expect(files.map(({ name, type }) => ({ name, type }))).toEqual(
        generated.files.map(({ name, type }) => ({ name, type })),
      )
      for (const [i, part] of files.entries()) {
        expect(
          Buffer.from(decodePart(generated.source, part)).equals(generated.files[i]?.content ?? Buffer.alloc(0)),
        ).toBe(true)
        expect(part.size).toBe(generated.files[i]?.content.length)
      }
      expect(parsed.defects).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('a generated letter reads the same by mailparser', async () => {
  await fc.assert(
    fc.asyncProperty(generatedLetters(['plain', 'alternative']), async (generated) => {
      const other = await readByMailparser(generated.source)
      expect(other).not.toBeNull()
      if (other !== null) expect(differences(readByLightPass(generated.source), other)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
