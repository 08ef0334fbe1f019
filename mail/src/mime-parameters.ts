/** Content-Type and Content-Disposition: a value and its parameters, RFC 2045 section 5.1 and RFC 2231. */

import { decodeText } from './charset-decode.ts'
import { decodeWords } from './encoded-words.ts'

export interface ParameterisedValue {
  /** In lower case, without white space and comments. */
  readonly value: string
  /** Decoded values by lower-case name. */
  readonly parameters: ReadonlyMap<string, string>
}

interface Piece {
  readonly index: number
  readonly isEncoded: boolean
  readonly raw: string
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()
const MOST_PARAMETERS = 200
/** No sender needs more; reading a value that never closes its quotes costs the square of it. */
const LONGEST_VALUE = 32 * 1024

/** Reads a raw header value (bytes as Latin-1); `decodeRaw` decodes 8-bit text that stands there unencoded. */
export function parseParameters(whole: string, decodeRaw: (raw: string) => string): ParameterisedValue {
  const raw = whole.slice(0, LONGEST_VALUE)
  const semicolon = endOfMain(raw)
  const head = semicolon < 0 ? raw : raw.slice(0, semicolon)
  const value = (head.includes('(') ? head.replace(/\([^)]*\)?/g, '') : head).trim().toLowerCase()
  if (semicolon < 0) return { value, parameters: NO_PARAMETERS }
  const parameters = new Map<string, string>()
  const pieces = new Map<string, Piece[]>()
  let count = 0
  for (const [name, text] of readPairs(raw, semicolon + 1)) {
    if (++count > MOST_PARAMETERS) break
    const star = name.indexOf('*')
    if (star < 0) {
      if (!parameters.has(name)) parameters.set(name, decodeWords(text, decodeRaw).text)
      continue
    }
    const base = name.slice(0, star)
    const list = pieces.get(base) ?? []
    list.push({ index: Number.parseInt(name.slice(star + 1), 10) || 0, isEncoded: name.endsWith('*'), raw: text })
    pieces.set(base, list)
  }
  for (const [name, list] of pieces) parameters.set(name, joinPieces(list, decodeRaw))
  return { value, parameters }
}

/** The semicolon behind the value, or the white space where a parameter follows without one; -1 where none follows. */
function endOfMain(raw: string): number {
  const semicolon = raw.indexOf(';')
  const equals = raw.indexOf('=')
  if (equals < 0 || (semicolon >= 0 && semicolon < equals)) return semicolon
  return raw.trimStart().search(/\s/) + (raw.length - raw.trimStart().length)
}

/** Pairs of lower-case name and raw value; a quoted value is unquoted, an unquoted one goes up to the semicolon. */
function* readPairs(raw: string, start: number): Generator<[string, string]> {
  let pos = start
  let equals = -1
  while (pos < raw.length) {
    if (equals < pos) equals = raw.indexOf('=', pos)
    if (equals < 0) return
    const semicolon = raw.indexOf(';', pos)
    if (semicolon >= 0 && semicolon < equals) {
      pos = semicolon + 1
      continue
    }
    const name = withoutComment(raw.slice(pos, equals)).trim().toLowerCase()
    const value = readValue(raw, equals + 1)
    pos = value.end
    if (name !== '') yield [name, value.text]
  }
}

/** A comment before a name, RFC 5322 section 3.2.2. */
function withoutComment(name: string): string {
  return name.includes('(') ? name.slice(name.lastIndexOf(')') + 1) : name
}

function readValue(raw: string, start: number): { text: string; end: number } {
  let pos = start
  while (raw.charAt(pos) === ' ' || raw.charAt(pos) === '\t') pos++
  if (raw.charAt(pos) === '"') {
    const quoted = readQuoted(raw, pos + 1)
    if (quoted !== null) return quoted
    pos++
  }
  const semicolon = raw.indexOf(';', pos)
  const end = semicolon < 0 ? raw.length : semicolon
  return {
    text: raw
      .slice(pos, end)
      .replace(/\s\([^()]*\)\s*$/, '')
      .trim(),
    end: end + 1,
  }
}

/** What may follow a closing quote: the end, the next parameter, a comment. */
const AFTER_QUOTE = /\s*(?:$|;|\(|[\w*-]{1,40}\s?=)/y

/** A quoted value; null where it never closes. A quote in the middle of words is one of them. */
function readQuoted(raw: string, start: number): { text: string; end: number } | null {
  let text = ''
  let from = start
  for (let pos = start; pos < raw.length; pos++) {
    const character = raw.charAt(pos)
    if (character === '\\' && /["\\]/.test(raw.charAt(pos + 1))) {
      text += raw.slice(from, pos)
      from = ++pos
    } else if (character === '"') {
      AFTER_QUOTE.lastIndex = pos + 1
      if (AFTER_QUOTE.test(raw)) return { text: text + raw.slice(from, pos), end: afterSemicolon(raw, pos + 1) }
    }
  }
  return null
}

/** Where the next parameter begins; a missing semicolon does not swallow it. */
function afterSemicolon(raw: string, pos: number): number {
  const semicolon = raw.indexOf(';', pos)
  const equals = raw.indexOf('=', pos)
  if (equals >= 0 && (semicolon < 0 || equals < semicolon)) return pos
  return semicolon < 0 ? raw.length : semicolon + 1
}

/** RFC 2231 section 3 and 4: numbered pieces; charset and language stand before the first. */
function joinPieces(list: readonly Piece[], decodeRaw: (raw: string) => string): string {
  const sorted = list.toSorted((a, b) => a.index - b.index)
  const first = sorted[0]
  if (first === undefined) return ''
  let charset: string | null = null
  let start = first.raw
  const mark = /^([^']*)'[^']*'/.exec(first.raw)
  if (first.isEncoded && mark !== null) {
    charset = mark[1] ?? null
    start = first.raw.slice(mark[0].length)
  }
  const isEncoded = sorted.some((piece) => piece.isEncoded)
  const raw = sorted.map((piece, i) => {
    const text = i === 0 ? start : piece.raw
    return piece.isEncoded ? percentDecode(text) : text
  })
  if (!isEncoded) return decodeWords(raw.join(''), decodeRaw).text
  return decodeText(Buffer.from(raw.join(''), 'latin1'), charset === '' ? null : charset).text
}

function percentDecode(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
