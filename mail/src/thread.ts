import { hash } from 'node:crypto'

/** The ids that tie a letter to others; a `ParsedMessage` with its content hash is one. Ids may carry angle brackets. */
export interface ThreadedLetter {
  readonly messageId: string | null
  /** Further ids of the same letter: X-Microsoft-Original-Message-ID, the id under which our outbox sent it. */
  readonly otherIds?: readonly string[]
  readonly inReplyTo: readonly string[]
  /** In the order of the header, the direct parent last. */
  readonly references: readonly string[]
  /** Hash of the raw source, the identity of a letter without Message-ID. */
  readonly contentHash: Uint8Array
}

export interface ThreadKey {
  /** First 16 bytes of SHA-256 as a PostgreSQL uuid, lower case. */
  readonly key: string
  /** 0 the letter itself, 1 In-Reply-To, then References from the last backwards. */
  readonly distance: number
}

/** Ids kept besides the own ones: the nearest, and always the first of References, the root of the conversation. */
const maxAncestors = 100

function toKey(text: string | Uint8Array): string {
  const hex = hash('sha256', text, 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/**
 * A Message-ID as it is compared (RFC 5322 section 3.6.4): without brackets and the white space that folding leaves inside,
 * the part after the last @ in lower case, because relays change it. Null for an empty one.
 */
export function normaliseMessageId(id: string): string | null {
  const packed = id.replace(/\s/g, '')
  let [start, end] = [0, packed.length]
  while (packed[start] === '<') start += 1
  while (end > start && packed[end - 1] === '>') end -= 1
  const bare = packed.slice(start, end)
  if (bare === '') return null
  const at = bare.lastIndexOf('@')
  return at < 0 ? bare : bare.slice(0, at) + bare.slice(at).toLowerCase()
}

function normaliseIds(ids: readonly (string | null)[]): string[] {
  return ids.map((id) => (id === null ? null : normaliseMessageId(id))).filter((id) => id !== null)
}

/**
 * The keys of a letter, own first, nearest ancestor next, without repeats. Letters that share a key are one thread. The
 * subject is no key: an equal subject is no evidence. The list depends on the letter alone and holds at most about a
 * hundred keys, whatever the header holds.
 */
export function threadKeys(letter: ThreadedLetter): ThreadKey[] {
  const own = [...new Set(normaliseIds([letter.messageId, ...(letter.otherIds ?? [])]))]
  const ancestors = new Set([...normaliseIds(letter.inReplyTo), ...normaliseIds(letter.references).reverse()])
  for (const id of own) ancestors.delete(id)
  const kept = [...ancestors]
  if (kept.length > maxAncestors) kept.splice(maxAncestors - 1, kept.length - maxAncestors)
  const ownKeys = own.length > 0 ? own.map((id) => toKey(`id:${id}`)) : [toKey(hashedContent(letter.contentHash))]
  return [
    ...ownKeys.map((key) => ({ key, distance: 0 })),
    ...kept.map((id, index) => ({ key: toKey(`id:${id}`), distance: index + 1 })),
  ]
}

function hashedContent(contentHash: Uint8Array): string {
  return `content:${Buffer.from(contentHash).toString('hex')}`
}
