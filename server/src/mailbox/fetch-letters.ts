import { cleanText } from '@besedka/mail/safe-text'
import type { ListedLetter } from '@besedka/mail/sync-batches'
import type { FetchMessageObject } from 'imapflow'
import type { IngestService } from '../emails/ingest.service.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { ServerRefusal } from './imap-failure.ts'

export type LetterBatch = Parameters<IngestService['ingest']>[0]
type FetchedLetter = LetterBatch['letters'][number]

export interface FetchedLetters {
  readonly letters: readonly FetchedLetter[]
  readonly source: SharedArrayBuffer
  /** The server has them and does not give their bytes. */
  readonly withoutSource: readonly number[]
}

const MOST_FLAGS = 100
/** An hour of the year 10000 is no time of arrival, and the database takes not every one. */
const LATEST = Date.UTC(10_000, 0)
/** Batches are cut by the sizes that the server tells; one that tells too little must not fill the memory. */
const MOST_BYTES = 16 * 1024 * 1024

/** Several letters together are much more than the server has told. They are asked for again, fewer at once. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes'
}

/** UIDs of the open folder from `from` to `to` (null: the last one), ascending. */
export async function searchUids(conversation: ImapConversation, from: number, to: number | null): Promise<number[]> {
  const found = await listUids(conversation, `${from}:${to ?? '*'}`)
  // An answer to n:* holds the last letter even where it lies below n.
  return found.filter((uid) => uid >= from && (to === null || uid <= to))
}

/** Those of a set of UIDs that the open folder has, ascending. */
async function listUids(conversation: ImapConversation, set: string): Promise<number[]> {
  const found = await conversation.run((client) => client.search({ uid: set }, { uid: true }))
  if (!Array.isArray(found)) throw new ServerRefusal('SEARCH')
  return found
}

/** UIDs and sizes of these letters. */
export async function listSizes(conversation: ImapConversation, uids: readonly number[]): Promise<ListedLetter[]> {
  if (uids.length === 0) return []
  return conversation.run(async (client) => {
    const listed: ListedLetter[] = []
    for await (const { uid, size } of client.fetch(packUids(uids), { uid: true, size: true }, { uid: true })) {
      listed.push({ uid, size: size ?? 0 })
    }
    return listed
  })
}

/** UIDs and sizes of the newest letters of the open folder, whatever its size. */
export async function listNewest(
  conversation: ImapConversation,
  exists: number,
  count: number,
): Promise<ListedLetter[]> {
  if (exists === 0) return []
  return conversation.run(async (client) => {
    const listed: ListedLetter[] = []
    const range = `${Math.max(1, exists - count + 1)}:${exists}`
    for await (const { uid, size } of client.fetch(range, { uid: true, size: true })) {
      listed.push({ uid, size: size ?? 0 })
    }
    return listed
  })
}

/**
 * Fetches letters whole without marking them as read (BODY.PEEK[], RFC 9051 section 6.4.5), in the order asked for. A
 * letter that the server has and cannot give comes without bytes. Throws ServerRefusal where it gives none at all, and
 * TooManyBytes.
 */
export async function fetchLetters(
  conversation: ImapConversation,
  uids: readonly number[],
  expectedBytes: number,
): Promise<FetchedLetters> {
  const found = new FoundLetters(uids.length, expectedBytes)
  await fetchInto(found, conversation, uids)
  if (found.areTooMany) throw new TooManyBytes()
  const without = uids.filter((uid) => !found.hasSource(uid))
  const refused = without.length === 0 ? [] : await listUids(conversation, packUids(without))
  if (refused.length > 0 && without.length === uids.length && !(await givesOthers(conversation, new Set(refused)))) {
    throw new ServerRefusal('FETCH')
  }
  return gather(uids, found, new Set(refused))
}

interface FoundLetter {
  readonly flags: string[]
  readonly receivedAt: number
  /** Where its bytes lie, undefined where it came without. */
  readonly place: { readonly start: number; readonly end: number } | undefined
}

/**
 * What has come of the letters asked for. One alone is kept whatever its size. The bytes are copied at once to where they
 * stay: buffers that live as long as a batch would wait for a great collection of garbage.
 */
class FoundLetters {
  private readonly letters = new Map<number, FoundLetter>()
  private readonly wanted: number
  private memory: SharedArrayBuffer
  private used = 0
  private bytes = 0

  constructor(wanted: number, expectedBytes: number) {
    this.wanted = wanted
    this.memory = new SharedArrayBuffer(Math.min(expectedBytes, MOST_BYTES))
  }

  get areTooMany(): boolean {
    return this.wanted > 1 && this.bytes > MOST_BYTES
  }

  get source(): SharedArrayBuffer {
    return this.memory
  }

  find(uid: number): FoundLetter | undefined {
    return this.letters.get(uid)
  }

  hasSource(uid: number): boolean {
    return this.letters.get(uid)?.place !== undefined
  }

  keep({ uid, source, flags, internalDate }: FetchMessageObject): void {
    this.bytes += source?.length ?? 0
    if (this.areTooMany) this.letters.clear()
    // An update of flags may come between the answers: it has no source.
    else if (source !== undefined || !this.letters.has(uid)) {
      const place = source === undefined ? undefined : this.store(source)
      this.letters.set(uid, { flags: readFlags(flags), receivedAt: readDate(internalDate), place })
    }
  }

  private store(source: Buffer): { start: number; end: number } {
    const start = this.used
    const end = start + source.length
    if (end > this.memory.byteLength) {
      const larger = new SharedArrayBuffer(Math.max(end, this.memory.byteLength * 2))
      Buffer.from(larger).set(Buffer.from(this.memory, 0, start))
      this.memory = larger
    }
    source.copy(Buffer.from(this.memory), start)
    this.used = end
    return { start, end }
  }
}

/** What the server refuses as a whole is asked for in halves, until the letters that it cannot give stand alone. */
async function fetchInto(found: FoundLetters, conversation: ImapConversation, uids: readonly number[]): Promise<void> {
  try {
    await conversation.run(async (client) => {
      const wanted = { uid: true, flags: true, internalDate: true, source: true }
      for await (const message of client.fetch(packUids(uids), wanted, { uid: true })) found.keep(message)
    })
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.isTemporary) throw error
    const left = uids.filter((uid) => !found.hasSource(uid))
    if (left.length < 2 || found.areTooMany) return
    const middle = Math.ceil(left.length / 2)
    for (const half of [left.slice(0, middle), left.slice(middle)]) await fetchInto(found, conversation, half)
  }
}

/** Whether the folder gives the bytes of any other letter: otherwise it is the folder that is refused. */
async function givesOthers(conversation: ImapConversation, refused: ReadonlySet<number>): Promise<boolean> {
  const others = (await listUids(conversation, '1:*')).filter((uid) => !refused.has(uid))
  const [first, last] = [others[0], others.at(-1)]
  for (const uid of first === undefined ? [] : [first, last ?? first]) {
    const found = new FoundLetters(1, 0)
    await fetchInto(found, conversation, [uid])
    if (found.hasSource(uid)) return true
  }
  return false
}

function gather(uids: readonly number[], found: FoundLetters, refused: ReadonlySet<number>): FetchedLetters {
  const letters = uids.flatMap((uid): FetchedLetter[] => {
    const { place, flags = [], receivedAt = Date.now() } = found.find(uid) ?? {}
    if (place === undefined && !refused.has(uid)) return []
    return [{ uid, flags, receivedAt, start: place?.start ?? 0, end: place?.end ?? 0 }]
  })
  return { letters, source: found.source, withoutSource: [...refused] }
}

function readFlags(flags: ReadonlySet<string> | undefined): string[] {
  return [...(flags ?? [])].slice(0, MOST_FLAGS).map((flag) => cleanText(flag.slice(0, 200)))
}

function readDate(date: Date | string | undefined): number {
  const ms = date === undefined ? Number.NaN : new Date(date).getTime()
  return ms >= 0 && ms < LATEST ? ms : Date.now()
}

/** A sequence set with neighbours as ranges: a command line must stay short. */
export function packUids(uids: readonly number[]): string {
  const sorted = [...uids].sort((a, b) => a - b)
  const ranges: string[] = []
  let first = sorted[0] ?? 0
  for (const [index, uid] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next === uid + 1 || next === uid) continue
    ranges.push(first === uid ? `${uid}` : `${first}:${uid}`)
    first = next ?? 0
  }
  return ranges.join(',')
}
