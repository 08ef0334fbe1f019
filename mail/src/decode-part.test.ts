import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePart, decodePartStream, type EncodedPart } from './decode-part.ts'
import type { TransferEncoding } from './parsed-message.ts'
import { base64, quoted } from './testing/hard-case.ts'

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function* chunksOf(source: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let i = 0; at < source.length; i++) {
    const end = at + (sizes[i % sizes.length] ?? 1)
    yield source.subarray(at, end)
    at = end
  }
}

/** The encoded body between other bytes, as it lies in a letter. */
function within(body: string, encoding: TransferEncoding): { source: Buffer; part: EncodedPart } {
  const encoded = Buffer.from(body, 'latin1')
  const source = Buffer.concat([Buffer.from('before\r\n'), encoded, Buffer.from('\r\n--after--')])
  return { source, part: { encoding, start: 8, end: 8 + encoded.length } }
}

function uuencoded(content: Buffer): string {
  const lines = ['begin 644 file.bin']
  for (let at = 0; at < content.length; at += 45) {
    const bytes = content.subarray(at, at + 45)
    let line = String.fromCharCode(32 + bytes.length)
    for (let i = 0; i < bytes.length; i += 3) {
      const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
      for (const shift of [18, 12, 6, 0]) line += String.fromCharCode(((group >> shift) & 63) + 32)
    }
    lines.push(line)
  }
  return [...lines, '`', 'end', ''].join('\r\n')
}

const encoders: Readonly<Record<Exclude<TransferEncoding, 'identity'>, (content: Buffer) => string>> = {
  base64: (content) => base64(content).replaceAll('\n', '\r\n'),
  'quoted-printable': (content) => quoted(content).replaceAll('\n', '\r\n'),
  uuencode: uuencoded,
}

const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 10 })

describe('a decoded part', () => {
  for (const encoding of ['base64', 'uuencode'] as const) {
    test(`of ${encoding} is the attached file byte for byte, whole and in any pieces`, async () => {
      const check = async (bytes: Uint8Array, pieces: readonly number[]): Promise<void> => {
        const content = Buffer.from(bytes)
        const { source, part } = within(encoders[encoding](content), encoding)
        expect(content.equals(decodePart(source, part))).toBe(true)
        expect(content.equals(await collect(decodePartStream(source, part)))).toBe(true)
        expect(content.equals(await collect(decodePartStream(chunksOf(source, pieces), part)))).toBe(true)
      }
      await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), sizes, check))
    })
  }

  test('of quoted-printable is the attached text byte for byte, whole and in any pieces', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 500 }).map((value) => value.replace(/[\r\n]/g, '') || 'x')
    const lines = fc.array(text, { minLength: 1, maxLength: 20 })
    const check = async (value: readonly string[], pieces: readonly number[]): Promise<void> => {
      const content = Buffer.from(value.join('\r\n'))
      const { source, part } = within(encoders['quoted-printable'](Buffer.from(value.join('\n'))), 'quoted-printable')
      expect(content.equals(decodePart(source, part))).toBe(true)
      expect(content.equals(await collect(decodePartStream(chunksOf(source, pieces), part)))).toBe(true)
    }
    await fc.assert(fc.asyncProperty(lines, sizes, check))
  })

  test('comes out the same in pieces as whole, however broken its encoding is', async () => {
    const noise = fc.array(
      fc.constantFrom(
        '=',
        '==',
        '=A',
        '=\r\n',
        '= \n',
        'QUJD',
        'a',
        '-_',
        '!*',
        '\r\n',
        ' ',
        '\n',
        'é',
        'M',
        '`',
        'end\n',
        '#0V%T\n',
      ),
      {
        maxLength: 60,
      },
    )
    const check = async (
      pieces: readonly string[],
      encoding: TransferEncoding,
      cuts: readonly number[],
    ): Promise<void> => {
      const { source, part } = within(pieces.join(''), encoding)
      const whole = Buffer.from(decodePart(source, part))
      expect(await collect(decodePartStream(chunksOf(source, cuts), part))).toEqual(whole)
    }
    const encoding = fc.constantFrom<TransferEncoding>('identity', 'base64', 'quoted-printable', 'uuencode')
    await fc.assert(fc.asyncProperty(noise, encoding, sizes, check), { numRuns: 1000 })
  })

  test('without encoding is a view of the letter and takes no memory', () => {
    const { source, part } = within('as it is', 'identity')
    expect(decodePart(source, part).buffer).toBe(source.buffer)
  })

  test('of 40 MB never holds more than a few pieces at once', async () => {
    const content = Buffer.alloc(30 * 1024 * 1024, 'besedka ')
    const { source, part } = within(encoders.base64(content), 'base64')
    let longest = 0
    let total = 0
    for await (const piece of decodePartStream(chunksOf(source, [64 * 1024]), part)) {
      longest = Math.max(longest, piece.length)
      total += piece.length
    }
    expect(total).toBe(content.length)
    expect(longest).toBeLessThanOrEqual(64 * 1024)
  })

  test('ends the reading of a stream where the part ends', async () => {
    const { source, part } = within(base64('file'), 'base64')
    let isRead = false
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield source
      isRead = true
      yield Buffer.from('more')
    }
    expect((await collect(decodePartStream(stream(), part))).toString()).toBe('file')
    expect(isRead).toBe(false)
  })
})
