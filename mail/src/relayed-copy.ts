/** A letter of ours that came back: is it the one that we sent, or does it only bear its Message-ID? */

/** What servers put before a letter they pass on; nothing of it is shown as the letter's own word. */
const TRACE =
  /^(?:received(?:-spf)?|return-path|delivered-to|authentication-results|dkim-signature|dkim-filter|domainkey-signature|arc-[a-z-]+|x-[a-z0-9-]+|envelope-to|delivery-date|feedback-id|list-[a-z-]+|sender-ip|precedence)$/

const LONGEST_TRACE = 64 * 1024

/**
 * Whether `copy` is `own` byte for byte below header fields that servers on the way have put before it. Everybody who has
 * got a letter knows its Message-ID; the whole of its bytes with nothing shown added is what only a copy has.
 */
export function isRelayedCopy(copy: Uint8Array, own: Uint8Array): boolean {
  const added = copy.length - own.length
  if (added < 0 || added > LONGEST_TRACE || own.length === 0) return false
  if (Buffer.compare(copy.subarray(added), own) !== 0) return false
  return hasTraceOnly(Buffer.from(copy.buffer, copy.byteOffset, added).toString('latin1'))
}

/** Whole fields (RFC 5322 section 2.2) of the list above; an empty line would end the header before ours begins. */
function hasTraceOnly(text: string): boolean {
  if (text === '') return true
  if (!text.endsWith('\n')) return false
  const lines = text.slice(0, -1).split('\n')
  return lines.every((line, index) => {
    if (/^[ \t]/.test(line)) return index > 0 && line.trim() !== ''
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]
    return name !== undefined && TRACE.test(name.toLowerCase())
  })
}
