/** From a draft to the bytes of a letter. */

import { createHash } from 'node:crypto'
import { normaliseAddress } from './address-identity.ts'
import { writeHeader } from './compose-header.ts'
import { buildTree, collectParts, type LetterParts } from './compose-parts.ts'
import type { Draft } from './draft.ts'
import { bytesOf, readContent } from './file-content.ts'
import { needsSmtpUtf8, wireAddress } from './outgoing-address.ts'

/** What SMTP is told, apart from the letter (RFC 5321 section 3.3). */
export interface Envelope {
  readonly from: string
  /** Each recipient once, hidden ones included. */
  readonly to: readonly string[]
  /** Only a server with SMTPUTF8 takes one of these addresses. */
  readonly needsSmtpUtf8: boolean
}

/**
 * The bytes of a letter, RFC 5322 with CRLF and lines of at most 998 bytes. The same draft gives the same bytes. Throws a
 * `ComposeError` where an address, the date or the Message-ID is none, and what reading an attached file throws.
 */
export async function composeMessage(draft: Draft): Promise<Buffer> {
  return await readContent(() => composeMessageStream(draft))
}

/** The same bytes in pieces: files that are given as functions are never whole in memory, but for attached letters. */
export async function* composeMessageStream(draft: Draft): AsyncGenerator<Buffer, void, undefined> {
  const parts = await collectParts(draft)
  const root = buildTree(parts, boundaryFor(draft, parts))
  writeHeader(root, draft)
  for await (const piece of root.createReadStream()) yield piece
}

/** Whom the letter of a draft goes to. Addresses are those of the draft with their domains in ASCII. */
export function envelopeOf(draft: Pick<Draft, 'from' | 'to' | 'cc' | 'bcc'>): Envelope {
  const byNormal = new Map<string, string>()
  for (const { address } of [...draft.to, ...draft.cc, ...draft.bcc]) {
    const normal = normaliseAddress(address) ?? address
    if (!byNormal.has(normal)) byNormal.set(normal, wireAddress(address))
  }
  const [from, to] = [wireAddress(draft.from.address), [...byNormal.values()]]
  return { from, to, needsSmtpUtf8: [from, ...to].some(needsSmtpUtf8) }
}

/**
 * Made from the Message-ID, which nobody knows beforehand; checked against all that is written without an encoding, because
 * a letter can be attached to itself.
 */
function boundaryFor(draft: Draft, parts: LetterParts): string {
  const letters = parts.files.flatMap(({ encoding, content }) =>
    encoding !== null && content instanceof Uint8Array ? [bytesOf(content)] : [],
  )
  const isInside = (boundary: string): boolean =>
    parts.plain.includes(boundary) ||
    (parts.html?.includes(boundary) ?? false) ||
    letters.some((bytes) => bytes.includes(boundary))
  for (let count = 0; ; count++) {
    const boundary = createHash('sha256').update(`${count} ${draft.messageId}`).digest('hex').slice(0, 24)
    if (!isInside(boundary)) return boundary
  }
}
