/** Message identifiers, RFC 5322 section 3.6.4. */

import { createHash } from 'node:crypto'
import { cleanText, cutBytes } from './safe-text.ts'

/** RFC 5322 section 2.1.1 allows no longer line, and a database index has to take it. */
const LONGEST_ID = 998
const HASH_DIGITS = 32

export interface BoundedId {
  readonly id: string
  readonly isCut: boolean
}

/** Normal form of one identifier: no brackets, no white space, no more than 998 bytes; null where nothing is left. */
export function normaliseId(raw: string): BoundedId | null {
  const open = raw.indexOf('<')
  const close = raw.indexOf('>', open + 1)
  const inner = open >= 0 ? raw.slice(open + 1, close < 0 ? raw.length : close) : raw
  const id = cleanText(inner.replace(/[\p{Cc}\s<>]+/gu, ''))
  return id === '' ? null : boundId(id)
}

/** A longer identifier keeps its beginning and ends in a hash of the whole, so different ones stay different. */
function boundId(id: string): BoundedId {
  if (id.length * 3 <= LONGEST_ID || Buffer.byteLength(id) <= LONGEST_ID) return { id, isCut: false }
  const hash = createHash('sha256').update(id).digest('hex').slice(0, HASH_DIGITS)
  return { id: `${cutBytes(id, LONGEST_ID - HASH_DIGITS - 1)}~${hash}`, isCut: true }
}

/** All identifiers of In-Reply-To or References in order, without repeats; words that are none are passed over. */
export function parseIds(raw: string): string[] {
  const ids = new Set<string>()
  const tokens = raw.includes('<') ? (raw.match(/<[^<>]*>?/g) ?? []) : raw.split(/[\s,]+/)
  for (const token of tokens) {
    const bounded = normaliseId(token)
    if (bounded !== null) ids.add(bounded.id)
  }
  return [...ids]
}

const FIRST_REFERENCES = 20
const LAST_REFERENCES = 180

/** A thread needs its root and its newest letters: of a longer list the first 20 and the last 180 stay. */
export function boundReferences(ids: readonly string[]): readonly string[] {
  if (ids.length <= FIRST_REFERENCES + LAST_REFERENCES) return ids
  return [...ids.slice(0, FIRST_REFERENCES), ...ids.slice(-LAST_REFERENCES)]
}
