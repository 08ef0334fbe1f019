/** Header fields of one MIME entity, found in the bytes. */

export interface HeaderField {
  /** In lower case. */
  readonly name: string
  /** Raw: bytes as Latin-1, unfolded (RFC 5322 section 2.2.3). */
  readonly value: string
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[]
  readonly bodyStart: number
  /** Where the lines begin that close the block without being fields; maybe the body of a letter without an empty line. */
  readonly junkStart: number | null
  readonly hasJunk: boolean
  /** No line is a field: the entity is all body. */
  readonly isEmpty: boolean
  readonly isCut: boolean
  /** The block ended at a delimiter line, not at an empty line. */
  readonly atDelimiter: boolean
}

export interface ScanOptions {
  /** Names to keep, in lower case. */
  readonly wanted: ReadonlySet<string>
  /** Tells whether a line that begins with "--" ends the enclosing part. */
  readonly isDelimiter?: (line: string) => boolean
}

/** Header blocks of parts are short, those of letters a few kilobytes. */
const PART_WINDOW = 1024
const LETTER_WINDOW = 8 * 1024
const LAST_WINDOW = 1024 * 1024

/** Reads the header block at `start`. Never throws; a block over 1 MiB is cut there. */
export function scanHeaders(source: Buffer, start: number, options: ScanOptions): HeaderBlock {
  let size = options.isDelimiter === undefined ? LETTER_WINDOW : PART_WINDOW
  for (;;) {
    const end = Math.min(start + size, source.length)
    const isLast = end === source.length || size >= LAST_WINDOW
    const scan = scanLines(lineFeedsOnly(source.toString('latin1', start, end)), options, isLast)
    if (scan !== null) return finish(source, start, scan, end)
    size = Math.min(size * 8, LAST_WINDOW)
  }
}

interface LineScan {
  fields: HeaderField[]
  /** Offset of the body, null where the window ended first. */
  body: number | null
  junk: number | null
  hasJunk: boolean
  hasField: boolean
  atDelimiter: boolean
}

/** Letters of old Macs end their lines with CR alone; the length stays, so offsets stay. */
function lineFeedsOnly(text: string): string {
  return text.includes('\r') && !text.includes('\n') ? text.replaceAll('\r', '\n') : text
}

function scanLines(text: string, options: ScanOptions, isLast: boolean): LineScan | null {
  const scan: LineScan = { fields: [], body: null, junk: null, hasJunk: false, hasField: false, atDelimiter: false }
  let name = ''
  let valueStart = 0
  let pos = 0
  const flush = (): void => {
    if (name !== '') scan.fields.push({ name, value: unfold(text.slice(valueStart, pos)) })
    name = ''
  }
  while (pos < text.length) {
    let lineEnd = text.indexOf('\n', pos)
    if (lineEnd < 0) {
      if (!isLast) return null
      lineEnd = text.length
    }
    const first = text.charCodeAt(pos)
    if (isBlank(text, pos, lineEnd)) {
      flush()
      scan.body = lineEnd + 1
      return scan
    }
    if (first === 45 && options.isDelimiter !== undefined && text.charCodeAt(pos + 1) === 45) {
      if (options.isDelimiter(text.slice(pos, lineEnd))) {
        flush()
        scan.body = pos
        scan.atDelimiter = true
        return scan
      }
    }
    const isContinuation = (first === 32 || first === 9) && pos > 0
    if (!isContinuation) {
      flush()
      const nameStart = pos === 0 ? firstLetter(text) : pos
      const colon = nameEnd(text, nameStart, lineEnd)
      if (colon > 0) {
        scan.hasField = true
        if (scan.junk !== null) scan.hasJunk = true
        scan.junk = null
        const lower = text.slice(nameStart, colon).trimEnd().toLowerCase()
        if (options.wanted.has(lower)) {
          name = lower
          valueStart = text.indexOf(':', colon) + 1
        }
      } else if (pos > 0 || !isEnvelopeLine(text)) scan.junk ??= pos
    }
    pos = lineEnd + 1
  }
  if (!isLast) return null
  pos = Math.min(pos, text.length)
  flush()
  return scan
}

/** White space before the very first field continues nothing. */
function firstLetter(text: string): number {
  let at = 0
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++
  return at
}

function isBlank(text: string, pos: number, lineEnd: number): boolean {
  let at = pos
  while (at < lineEnd && text.charCodeAt(at) === 13) at++
  return at === lineEnd
}

/** End of a field name that starts at `pos`, -1 where the line is no field; white space before the colon is let pass. */
function nameEnd(text: string, pos: number, lineEnd: number): number {
  let at = pos
  for (; at < lineEnd; at++) {
    const code = text.charCodeAt(at)
    if (code === 58) return at > pos ? at : -1
    if (code <= 32 || code >= 127) break
  }
  const end = at
  while (at < lineEnd && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++
  return end > pos && at < lineEnd && text.charCodeAt(at) === 58 ? end : -1
}

/** The line that mbox files put before a letter. */
function isEnvelopeLine(text: string): boolean {
  return text.startsWith('From ') || text.startsWith('>From ')
}

function unfold(value: string): string {
  return value.replace(/[\r\n]+/g, '').trim()
}

function finish(source: Buffer, start: number, scan: LineScan, windowEnd: number): HeaderBlock {
  const isCut = scan.body === null && windowEnd < source.length
  const isEmpty = !scan.hasField && scan.junk !== null
  const end = scan.body === null ? (isCut ? endOfBlock(source, windowEnd) : source.length) : start + scan.body
  return {
    fields: scan.fields,
    bodyStart: isEmpty ? start : Math.min(end, source.length),
    junkStart: scan.junk === null || isEmpty ? null : start + scan.junk,
    hasJunk: scan.hasJunk || scan.junk !== null,
    isEmpty,
    isCut,
    atDelimiter: scan.atDelimiter,
  }
}

function endOfBlock(source: Buffer, from: number): number {
  const crlf = source.indexOf('\n\r\n', from)
  const lf = source.indexOf('\n\n', from)
  if (crlf < 0 && lf < 0) return source.length
  return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 3 : lf + 2
}
