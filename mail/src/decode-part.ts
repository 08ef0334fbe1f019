/** The file that a part carries, byte for byte as it was attached. */

import { bufferOf } from './charset-decode.ts'
import type { Part } from './parsed-message.ts'
import { createDecoder, decodeTransfer } from './transfer-decoding.ts'

/** What decoding needs to know of a part. */
export type EncodedPart = Pick<Part, 'encoding' | 'start' | 'end'>

/** Decodes a part in one go; `source` is the whole letter. An unencoded part is a view of the source, not a copy. */
export function decodePart(source: Uint8Array, part: EncodedPart): Uint8Array {
  return decodeTransfer(bufferOf(source).subarray(part.start, part.end), part.encoding)
}

/** Bytes per piece where the whole letter is in memory. */
const PIECE = 64 * 1024

/**
 * The same bytes as `decodePart`, in pieces: memory stays flat however large the part is. `source` is the whole letter,
 * in memory or as a stream of chunks from its first byte; a stream is read no further than the part's end.
 */
export async function* decodePartStream(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  part: EncodedPart,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = createDecoder(part.encoding)
  for await (const piece of piecesOf(source, part)) {
    const decoded = decoder.write(piece)
    if (decoded.length > 0) yield decoded
  }
  const rest = decoder.end()
  if (rest.length > 0) yield rest
}

async function* piecesOf(source: Uint8Array | AsyncIterable<Uint8Array>, part: EncodedPart): AsyncGenerator<Buffer> {
  if (source instanceof Uint8Array) {
    const body = bufferOf(source).subarray(part.start, part.end)
    for (let at = 0; at < body.length; at += PIECE) yield body.subarray(at, at + PIECE)
    return
  }
  let offset = 0
  for await (const chunk of source) {
    const start = Math.max(part.start - offset, 0)
    const end = part.end - offset
    if (start < chunk.length && end > start) yield bufferOf(chunk).subarray(start, end)
    offset += chunk.length
    if (offset >= part.end) return
  }
}
