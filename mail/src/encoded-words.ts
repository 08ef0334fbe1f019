/** Encoded words in header fields, RFC 2047, as forgiving as mail needs it. */

import { decodeText } from './charset-decode.ts'

export interface WordsResult {
  readonly text: string
  readonly hasBadWord: boolean
}

interface Word {
  readonly charset: string
  readonly encoding: 'b' | 'q'
  readonly content: string
  readonly end: number
}

/**
 * Decodes the encoded words of a raw header value; `decodeRaw` turns what stands between them (bytes as Latin-1) into
 * text. Neighbours of one charset are joined as bytes, so a character split over two words comes out whole.
 */
export function decodeWords(value: string, decodeRaw: (raw: string) => string): WordsResult {
  let open = value.indexOf('=?')
  if (open < 0) return { text: decodeRaw(value), hasBadWord: false }
  let text = ''
  let done = 0
  let hasBadWord = false
  let run: Word[] = []
  const flush = (): void => {
    if (run.length === 0) return
    const decoded = decodeText(bytesOf(run), run[0]?.charset ?? '')
    if (decoded.problem !== null || decoded.text.includes('\ufffd')) hasBadWord = true
    text += decoded.text
    run = []
  }
  while (open >= 0) {
    const word = readWord(value, open)
    if (word === 'none-closes') break
    if (word === null) {
      open = value.indexOf('=?', open + 2)
      continue
    }
    const between = value.slice(done, open)
    const isNeighbour = run.length > 0 && between.trim() === ''
    if (!isNeighbour || run[0]?.charset !== word.charset) flush()
    if (!isNeighbour) text += decodeRaw(between)
    run.push(word)
    done = word.end
    open = value.indexOf('=?', done)
  }
  flush()
  return { text: text + decodeRaw(value.slice(done)), hasBadWord }
}

const LONGEST_CHARSET = 60

function readWord(value: string, open: number): Word | null | 'none-closes' {
  const charsetEnd = value.indexOf('?', open + 2)
  if (charsetEnd < 0) return 'none-closes'
  const encoding = value.charAt(charsetEnd + 1).toLowerCase()
  if (charsetEnd - open > LONGEST_CHARSET || value.charAt(charsetEnd + 2) !== '?') return null
  if (encoding !== 'b' && encoding !== 'q') return null
  const close = value.indexOf('?=', charsetEnd + 3)
  if (close < 0) return 'none-closes'
  // RFC 2231 section 5 puts a language after the charset.
  const charset = value
    .slice(open + 2, charsetEnd)
    .replace(/\*.*$/, '')
    .toLowerCase()
  if (charset === '' || /[\s=]/.test(charset)) return null
  return { charset, encoding, content: value.slice(charsetEnd + 3, close), end: close + 2 }
}

/** Bytes of neighbouring words; base64 that was cut in the middle of a group goes on in the next word. */
function bytesOf(words: readonly Word[]): Buffer {
  const pieces: Buffer[] = []
  let base64 = ''
  for (const word of words) {
    if (word.encoding === 'b') {
      base64 += word.content.replace(/[^A-Za-z0-9+/=_-]/g, '')
      if (base64.length % 4 !== 0 && !base64.endsWith('=')) continue
    }
    pieces.push(Buffer.from(base64, 'base64'))
    base64 = ''
    if (word.encoding === 'q') pieces.push(decodeQ(word.content))
  }
  pieces.push(Buffer.from(base64, 'base64'))
  return Buffer.concat(pieces)
}

function decodeQ(content: string): Buffer {
  const bytes = content
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
