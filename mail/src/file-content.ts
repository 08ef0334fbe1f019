/** The content of a file that is attached to a letter, at hand or still to be read. */

/** Bytes, or a function that begins to read them; it is called once, when they are needed. */
export type FileContent = Uint8Array | (() => AsyncIterable<Uint8Array>)

/** All bytes; those at hand are not copied. */
export async function readContent(content: FileContent): Promise<Buffer> {
  if (content instanceof Uint8Array) return bytesOf(content)
  const pieces: Uint8Array[] = []
  for await (const piece of content()) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The same bytes as a Buffer, not copied. */
export function bytesOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
