import { parseMessage } from '@besedka/mail/parse-message'
import type { ParsedMessage } from '@besedka/mail/parsed-message'
import { cutUnits } from '@besedka/mail/safe-text'

const MOST_HEADER_BYTES = 64 * 1024
const MOST_CHARACTERS = 1000
const MOST_PEOPLE = 50

/**
 * What is left of a letter that as a whole was too much for the parser or the database: the beginning of its headers,
 * with the defect "parser-failed". Its body is neither shown nor searched; the source stays to be downloaded.
 */
export function parseHeadersOnly(source: Buffer): ParsedMessage {
  const head = source.subarray(0, headerEnd(source))
  const parsed = parseMessage(head)
  const people = (list: ParsedMessage['from']) => list.slice(0, MOST_PEOPLE)
  return {
    ...parsed,
    subject: cutUnits(parsed.subject, MOST_CHARACTERS),
    from: people(parsed.from),
    sender: people(parsed.sender),
    replyTo: people(parsed.replyTo),
    to: people(parsed.to),
    cc: people(parsed.cc),
    bcc: people(parsed.bcc),
    text: '',
    snippet: '',
    hasHtml: false,
    parts: [],
    defects: [{ code: 'parser-failed', part: null }],
  }
}

/** Up to the empty line (RFC 5322 section 2.1), or as far as is bearable. */
function headerEnd(source: Buffer): number {
  const ends = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')].filter((end) => end >= 0)
  return Math.min(...ends, MOST_HEADER_BYTES, source.length)
}
