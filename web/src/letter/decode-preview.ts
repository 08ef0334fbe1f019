type Cyrillic = 'windows-1251' | 'koi8-r' | 'ibm866'

/** A third of running Russian text is made of these. */
const common = /[оеаинтсрвл]/g
const cyrillic: readonly Cyrillic[] = ['windows-1251', 'koi8-r', 'ibm866']
const sample = 20_000

/**
 * The beginning of a text file as text: by its byte order mark, as UTF-8 where it is valid (its last character may be cut),
 * else by the Russian charset in which it reads most like Russian, else as Western.
 */
export function decodePreview(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const whole = withoutCutEnd(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole)
  } catch {
    return new TextDecoder(guess(bytes.subarray(0, sample))).decode(bytes)
  }
}

function guess(bytes: Uint8Array): Cyrillic | 'windows-1252' {
  const high = bytes.reduce((count, byte) => (byte >= 128 ? count + 1 : count), 0)
  const scored = cyrillic.map((charset) => {
    const found = new TextDecoder(charset).decode(bytes).match(common)?.length ?? 0
    return { charset, found }
  })
  const best = scored.reduce((one, other) => (other.found > one.found ? other : one))
  return best.found > high / 4 ? best.charset : 'windows-1252'
}

/** Without the beginning of a UTF-8 character at the very end. */
function withoutCutEnd(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes.at(-back) ?? 0
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return back < length ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}
