/** Content-Transfer-Encoding, RFC 2045 section 6, and uuencode, as decoders that take the bytes in any pieces. */

import type { TransferEncoding } from './parsed-message.ts'

/** Takes encoded bytes in pieces and gives decoded ones; what it holds back between pieces is bounded by a line. */
export interface TransferDecoder {
  write(piece: Buffer): Buffer
  end(): Buffer
}

export function createDecoder(encoding: TransferEncoding): TransferDecoder {
  switch (encoding) {
    case 'base64':
      return new Base64Decoder()
    case 'quoted-printable':
      return new QuotedPrintableDecoder()
    case 'uuencode':
      return new UuDecoder()
    case 'identity':
      return { write: (piece) => piece, end: () => NOTHING }
  }
}

/** Decodes a whole body at once. */
export function decodeTransfer(bytes: Buffer, encoding: TransferEncoding): Buffer {
  if (encoding === 'identity') return bytes
  if (encoding === 'quoted-printable') return decodeQuoted(bytes)
  if (encoding === 'base64') {
    const text = bytes.toString('latin1')
    if (!hasInnerPadding(text)) return Buffer.from(text, 'base64')
  }
  const decoder = createDecoder(encoding)
  const head = decoder.write(bytes)
  const tail = decoder.end()
  return tail.length === 0 ? head : Buffer.concat([head, tail])
}

const NOTHING = Buffer.alloc(0)

const SEXTETS = new Int8Array(256).fill(-1)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
for (let value = 0; value < 64; value++) SEXTETS[ALPHABET.charCodeAt(value)] = value
// The two letters of base64url, as Node's own decoder takes them.
SEXTETS[45] = 62
SEXTETS[95] = 63

/**
 * RFC 2045 section 6.8: what is not of the alphabet is passed over. Padding in the middle ends a group and decoding goes
 * on behind it, as bodies put together from pieces need it.
 */
class Base64Decoder implements TransferDecoder {
  #bits = 0
  #count = 0

  write(piece: Buffer): Buffer {
    const out = Buffer.allocUnsafe(Math.ceil((piece.length * 3) / 4) + 1)
    let length = 0
    let bits = this.#bits
    let count = this.#count
    for (const byte of piece) {
      const value = SEXTETS[byte] ?? -1
      if (value < 0) {
        if (byte === 61) count = 0
        continue
      }
      bits = ((bits << 6) | value) & 0xffff
      count += 6
      if (count < 8) continue
      count -= 8
      out[length++] = bits >> count
    }
    this.#bits = bits
    this.#count = count
    return out.subarray(0, length)
  }

  end(): Buffer {
    return NOTHING
  }
}

/** Something follows the first padding: Node's own decoder would stop there. */
function hasInnerPadding(text: string): boolean {
  const padding = text.indexOf('=')
  return padding >= 0 && /[A-Za-z0-9+/_-]/.test(text.slice(padding))
}

const HEX = new Int8Array(256).fill(-1)
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i
}

/** An equals sign that starts no escape stands for itself (RFC 2045 section 6.7, robust decoding). */
class QuotedPrintableDecoder implements TransferDecoder {
  #held: Buffer = NOTHING

  write(piece: Buffer): Buffer {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece])
    const safe = safeLength(bytes)
    this.#held = bytes.subarray(safe)
    return decodeQuoted(bytes.subarray(0, safe))
  }

  end(): Buffer {
    const rest = decodeQuoted(this.#held)
    this.#held = NOTHING
    return rest
  }
}

/** Up to here no escape and no white space at a line's end is cut in two. */
function safeLength(bytes: Buffer): number {
  const newline = bytes.lastIndexOf(10)
  return newline < 0 && bytes.length < 64 * 1024 ? 0 : newline < 0 ? lastWholeEscape(bytes) : newline + 1
}

function lastWholeEscape(bytes: Buffer): number {
  const equals = bytes.lastIndexOf(61)
  return equals >= bytes.length - 3 && equals >= 0 ? equals : bytes.length
}

function decodeQuoted(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  const end = bytes.length
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte !== 61) {
      out[length++] = byte
      continue
    }
    const high = HEX[bytes[i + 1] ?? 0] ?? -1
    const low = HEX[bytes[i + 2] ?? 0] ?? -1
    if (high >= 0 && low >= 0) {
      out[length++] = (high << 4) | low
      i += 2
      continue
    }
    const next = softBreakEnd(bytes, i + 1)
    if (next > 0) i = next - 1
    else out[length++] = 61
  }
  return out.subarray(0, length)
}

/** End of a soft line break whose equals sign stands before `start`, 0 where there is none. */
function softBreakEnd(bytes: Buffer, start: number): number {
  let at = start
  while (bytes[at] === 32 || bytes[at] === 9) at++
  if (at >= bytes.length) return bytes.length
  if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1
  return bytes[at] === 10 ? at + 1 : 0
}

/** The body of a "begin" block, line by line; each line tells its own length. */
class UuDecoder implements TransferDecoder {
  #held = ''
  #isDone = false

  write(piece: Buffer): Buffer {
    const text = this.#held + piece.toString('latin1', 0, piece.length)
    const newline = text.lastIndexOf('\n')
    this.#held = text.slice(newline + 1)
    return newline < 0 ? NOTHING : this.#decode(text.slice(0, newline).split('\n'))
  }

  end(): Buffer {
    const rest = this.#held === '' ? NOTHING : this.#decode([this.#held])
    this.#held = ''
    return rest
  }

  #decode(lines: readonly string[]): Buffer {
    const pieces: Buffer[] = []
    for (const raw of lines) {
      const line = raw.replace(/\r+$/, '')
      if (/^begin(-base64)? [0-7]{3,4} /.test(line) || line === '') continue
      if (/^end\s*$/.test(line)) this.#isDone = true
      if (this.#isDone) break
      pieces.push(decodeUuLine(line))
    }
    return Buffer.concat(pieces)
  }
}

function decodeUuLine(line: string): Buffer {
  const count = (line.charCodeAt(0) - 32) & 63
  const out = Buffer.alloc(count)
  for (let i = 0, at = 1; i < count; i += 3, at += 4) {
    const group =
      (uuValue(line, at) << 18) | (uuValue(line, at + 1) << 12) | (uuValue(line, at + 2) << 6) | uuValue(line, at + 3)
    out[i] = (group >> 16) & 255
    if (i + 1 < count) out[i + 1] = (group >> 8) & 255
    if (i + 2 < count) out[i + 2] = group & 255
  }
  return out
}

/** Trailing spaces are often lost on the way: what is missing is zero. */
function uuValue(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0
}
