/** What is awaited after a command: a status alone, one with lines, one with a letter, or a dialogue of log-in (RFC 5034). */
export type Pop3Shape = 'single' | 'lines' | 'letter' | 'dialogue'

export type Pop3Event =
  /** `code`: the extended response code (RFC 2449 section 8) in capitals, as IN-USE or SYS/TEMP. */
  | { readonly kind: 'status'; readonly ok: boolean; readonly text: string; readonly code: string | null }
  /** The server's turn in a dialogue: what stands behind `+ `, still in base64. */
  | { readonly kind: 'challenge'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  /** A piece of a letter without the dots that were put before its lines; valid until the next push. */
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** The answer to the command is whole. */
  | { readonly kind: 'end' }

export interface Pop3Limits {
  /** RFC 1939 allows 512 bytes; servers are wordier than that. */
  readonly lineBytes: number
  /** Lines of one answer: a mailbox of so many letters can be listed. */
  readonly lines: number
}

export const defaultPop3Limits: Pop3Limits = { lineBytes: 8192, lines: 2_000_000 }

/** The server sent what RFC 1939 does not allow; nothing that follows can be understood. */
export class Pop3SyntaxError extends Error {
  override readonly name = 'Pop3SyntaxError'
}

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e

type Place = 'line-start' | 'text' | 'dot' | 'dot-cr'

/**
 * Takes apart what a POP3 server sends (RFC 1939 section 3), in whatever pieces it comes: bytes in, events out. The order
 * of `expect` says which shape each answer has. Letters pass byte by byte as they are, only CRLF ends a line of them; a
 * status line may end in LF alone.
 */
export class Pop3Reader {
  private readonly limits: Pop3Limits
  private readonly emit: (event: Pop3Event) => void
  private readonly shapes: Pop3Shape[] = []
  private body: 'lines' | 'letter' | null = null
  private line: Buffer[] = []
  private lineBytes = 0
  private lines = 0
  private place: Place = 'line-start'
  private lastIsCr = false

  constructor(emit: (event: Pop3Event) => void, limits: Pop3Limits = defaultPop3Limits) {
    this.emit = emit
    this.limits = limits
  }

  /** One more answer will come, of that shape. */
  expect(shape: Pop3Shape): void {
    this.shapes.push(shape)
  }

  /** Nothing of a further answer has come: what a stranger may have slipped in before TLS begins (RFC 2595 section 4). */
  get isBetweenAnswers(): boolean {
    return this.body === null && this.lineBytes === 0
  }

  /** @throws Pop3SyntaxError */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) at = this.body === 'letter' ? this.readLetter(chunk, at) : this.readLine(chunk, at)
  }

  private readLine(chunk: Buffer, at: number): number {
    if (this.shapes.length === 0) throw new Pop3SyntaxError('an answer that nobody has asked for')
    const end = chunk.indexOf(LF, at)
    const piece = chunk.subarray(at, end < 0 ? chunk.length : end)
    this.lineBytes += piece.length
    if (this.lineBytes > this.limits.lineBytes) throw new Pop3SyntaxError('a line without an end')
    if (end < 0) {
      // The socket reuses its buffers.
      this.line.push(Buffer.from(piece))
      return chunk.length
    }
    const whole = this.line.length === 0 ? piece : Buffer.concat([...this.line, piece])
    this.line = []
    this.lineBytes = 0
    this.takeLine(whole.toString('utf8').replace(/\r$/, ''))
    return end + 1
  }

  private takeLine(text: string): void {
    if (this.body === null) this.takeStatus(text)
    else if (text === '.') this.finish()
    else {
      this.lines += 1
      if (this.lines > this.limits.lines) throw new Pop3SyntaxError('a list without an end')
      this.emit({ kind: 'line', text: text.startsWith('.') ? text.slice(1) : text })
    }
  }

  private takeStatus(line: string): void {
    const shape = this.shapes[0]
    if (shape === 'dialogue' && /^\+( |$)/.test(line)) {
      this.emit({ kind: 'challenge', text: line.slice(2).trim() })
      return
    }
    const [, sign, rest = ''] = /^(\+OK|-ERR)(?:\s+(.*))?$/is.exec(line) ?? []
    if (sign === undefined) throw new Pop3SyntaxError('neither +OK nor -ERR')
    const [, code = null] = /^\[([^\]\s]{1,64})[^\]]*\]/.exec(rest) ?? []
    const ok = sign.startsWith('+')
    this.emit({ kind: 'status', ok, text: rest, code: code?.toUpperCase() ?? null })
    if (ok && (shape === 'lines' || shape === 'letter')) {
      this.body = shape
      this.lines = 0
      this.place = 'line-start'
      this.lastIsCr = false
    } else this.finish()
  }

  private finish(): void {
    this.body = null
    this.shapes.shift()
    this.emit({ kind: 'end' })
  }

  /** Reads a letter up to the end of the chunk or of the letter. Returns where it stopped. */
  private readLetter(chunk: Buffer, begin: number): number {
    let at = begin
    while (at < chunk.length) {
      const byte = chunk[at]
      if (this.place === 'line-start') {
        this.lastIsCr = false
        this.place = byte === DOT ? 'dot' : 'text'
        if (byte === DOT) at += 1
      } else if (this.place === 'dot') {
        // The dot itself is dropped, whether it was put there or ends the letter.
        this.place = byte === CR ? 'dot-cr' : 'text'
        if (byte === CR) at += 1
      } else if (this.place === 'dot-cr') {
        if (byte === LF) {
          this.finish()
          return at + 1
        }
        this.emit({ kind: 'bytes', bytes: Buffer.of(CR) })
        this.place = 'text'
      } else at = this.readText(chunk, at)
    }
    return at
  }

  /** Passes on lines up to the next one that begins with a dot. Returns where it stopped. */
  private readText(chunk: Buffer, begin: number): number {
    let from = begin
    for (;;) {
      const end = chunk.indexOf(LF, from)
      if (end < 0) {
        this.pass(chunk, begin, chunk.length)
        this.lastIsCr = chunk[chunk.length - 1] === CR
        return chunk.length
      }
      const isLineEnd = end > begin ? chunk[end - 1] === CR : this.lastIsCr
      from = end + 1
      this.lastIsCr = false
      if (isLineEnd && (from === chunk.length || chunk[from] === DOT)) {
        this.pass(chunk, begin, from)
        this.place = 'line-start'
        return from
      }
      if (from === chunk.length) {
        this.pass(chunk, begin, from)
        return from
      }
    }
  }

  private pass(chunk: Buffer, from: number, to: number): void {
    if (to > from) this.emit({ kind: 'bytes', bytes: chunk.subarray(from, to) })
  }
}
