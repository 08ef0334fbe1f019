/** Files that old programs put uuencoded into the text of a letter. */

import { safeName } from './part-name.ts'

export interface UuBlock {
  readonly name: string | null
  /** Offsets of the block in the source, its "begin" and "end" lines included. */
  readonly start: number
  readonly end: number
  /** Size of the file in bytes. */
  readonly size: number
}

const BEGIN = Buffer.from('begin ')
const MOST_BLOCKS = 100

/** The complete uuencoded blocks between two offsets; one that lacks its end stays text. */
export function findUuBlocks(
  source: Buffer,
  start: number,
  end: number,
  decodeRaw: (raw: string) => string,
): UuBlock[] {
  const range = source.subarray(start, end)
  const blocks: UuBlock[] = []
  let at = range.indexOf(BEGIN)
  while (at >= 0 && blocks.length < MOST_BLOCKS) {
    const isLineStart = at === 0 || range[at - 1] === 10 || range[at - 1] === 13
    const block = isLineStart ? readBlock(range, at, decodeRaw) : null
    if (block !== null) blocks.push({ ...block, start: start + block.start, end: start + block.end })
    at = range.indexOf(BEGIN, block?.end ?? at + BEGIN.length)
  }
  return blocks
}

function readBlock(range: Buffer, begin: number, decodeRaw: (raw: string) => string): UuBlock | null {
  const first = nextLine(range, begin)
  const head = /^begin [0-7]{3,4} (.+?)\s*$/.exec(first.text)
  if (head?.[1] === undefined) return null
  let size = 0
  for (let pos = first.end; pos < range.length; ) {
    const line = nextLine(range, pos)
    pos = line.end
    if (/^end\s*$/.test(line.text))
      return size === 0 ? null : { name: safeName(decodeRaw(head[1])), start: begin, end: pos, size }
    const count = (line.text.charCodeAt(0) - 32) & 63
    if (line.text === '' || line.text === '`') continue
    // Every line tells how many bytes it holds; text that is no uuencode gives itself away here.
    if (line.text.length > 66 || line.text.charCodeAt(0) > 96 || line.text.length - 1 > Math.ceil(count / 3) * 4 + 2)
      return null
    size += count
  }
  return null
}

function nextLine(range: Buffer, start: number): { text: string; end: number } {
  const newline = range.indexOf(10, start)
  const end = newline < 0 ? range.length : newline
  return { text: range.toString('latin1', start, Math.min(end, start + 400)).replace(/\r$/, ''), end: end + 1 }
}
