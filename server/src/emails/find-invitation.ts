import { decodeText } from '@besedka/mail/charset-decode'
import { decodePart } from '@besedka/mail/decode-part'
import { type Invitation, readInvitation } from '@besedka/mail/invitation'
import type { Part } from '@besedka/mail/parsed-message'

const CALENDAR_TYPES = new Set(['text/calendar', 'application/ics'])
/** A calendar larger than that is an archive, no invitation. */
const MOST_BYTES = 512 * 1024

/** What the first calendar of a letter says; null where it has none that can be read. */
export function findInvitation(source: Uint8Array, parts: readonly Part[]): Invitation | null {
  const part = parts.find(({ type, size }) => CALENDAR_TYPES.has(type) && size <= MOST_BYTES)
  if (part === undefined) return null
  return readInvitation(decodeText(decodePart(source, part), part.charset).text)
}
