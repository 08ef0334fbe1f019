/** From leaves with offsets to the text of a letter. */

import { bufferOf, type DecodedText, decodeText } from './charset-decode.ts'
import { unflow } from './flowed-text.ts'
import { type HtmlText, htmlToText } from './html-to-text.ts'
import type { Part } from './parsed-message.ts'
import { decodeTransfer } from './transfer-decoding.ts'

/** What showing a text part needs to know of it. */
export type TextPart = Pick<Part, 'path' | 'type' | 'charset' | 'encoding' | 'flowed' | 'alternative' | 'start' | 'end'>

/** Byte ranges to leave out: files that stand uuencoded in the text. */
export type Gaps = readonly { readonly start: number; readonly end: number }[]

/** The content of a text part, decoded, with "\n" for line ends; HTML stays HTML. */
export function decodeTextPart(source: Uint8Array, part: TextPart, gaps: Gaps): DecodedText {
  const decoded = decodeBytes(withoutGaps(bufferOf(source), part, gaps), part)
  const lines = decoded.text.includes('\r') ? decoded.text.replace(/\r\n?/g, '\n') : decoded.text
  const text = part.flowed === 'no' || part.type !== 'text/plain' ? lines : unflow(lines, part.flowed === 'delsp')
  return { text, problem: decoded.problem }
}

function decodeBytes(encoded: Buffer, part: TextPart): DecodedText {
  const bytes = decodeTransfer(encoded, part.encoding)
  const decoded = decodeText(bytes, part.charset ?? charsetInHtml(bytes, part.type))
  const isClean = decoded.problem === null && !decoded.text.includes('\ufffd')
  if (part.encoding !== 'base64' || isClean || !isWriting(encoded)) return decoded
  return { text: decodeText(encoded, part.charset).text, problem: 'bad-encoding' }
}

/** Three words in a row: text that somebody labelled base64 without encoding it. */
function isWriting(encoded: Buffer): boolean {
  return /[A-Za-z]{2,20},? {1,2}[A-Za-z]{2,20},? {1,2}[A-Za-z]{2,20}/.test(encoded.toString('latin1', 0, 2000))
}

function withoutGaps(source: Buffer, part: TextPart, gaps: Gaps): Buffer {
  const inside = gaps.filter((gap) => gap.start >= part.start && gap.end <= part.end)
  if (inside.length === 0) return source.subarray(part.start, part.end)
  const pieces: Buffer[] = []
  let pos = part.start
  for (const gap of inside) {
    pieces.push(source.subarray(pos, gap.start))
    pos = gap.end
  }
  pieces.push(source.subarray(pos, part.end))
  return Buffer.concat(pieces)
}

/** HTML without a charset in its header may name it in a meta element. */
function charsetInHtml(bytes: Buffer, type: string): string | null {
  if (type !== 'text/html') return null
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 2048))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})/i.exec(head)?.[1]?.toLowerCase() ?? null
}

/** Anything to see: not only white space and signs of no width. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(text)
}

/** Text of a part that is not plain: HTML, and the older markups that look like it (RFC 1896). */
export function markupToText(content: string, type: string): HtmlText {
  if (type === 'text/html' || type === 'text/enriched' || type === 'text/richtext') return htmlToText(content)
  return { text: content, hasImage: false }
}
