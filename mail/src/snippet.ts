/** The line that a list shows of a letter. */

import { cleanLine, cleanText, cutUnits } from './safe-text.ts'

const LONGEST_SNIPPET = 200
/** No more of a text is looked at. */
const READ_UNITS = 16_000

const QUOTE_LINE = /^\s*(>|\|\s)/
/** "On Monday Ivan wrote:" in the languages of the interface, and what Outlook writes. */
const ATTRIBUTION =
  /^\s*(on\s.{5,200}\swrote:|.{5,200}\s(пишет|писал|писала|написал|написала|написал\(а\)|wrote):|-{2,}\s*(original message|forwarded message|исходное сообщение|пересылаемое сообщение|пересланное сообщение|конец пересылаемого сообщения).*)\s*$/i
/** Characters that newsletters fill their first line with to push the rest out of sight. */
const FILLER =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\uffa0]/
const FILLER_RUNS = new RegExp(FILLER, 'g')

/** At most 200 characters on one line; quoted lines and the signature only where there is nothing else. */
export function snippetOf(text: string): string {
  const head = text.length > READ_UNITS ? text.slice(0, READ_UNITS) : text
  const own: string[] = []
  let length = 0
  for (let pos = 0; pos <= head.length && length <= LONGEST_SNIPPET; ) {
    const newline = head.indexOf('\n', pos)
    const line = head.slice(pos, newline < 0 ? head.length : newline)
    pos += line.length + 1
    if (line === '-- ' || line === '--') break
    if (QUOTE_LINE.test(line) || isAttribution(line)) continue
    const plain = flatten(line)
    if (plain === '') continue
    own.push(plain)
    length += plain.length + 1
  }
  const line = own.length > 0 ? own.join(' ') : flatten(head)
  return cleanText(cutUnits(line, LONGEST_SNIPPET).trimEnd())
}

/** The expression is tried only on lines that can match it. */
function isAttribution(line: string): boolean {
  return (line.includes(':') || line.includes('--')) && line.length < 500 && ATTRIBUTION.test(line)
}

function flatten(text: string): string {
  return cleanLine(FILLER.test(text) ? text.replace(FILLER_RUNS, '') : text)
}
