export interface PictureFacts {
  /** By its first bytes, whatever its name says. */
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp' | 'image/avif'
  /** In pixels; null where the format does not say it at its beginning. */
  size: { width: number; height: number } | null
}

/** A picture of 20,000 × 20,000 points takes 1.6 GB once it is unpacked, however small the file. */
export const mostPoints = 50_000_000

/** What the first bytes of a file say; null for what is no picture that a browser draws. Never throws. */
export function pictureFacts(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = (offset: number, text: string) =>
    [...text].every((char, index) => bytes[offset + index] === char.charCodeAt(0))
  if (bytes.length < 30) return null
  if (at(0, '\x89PNG\r\n\x1a\n')) return facts('image/png', view.getUint32(16), view.getUint32(20))
  if (at(0, 'GIF8')) return facts('image/gif', view.getUint16(6, true), view.getUint16(8, true))
  if (at(0, 'BM')) return facts('image/bmp', Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)))
  if (at(0, '\xff\xd8\xff')) return { type: 'image/jpeg', size: jpegSize(view) }
  if (at(0, 'RIFF') && at(8, 'WEBP')) return { type: 'image/webp', size: webpSize(bytes, at) }
  if (at(4, 'ftypavif') || at(4, 'ftypavis')) return { type: 'image/avif', size: null }
  return null
}

function facts(type: PictureFacts['type'], width: number, height: number): PictureFacts {
  return { type, size: { width, height } }
}

/** ITU T.81: segments up to the one that begins the frame. */
function jpegSize(view: DataView): PictureFacts['size'] {
  let offset = 2
  while (offset + 9 < view.byteLength && view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) }
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2)
  }
  return null
}

/** RFC 9649: simple, lossless and extended form. */
function webpSize(bytes: Uint8Array, at: (offset: number, text: string) => boolean): PictureFacts['size'] {
  const byte = (offset: number) => bytes[offset] ?? 0
  if (at(12, 'VP8X')) {
    const three = (offset: number) => 1 + byte(offset) + byte(offset + 1) * 256 + byte(offset + 2) * 65_536
    return { width: three(24), height: three(27) }
  }
  if (at(12, 'VP8L')) {
    const width = 1 + byte(21) + (byte(22) % 64) * 256
    return { width, height: 1 + Math.floor(byte(22) / 64) + byte(23) * 4 + (byte(24) % 16) * 1024 }
  }
  const two = (offset: number) => byte(offset) + (byte(offset + 1) % 64) * 256
  return at(12, 'VP8 ') ? { width: two(26), height: two(28) } : null
}

/** Whether unpacking it would take more memory than a page should. */
export function isTooLarge({ size }: PictureFacts): boolean {
  return size !== null && size.width * size.height > mostPoints
}
