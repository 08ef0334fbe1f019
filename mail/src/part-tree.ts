/** The MIME tree of a letter as leaves with byte offsets, in one pass over the delimiter lines (RFC 2046 section 5.1). */

import { type HeaderBlock, scanHeaders } from './header-scan.ts'
import type { DefectCode } from './parsed-message.ts'
import { PART_FIELDS, type PartHeader, readPartHeader } from './part-header.ts'

/** A leaf before anything of its body is decoded. */
export interface Leaf {
  readonly path: string
  readonly header: PartHeader
  readonly alternative: string | null
  readonly start: number
  readonly end: number
}

export interface PartTree {
  readonly leaves: readonly Leaf[]
  readonly defects: readonly { readonly code: DefectCode; readonly part: string | null }[]
}

interface Multipart {
  /** Without the two dashes, bytes as Latin-1. */
  readonly boundary: string
  readonly path: string
  readonly type: string
  readonly alternative: string | null
  readonly start: number
  children: number
  isGuessed: boolean
  /** Level of an outer multipart with the same boundary, -1 where there is none. */
  shadowed: number
}

interface Delimiter {
  /** Index in the stack of open multiparts. */
  readonly level: number
  readonly isClosing: boolean
  readonly lineStart: number
  /** End of the content before it: the line break belongs to the delimiter. */
  readonly contentEnd: number
  readonly lineEnd: number
}

const DEEPEST = 100
const MOST_PARTS = 5000
const LONGEST_DELIMITER = 1100
/** Each guess makes the pass begin again at the multipart. */
const MOST_GUESSES = 8
const DASHES = Buffer.from('--')

/** Splits the letter whose header block is given. Never recurses, so depth costs nothing but its limit. */
export function splitParts(source: Buffer, root: HeaderBlock, decodeRaw: (raw: string) => string): PartTree {
  return new PartSplitter(source, decodeRaw).run(root)
}

class PartSplitter {
  readonly #source: Buffer
  readonly #decodeRaw: (raw: string) => string
  readonly #stack: Multipart[] = []
  /** Level of the innermost open multipart with a boundary; a line is looked up once, however deep the tree is. */
  readonly #levels = new Map<string, number>()
  readonly #leaves: Leaf[] = []
  readonly #defects: { code: DefectCode; part: string | null }[] = []
  #open: Omit<Leaf, 'end'> | null = null
  #count = 0
  #deepCount = 0
  #guesses = 0

  constructor(source: Buffer, decodeRaw: (raw: string) => string) {
    this.#source = source
    this.#decodeRaw = decodeRaw
  }

  run(root: HeaderBlock): PartTree {
    let pos = this.#enter(root, '', null)
    while (this.#stack.length > 0) {
      const delimiter = this.#nextDelimiter(pos)
      if (delimiter === null) {
        pos = this.#endOfSource()
        continue
      }
      this.#closeLeaf(delimiter.contentEnd)
      const again = this.#leaveAbove(delimiter.level, delimiter.lineStart)
      if (again !== null) {
        pos = again
        continue
      }
      if (this.#count >= MOST_PARTS && !delimiter.isClosing) return this.#giveUp(delimiter.lineEnd)
      pos = this.#passDelimiter(delimiter)
    }
    this.#closeLeaf(this.#source.length)
    return { leaves: this.#leaves, defects: this.#defects }
  }

  /** Opens the entity whose header was read; returns where to look for the next delimiter. */
  #enter(block: HeaderBlock, path: string, parent: Multipart | null): number {
    this.#count++
    const defaultType = parent?.type === 'multipart/digest' && !block.isEmpty ? 'message/rfc822' : 'text/plain'
    const header = readPartHeader(block.fields, defaultType, this.#decodeRaw)
    for (const code of header.defects) this.#note(code, path || '1')
    const start = bodyStart(block, header)
    const outer = parent?.alternative ?? null
    if (!header.type.startsWith('multipart/')) {
      this.#open = { path: path || '1', header, alternative: outer, start }
      return block.bodyStart
    }
    this.#push({
      boundary: header.boundary ?? '',
      path,
      type: header.type,
      alternative: outer ?? (header.type === 'multipart/alternative' ? path || '0' : null),
      start,
      children: 0,
      isGuessed: false,
      shadowed: -1,
    })
    return block.bodyStart
  }

  /** The source ends with multiparts open: what is in them counts, one without any part is looked at again. */
  #endOfSource(): number {
    this.#closeLeaf(this.#source.length)
    return this.#leaveAbove(-1, this.#source.length) ?? this.#source.length
  }

  /** Leaves the multiparts deeper than `level` that nothing closed; gives a place to start again where one had no parts. */
  #leaveAbove(level: number, end: number): number | null {
    while (this.#stack.length - 1 > level) {
      const multipart = this.#stack.at(-1)
      if (multipart === undefined) return null
      if (multipart.children === 0) {
        const again = this.#guessAgain(multipart, end)
        if (again !== null) return again
        this.#pop()
        this.#keepAsText(multipart, end)
        continue
      }
      this.#note('unclosed-multipart', multipart.path || null)
      this.#pop()
    }
    return null
  }

  /** A multipart whose boundary is missing or never comes: the first line that looks like one is taken, once. */
  #guessAgain(multipart: Multipart, end: number): number | null {
    if (multipart.isGuessed) return null
    this.#note('bad-boundary', multipart.path || null)
    multipart.isGuessed = true
    const boundary = this.#guesses++ < MOST_GUESSES ? guessBoundary(this.#source, multipart.start, end) : null
    if (boundary === null) return null
    this.#pop()
    this.#push({ ...multipart, boundary })
    return multipart.start
  }

  /** Nothing in it is a part, so all of it is read as text, and no word is lost. */
  #keepAsText(multipart: Multipart, end: number): void {
    const header = readPartHeader([], 'text/plain', this.#decodeRaw)
    const path = multipart.path || '1'
    this.#leaves.push({ path, header, alternative: null, start: multipart.start, end: Math.max(multipart.start, end) })
  }

  #passDelimiter(delimiter: Delimiter): number {
    const multipart = this.#stack[delimiter.level]
    if (multipart === undefined) return delimiter.lineEnd
    if (delimiter.isClosing) {
      const again = multipart.children === 0 ? this.#leaveAbove(delimiter.level - 1, delimiter.lineStart) : null
      if (again !== null) return again
      while (this.#stack.length > delimiter.level) this.#pop()
      return delimiter.lineEnd
    }
    multipart.children++
    const block = scanHeaders(this.#source, delimiter.lineEnd, {
      wanted: PART_FIELDS,
      isDelimiter: (line) => this.#match(line.slice(2).trimEnd()) !== null,
    })
    return this.#enter(block, this.#childPath(multipart), multipart)
  }

  #childPath(multipart: Multipart): string {
    if (this.#stack.length <= DEEPEST) {
      return multipart.path === '' ? `${multipart.children}` : `${multipart.path}.${multipart.children}`
    }
    if (this.#deepCount === 0) this.#note('too-deep', null)
    return `${this.#stack[DEEPEST - 1]?.path ?? ''}.${1000 + ++this.#deepCount}`
  }

  #closeLeaf(end: number): void {
    if (this.#open === null) return
    this.#leaves.push({ ...this.#open, end: Math.max(this.#open.start, end) })
    this.#open = null
  }

  /** Too many parts: the rest stays together, downloadable as one. */
  #giveUp(pos: number): PartTree {
    this.#note('too-many-parts', null)
    const header = readPartHeader([{ name: 'content-type', value: 'application/octet-stream' }], '', this.#decodeRaw)
    this.#leaves.push({ path: `${this.#count + 1}`, header, alternative: null, start: pos, end: this.#source.length })
    return { leaves: this.#leaves, defects: this.#defects }
  }

  #nextDelimiter(from: number): Delimiter | null {
    const source = this.#source
    let at = source.indexOf(DASHES, from)
    while (at >= 0) {
      const before = source[at - 1]
      if (at === from || before === 10 || before === 13) {
        const lineEnd = endOfLine(source, at)
        const match =
          lineEnd - at > LONGEST_DELIMITER ? null : this.#match(source.toString('latin1', at + 2, lineEnd).trimEnd())
        if (match !== null) {
          return { ...match, lineStart: at, contentEnd: beforeBreak(source, at), lineEnd: afterBreak(source, lineEnd) }
        }
      }
      at += 2
      while (source[at] === 45) at++
      at = source.indexOf(DASHES, at)
    }
    return null
  }

  /** The innermost open multipart that the line (without its first two dashes) delimits. */
  #match(line: string): { level: number; isClosing: boolean } | null {
    const level = this.#levels.get(line)
    if (level !== undefined) return { level, isClosing: false }
    // Programs write more behind the closing dashes than the standard lets them.
    const dashes = line.lastIndexOf('--')
    const closed = dashes > 0 ? this.#levels.get(line.slice(0, dashes)) : undefined
    return closed === undefined ? null : { level: closed, isClosing: true }
  }

  #push(multipart: Multipart): void {
    if (multipart.boundary !== '') {
      multipart.shadowed = this.#levels.get(multipart.boundary) ?? -1
      this.#levels.set(multipart.boundary, this.#stack.length)
    }
    this.#stack.push(multipart)
  }

  #pop(): void {
    const multipart = this.#stack.pop()
    if (multipart === undefined || multipart.boundary === '') return
    if (multipart.shadowed < 0) this.#levels.delete(multipart.boundary)
    else this.#levels.set(multipart.boundary, multipart.shadowed)
  }

  #note(code: DefectCode, part: string | null): void {
    this.#defects.push({ code, part })
  }
}

/** A letter without the empty line: its last header lines that are no fields are its body, unless an encoding forbids. */
function bodyStart(block: HeaderBlock, header: PartHeader): number {
  return block.junkStart !== null && header.encoding === 'identity' ? block.junkStart : block.bodyStart
}

/** The first line that begins with two dashes and is followed by a field of a part or an empty line. */
function guessBoundary(source: Buffer, start: number, end: number): string | null {
  const lines = source.toString('latin1', start, Math.min(end, start + 64 * 1024)).split(/\r?\n/)
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    if (!line.startsWith('--') || line.length > 200 || next === undefined) continue
    const boundary = line.slice(2).trimEnd()
    if (boundary !== '' && (next === '' || /^content-[a-z-]{1,40}[ \t]?:/i.test(next))) return boundary
  }
  return null
}

function endOfLine(source: Buffer, from: number): number {
  let at = from
  while (at < source.length && source[at] !== 10 && source[at] !== 13 && at - from <= LONGEST_DELIMITER) at++
  return at
}

function afterBreak(source: Buffer, at: number): number {
  if (source[at] === 13) return source[at + 1] === 10 ? at + 2 : at + 1
  return source[at] === 10 ? at + 1 : at
}

function beforeBreak(source: Buffer, at: number): number {
  if (source[at - 1] === 10) return source[at - 2] === 13 ? at - 2 : at - 1
  return source[at - 1] === 13 ? at - 1 : at
}
