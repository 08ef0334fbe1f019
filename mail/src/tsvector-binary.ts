/**
 * The binary form of a tsvector for COPY (PostgreSQL's `tsvectorrecv`): number of lexemes as int32, then each lexeme in
 * UTF-8 with a zero byte after it and the number of its positions as uint16, here always 0. The server sorts the lexemes
 * itself where they are not sorted, but it does not look for repeated ones: each may come once only.
 */

/** Bytes that a lexeme takes besides its text. */
export const lexemeOverhead = 3

/** Encodes distinct lexemes, none of them empty or with a zero byte. */
export function encodeTsvector(lexemes: readonly string[]): Buffer {
  const size = lexemes.reduce((sum, lexeme) => sum + Buffer.byteLength(lexeme) + lexemeOverhead, 4)
  const buffer = Buffer.alloc(size)
  let offset = buffer.writeInt32BE(lexemes.length)
  for (const lexeme of lexemes) offset += buffer.write(lexeme, offset) + lexemeOverhead
  return buffer
}

/**
 * Encodes lexemes that lie as UTF-8 in one array: lexeme n from `starts[n]` to `starts[n + 1]`. `ids` holds `count` distinct
 * numbers, `size` is the sum of their lengths and overheads and 4.
 */
export function encodeTsvectorOf(
  ids: Int32Array,
  count: number,
  size: number,
  lexemes: { readonly starts: Int32Array; readonly bytes: Uint8Array },
): Buffer {
  const { starts, bytes } = lexemes
  const buffer = Buffer.allocUnsafe(size)
  let offset = buffer.writeInt32BE(count)
  for (let index = 0; index < count; index += 1) {
    const id = ids[index] ?? 0
    const end = starts[id + 1] ?? 0
    for (let from = starts[id] ?? 0; from < end; from += 1, offset += 1) buffer[offset] = bytes[from] ?? 0
    buffer[offset] = 0
    buffer[offset + 1] = 0
    buffer[offset + 2] = 0
    offset += lexemeOverhead
  }
  return buffer
}
