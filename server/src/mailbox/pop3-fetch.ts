import { hash } from 'node:crypto'
import type { Maildrop, Pop3Answer } from '@besedka/mail/maildrop'
import { AppError } from '../platform/app-error.ts'
import type { LetterBatch } from './fetch-letters.ts'

/** A letter of a batch: the number for this connection, the UID for ever. */
export interface WantedLetter {
  readonly uid: number
  readonly number: number
  readonly size: number
}

export interface FetchedPop3 extends Pick<LetterBatch, 'letters' | 'source' | 'refused'> {
  /** Hashes of the bytes that came, in hex, by UID. */
  readonly hashes: ReadonlyMap<number, string>
}

/** A letter above this is recorded and left on the server: it would not fit into the memory of the process. */
const LARGEST_LETTER = 100 * 1024 * 1024
/** Several letters together that are more than this are asked for again one by one: the server has told too little. */
const MOST_TOGETHER = 16 * 1024 * 1024
/** What comes later under another connection is no refusal of the letter (RFC 2449 section 8, RFC 3206). */
const TEMPORARY = /^(SYS\/|IN-USE|LOGIN-DELAY)/

/**
 * Fetches letters whole. One that is too large or that the server has and does not give comes without bytes and with the
 * reason. Throws SERVER_REFUSED where it gives none at all.
 */
export async function fetchPop3(
  drop: Maildrop,
  wanted: readonly WantedLetter[],
  givesLetters: () => Promise<boolean>,
): Promise<FetchedPop3> {
  const memory = new LetterMemory(wanted.length > 1 ? MOST_TOGETHER : LARGEST_LETTER, sumOf(wanted))
  const places = await Promise.all(wanted.map((letter) => fetchOne(drop, memory, letter)))
  if (memory.isFull && wanted.length > 1) {
    const parts: FetchedPop3[] = []
    for (const letter of wanted) parts.push(await fetchPop3(drop, [letter], givesLetters))
    return join(parts)
  }
  if (places.length > 0 && places.every(({ reason }) => reason === 'no-source') && !(await givesLetters())) {
    throw new AppError('SERVER_REFUSED', { words: places[0]?.words ?? '' })
  }
  return gather(wanted, places, memory)
}

interface Place {
  readonly start: number
  readonly end: number
  readonly reason?: string
  readonly words?: string
}

const NOWHERE: Place = { start: 0, end: 0 }

async function fetchOne(drop: Maildrop, memory: LetterMemory, { number, size }: WantedLetter): Promise<Place> {
  if (size > LARGEST_LETTER) return { ...NOWHERE, reason: 'too-large' }
  // Answers come in the order of the commands; when one is heard of, bytes of the next may have come already.
  let place: Place = NOWHERE
  const answer: Pop3Answer = await drop.retrieve(number, (bytes) => {
    const start = place === NOWHERE ? memory.used : place.start
    memory.add(bytes)
    place = { start, end: memory.used }
  })
  if (!answer.ok && TEMPORARY.test(answer.code ?? '')) throw new AppError('SERVER_REFUSED', { words: answer.text })
  if (!answer.ok) return { ...NOWHERE, reason: 'no-source', words: answer.text }
  if (memory.isFull) return { ...NOWHERE, reason: 'too-large' }
  return place
}

function gather(wanted: readonly WantedLetter[], places: readonly Place[], memory: LetterMemory): FetchedPop3 {
  const now = Date.now()
  const hashes = new Map<number, string>()
  const refused = new Map<number, string>()
  const letters = wanted.map(({ uid }, index) => {
    const { start, end, reason } = places[index] ?? NOWHERE
    if (reason === undefined) hashes.set(uid, hash('sha256', memory.view(start, end), 'hex'))
    else refused.set(uid, reason)
    return { uid, flags: [], receivedAt: now, start, end }
  })
  return { letters, source: memory.bytes, refused, hashes }
}

/** Puts letters that were fetched one by one into one piece of memory. */
function join(parts: readonly FetchedPop3[]): FetchedPop3 {
  const source = new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.source.byteLength, 0))
  let used = 0
  const letters = parts.flatMap((part) => {
    const shift = used
    Buffer.from(source).set(Buffer.from(part.source), shift)
    used += part.source.byteLength
    return part.letters.map((letter) => ({ ...letter, start: letter.start + shift, end: letter.end + shift }))
  })
  const refused = new Map(parts.flatMap((part) => [...(part.refused ?? [])]))
  const hashes = new Map(parts.flatMap((part) => [...part.hashes]))
  return { letters, source, refused, hashes }
}

/** Where letters are put as they come; what is over the bound is let go. */
class LetterMemory {
  private readonly limit: number
  private memory: SharedArrayBuffer
  used = 0
  isFull = false

  constructor(limit: number, expected: number) {
    this.limit = limit
    this.memory = new SharedArrayBuffer(Math.min(expected, limit))
  }

  /** Cut to what is used, so that it can be put beside others. */
  get bytes(): SharedArrayBuffer {
    return this.used === this.memory.byteLength ? this.memory : this.memory.slice(0, this.used)
  }

  add(bytes: Buffer): void {
    const end = this.used + bytes.length
    if (this.isFull || end > this.limit) {
      this.isFull = true
      return
    }
    if (end > this.memory.byteLength) {
      const larger = new SharedArrayBuffer(Math.min(Math.max(end, this.memory.byteLength * 2), this.limit))
      Buffer.from(larger).set(this.view(0, this.used))
      this.memory = larger
    }
    bytes.copy(Buffer.from(this.memory), this.used)
    this.used = end
  }

  view(start: number, end: number): Buffer {
    return Buffer.from(this.memory, start, end - start)
  }
}

function sumOf(wanted: readonly WantedLetter[]): number {
  return wanted.reduce((sum, { size }) => sum + size, 0)
}
