/** Thread-Index, by which Outlook and Exchange group letters: MS-OXOMSG section 2.2.1.3 in base64. */

const HEADER_BYTES = 22
const CHILD_BYTES = 5
/** One header line takes no more; the oldest answers are the least missed. */
const MOST_CHILDREN = 100
const GUID_BYTES = 16
/** From 1601, where FILETIME begins, to 1970, in milliseconds. */
const FILETIME_EPOCH = 11_644_473_600_000n
const TICKS_PER_MILLISECOND = 10_000n
const DELTA_BITS = 0x7fff_ffffn

/** Begins a conversation: a mark, the time to 1.7 s, and the first 16 of the random bytes as its GUID. */
export function newThreadIndex(at: Date, random: Uint8Array): string {
  if (random.length < GUID_BYTES) throw new RangeError(`a Thread-Index needs ${GUID_BYTES} random bytes`)
  const header = Buffer.alloc(HEADER_BYTES)
  header[0] = 1
  header.writeUIntBE(Number(fileTime(at) >> 24n), 1, 5)
  header.set(random.subarray(0, GUID_BYTES), 6)
  return header.toString('base64')
}

/**
 * The index of an answer: that of its parent and five bytes more (time since the conversation began, one random byte).
 * A parent without an index, or with one that is none, gives a new conversation.
 */
export function childThreadIndex(parent: string | null, at: Date, random: Uint8Array): string {
  const above = parent === null ? null : readThreadIndex(parent)
  if (above === null) return newThreadIndex(at, random)
  const kept = above.subarray(0, HEADER_BYTES + (MOST_CHILDREN - 1) * CHILD_BYTES)
  const child = Buffer.alloc(CHILD_BYTES)
  child.writeUInt32BE(timeDelta(above, at))
  child[4] = random[0] ?? 0
  return Buffer.concat([kept, child]).toString('base64')
}

function readThreadIndex(text: string): Buffer | null {
  const packed = text.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return null
  const bytes = Buffer.from(packed, 'base64')
  const isWhole = bytes.length >= HEADER_BYTES && (bytes.length - HEADER_BYTES) % CHILD_BYTES === 0
  return isWhole && bytes[0] === 1 ? bytes : null
}

/** The top bit tells the unit: 26 ms below 1.7 years, 0.8 s above. */
function timeDelta(index: Buffer, at: Date): number {
  const passed = fileTime(at) - conversationStart(index)
  if (passed <= 0n) return 0
  if (passed >> 49n === 0n) return Number((passed >> 18n) & DELTA_BITS)
  return Number((passed >> 23n) & DELTA_BITS) + 0x8000_0000
}

/**
 * Exchange writes the upper five bytes of the time behind the mark. Older Outlooks left the uppermost out, which was the
 * same 1 as the mark, and wrote one byte more below; their second byte is never that small.
 */
function conversationStart(index: Buffer): bigint {
  const isOld = (index[1] ?? 0) > 2
  return isOld ? BigInt(index.readUIntBE(0, 6)) << 16n : BigInt(index.readUIntBE(1, 5)) << 24n
}

function fileTime(at: Date): bigint {
  const time = (BigInt(Math.trunc(at.getTime())) + FILETIME_EPOCH) * TICKS_PER_MILLISECOND
  return time > 0n ? time : 0n
}
