/** Bytes of a letter to text: the declared charset where it fits, a guess where it does not. */

import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { type Charset, charsetOf, isNoCharset } from './charset-label.ts'
import { guessCyrillic, guessExchanged } from './cyrillic-guess.ts'
import { cleanText } from './safe-text.ts'

export interface DecodedText {
  /** Without NUL and lone surrogates. */
  readonly text: string
  /** What was wrong with the label, null where it was right. */
  readonly problem: 'bad-charset' | 'bad-encoding' | 'unlabelled-8bit' | null
}

/**
 * Decodes bytes by their declared charset. A declared charset wins where the bytes are valid in it; else UTF-8 is
 * taken where they are valid UTF-8, else the likeliest Russian charset, else the declared one with U+FFFD.
 * Text declared as single-byte that is valid UTF-8 in three places or more, of characters that there are, is UTF-8: no
 * language written in a single-byte charset looks like that. One Russian label in place of another is put right where it is beyond doubt.
 */
export function decodeText(bytes: Uint8Array, label: string | null): DecodedText {
  const charset = label === null ? null : charsetOf(label)
  const decoded = decodeBy(bytes, charset, label)
  const mayNeedCleaning = charset?.decoder === 'iconv' || bufferOf(bytes).includes(0)
  return mayNeedCleaning ? { text: cleanText(decoded.text), problem: decoded.problem } : decoded
}

function decodeBy(bytes: Uint8Array, charset: Charset | null, label: string | null): DecodedText {
  if ((charset === null || !charset.isStateful) && isAscii(bytes)) {
    return { text: latin1(bytes), problem: charset === null && isBadLabel(label) ? 'bad-charset' : null }
  }
  if (charset === null) return decodeUnlabelled(bytes, isBadLabel(label) ? 'bad-charset' : 'unlabelled-8bit')
  if (charset.decoder === 'utf-8' || charset.decoder === 'ascii') return decodeUtf8(bytes, charset)
  if (charset.isSingleByte && isUtf8(bytes) && countSequences(bytes) >= 3 && !NOBODYS.test(utf8(bytes)))
    return { text: utf8(bytes), problem: 'bad-charset' }
  const exchanged = guessExchanged(bytes, charset.name)
  if (exchanged !== null) return { text: decodeWeb(bytes, exchanged), problem: 'bad-charset' }
  const text = decodeDeclared(bytes, charset)
  if (charset.name === 'windows-1252' && isHardlyLatin(bytes)) {
    const guess = guessCyrillic(bytes)
    if (guess !== null) return { text: decodeWeb(bytes, guess), problem: 'bad-charset' }
  }
  if (!text.includes('\ufffd')) return { text, problem: null }
  if (isUtf8(bytes) && !isAscii(bytes)) return { text: utf8(bytes), problem: 'bad-charset' }
  return { text, problem: null }
}

/** Characters that Unicode has given to nobody: «ёлка» in cp866 is well-formed UTF-8 of such. */
const NOBODYS = /[\p{Cn}\p{Co}]/u

function isBadLabel(label: string | null): boolean {
  return label !== null && !isNoCharset(label)
}

function decodeUtf8(bytes: Uint8Array, charset: Charset): DecodedText {
  if (isUtf8(bytes)) return { text: utf8(bytes), problem: charset.decoder === 'ascii' ? 'unlabelled-8bit' : null }
  if (charset.decoder === 'ascii') return decodeUnlabelled(bytes, 'unlabelled-8bit')
  const text = utf8(bytes)
  if (isMostlyUtf8(text, bytes)) return { text, problem: null }
  return decodeUnlabelled(bytes, 'bad-charset')
}

/** Text without a label that can be trusted. */
function decodeUnlabelled(bytes: Uint8Array, problem: 'bad-charset' | 'unlabelled-8bit'): DecodedText {
  if (isUtf8(bytes)) return { text: utf8(bytes), problem }
  const text = utf8(bytes)
  if (isMostlyUtf8(text, bytes)) return { text, problem }
  return { text: decodeWeb(bytes, guessCyrillic(bytes) ?? 'windows-1252'), problem }
}

/** UTF-8 with a few broken places, as a cut letter has: more good sequences than bad ones. */
function isMostlyUtf8(text: string, bytes: Uint8Array): boolean {
  let broken = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) broken++
  return countSequences(bytes) > broken * 3
}

/** How many well-formed sequences of two bytes or more the bytes hold, roughly. */
function countSequences(bytes: Uint8Array): number {
  let count = 0
  for (let i = 0; i + 1 < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte >= 0xc2 && byte < 0xf5 && ((bytes[i + 1] ?? 0) & 0xc0) === 0x80) count++
  }
  return count
}

/** Letters above 127 outnumber the others: so does no language of western Europe. */
function isHardlyLatin(bytes: Uint8Array): boolean {
  let high = 0
  let low = 0
  for (const byte of bytes) {
    if (byte >= 0xc0) high++
    else if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)) low++
  }
  return high >= 4 && high > low
}

function decodeDeclared(bytes: Uint8Array, charset: Charset): string {
  if (charset.decoder === 'utf-16') return decodeWeb(bytes, byteOrder(bytes, charset.name))
  if (charset.decoder === 'iconv') return iconv.decode(bytes, charset.name)
  return decodeWeb(charset.name === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes, charset.name)
}

const ESCAPE = String.fromCharCode(27)
const IDLE_ESCAPES = new RegExp(`(?:${ESCAPE}[($][@A-Z])+(?=${ESCAPE}[($][@A-Z])`, 'g')

/** The web's decoder calls it an error when no character stands between two escapes, as at the seam of two encoded words. */
function withoutIdleEscapes(bytes: Uint8Array): Uint8Array {
  return Buffer.from(latin1(bytes).replace(IDLE_ESCAPES, ''), 'latin1')
}

/** RFC 2781 section 4.3: a byte order mark decides, then the label, then where the zero bytes lie. */
function byteOrder(bytes: Uint8Array, name: string): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (name === 'utf-16be' || name === 'utf-16le') return name
  let even = 0
  let odd = 0
  for (let i = 0; i < Math.min(bytes.length, 1000); i++) {
    if ((bytes[i] ?? 0) > 4) continue
    if (i % 2 === 0) even++
    else odd++
  }
  return even > odd ? 'utf-16be' : 'utf-16le'
}

const webDecoders = new Map<string, TextDecoder>()

function decodeWeb(bytes: Uint8Array, name: string): string {
  let decoder = webDecoders.get(name)
  if (decoder === undefined) {
    decoder = new TextDecoder(name)
    webDecoders.set(name, decoder)
  }
  return decoder.decode(bytes)
}

function utf8(bytes: Uint8Array): string {
  const text = bufferOf(bytes).toString('utf8', 0, bytes.length)
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function latin1(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('latin1', 0, bytes.length)
}

/** The same memory as a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
