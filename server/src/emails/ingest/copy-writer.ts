/** Microseconds between 1970 and 2000, where PostgreSQL's clock starts. */
const EPOCH_SHIFT_MS = 946_684_800_000
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])
const TEXT_OID = 25
const JSONB_VERSION = 1
const MOST_KEPT = 4 * 1024 * 1024

/** Where a row lies in the bytes of a writer, end exclusive. */
export interface RowSpan {
  readonly start: number
  readonly end: number
}

/**
 * Writes rows in PostgreSQL's binary COPY format, without the header and the trailer of the whole. Text must be free of
 * NUL and lone surrogates. Not for use by two at once.
 */
export class CopyWriter {
  private memory: ArrayBuffer
  private buffer: Buffer
  private length = 0
  private rowStart = 0

  constructor(capacity = 16_384) {
    this.memory = new ArrayBuffer(capacity)
    this.buffer = Buffer.from(this.memory)
  }

  /** The bytes so far, to be handed over: the writer is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.memory, 0, this.length)
    // The next batch will be about as large; one enormous letter shall not be remembered.
    this.memory = new ArrayBuffer(Math.min(Math.max(this.length, 16_384), MOST_KEPT))
    this.buffer = Buffer.from(this.memory)
    this.length = 0
    return taken
  }

  beginRow(fields: number): void {
    this.rowStart = this.length
    this.reserve(2)
    this.length = this.buffer.writeInt16BE(fields, this.length)
  }

  endRow(): RowSpan {
    return { start: this.rowStart, end: this.length }
  }

  /** Takes back the row that was begun. */
  dropRow(): void {
    this.length = this.rowStart
  }

  none(): void {
    this.reserve(4)
    this.length = this.buffer.writeInt32BE(-1, this.length)
  }

  bool(value: boolean): void {
    this.reserve(5)
    this.length = this.buffer.writeInt32BE(1, this.length)
    this.length = this.buffer.writeUInt8(value ? 1 : 0, this.length)
  }

  int16(value: number): void {
    this.reserve(6)
    this.length = this.buffer.writeInt32BE(2, this.length)
    this.length = this.buffer.writeInt16BE(value, this.length)
  }

  int32(value: number): void {
    this.reserve(8)
    this.length = this.buffer.writeInt32BE(4, this.length)
    this.length = this.buffer.writeInt32BE(value, this.length)
  }

  /** A decimal string, as ids are everywhere. */
  int64(value: string | bigint): void {
    this.reserve(12)
    this.length = this.buffer.writeInt32BE(8, this.length)
    this.length = this.buffer.writeBigInt64BE(BigInt(value), this.length)
  }

  /** Milliseconds since 1970. */
  time(ms: number): void {
    this.int64(BigInt(Math.trunc(ms) - EPOCH_SHIFT_MS) * 1000n)
  }

  uuid(value: string): void {
    this.reserve(20)
    this.length = this.buffer.writeInt32BE(16, this.length)
    this.length += this.buffer.write(value.replaceAll('-', ''), this.length, 'hex')
  }

  bytes(value: Uint8Array): void {
    this.reserve(4 + value.length)
    this.length = this.buffer.writeInt32BE(value.length, this.length)
    this.buffer.set(value, this.length)
    this.length += value.length
  }

  text(value: string): void {
    this.prefixed(value)
  }

  json(value: unknown): void {
    this.prefixed(JSON.stringify(value), JSONB_VERSION)
  }

  textArray(values: readonly string[]): void {
    this.reserve(24)
    const start = this.length
    this.length = this.buffer.writeInt32BE(values.length === 0 ? 0 : 1, start + 4)
    this.length = this.buffer.writeInt32BE(0, this.length)
    this.length = this.buffer.writeInt32BE(TEXT_OID, this.length)
    if (values.length > 0) {
      this.length = this.buffer.writeInt32BE(values.length, this.length)
      this.length = this.buffer.writeInt32BE(1, this.length)
      for (const value of values) this.text(value)
    }
    this.buffer.writeInt32BE(this.length - start - 4, start)
  }

  private prefixed(value: string, version?: number): void {
    const head = version === undefined ? 4 : 5
    this.reserve(head + value.length * 3)
    const start = this.length
    if (version !== undefined) this.buffer.writeUInt8(version, start + 4)
    this.length = start + head + this.buffer.write(value, start + head, 'utf8')
    this.buffer.writeInt32BE(this.length - start - 4, start)
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return
    this.memory = new ArrayBuffer(Math.max(this.buffer.length * 2, this.length + bytes))
    const larger = Buffer.from(this.memory)
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}

/** All of a COPY: header, rows, trailer. Rows that lie one behind the other go as one piece. */
export function copyStream(rows: Buffer, spans: readonly RowSpan[]): Buffer[] {
  const pieces: Buffer[] = [SIGNATURE]
  let open: RowSpan | null = null
  for (const span of spans) {
    if (open !== null && open.end === span.start) open = { start: open.start, end: span.end }
    else {
      if (open !== null) pieces.push(rows.subarray(open.start, open.end))
      open = span
    }
  }
  if (open !== null) pieces.push(rows.subarray(open.start, open.end))
  pieces.push(TRAILER)
  return pieces
}

/** Offset of the value of a row's first field, an int8 that is filled in once its id is known. */
const FIRST_VALUE = 6

/** Writes the id into a row whose first field is an int8. */
export function fillFirstId(rows: Buffer, row: RowSpan, id: string): void {
  rows.writeBigInt64BE(BigInt(id), row.start + FIRST_VALUE)
}
