import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { parseMessage } from '@besedka/mail/parse-message'
import { needsFullParse, parseMessageFully } from '@besedka/mail/parse-message-fully'
import type { Mailbox, ParsedMessage } from '@besedka/mail/parsed-message'
import { SearchLexemes } from '@besedka/mail/search-lexemes'
import { threadKeys } from '@besedka/mail/thread'
import { CopyWriter, type RowSpan } from './copy-writer.ts'
import type { FetchedLetter, PrepareDepth, PreparedBatch, PreparedLetter } from './letter-batch.ts'
import { letterDate } from './letter-date.ts'
import { parseHeadersOnly } from './parse-headers-only.ts'

export interface PrepareRequest {
  readonly letters: readonly FetchedLetter[]
  readonly source: SharedArrayBuffer
  readonly depth: PrepareDepth
  readonly accountId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Ids are filled in when they are known. */
const NO_ID = '0'

/**
 * Parses, hashes, compresses and encodes letters of one batch after the other, however many are asked for: the rows of a
 * batch lie in one buffer, and reading an odd letter takes several turns. One instance serves one thread: it keeps the
 * table of words.
 */
export function createLetterPreparation(): (request: PrepareRequest) => Promise<PreparedBatch> {
  const lexemes = new SearchLexemes()
  const messages = new CopyWriter()
  const sources = new CopyWriter()
  const searches = new CopyWriter()

  async function prepare(letter: FetchedLetter, request: PrepareRequest): Promise<PreparedLetter> {
    const bytes = Buffer.from(request.source, letter.start, letter.end - letter.start)
    const parsed = await parse(bytes, request.depth)
    const digest = hash('sha256', bytes, 'buffer')
    const sentAt = parsed.date?.getTime() ?? null
    const date = letterDate(sentAt, letter.receivedAt, request.now)
    const { from, sender, to, cc, bcc } = parsed
    return {
      uid: letter.uid,
      receivedAt: letter.receivedAt,
      flags: letter.flags,
      contentHash: digest.toString('hex'),
      sentAt,
      date,
      addresses: { from, sender, to, cc, bcc },
      keys: threadKeys({ ...parsed, contentHash: digest }),
      message: writeMessage(messages, parsed, { digest, size: bytes.length }),
      source: writeSource(sources, bytes),
      search: writeSearch(searches, { accountId: request.accountId, date, tsvector: lexemes.tsvector(textOf(parsed)) }),
    }
  }

  async function prepareBatch(request: PrepareRequest): Promise<PreparedBatch> {
    const letters: PreparedLetter[] = []
    try {
      for (const letter of request.letters) letters.push(await prepare(letter, request))
    } catch (error) {
      for (const writer of [messages, sources, searches]) writer.take()
      throw error
    }
    return { letters, messages: messages.take(), sources: sources.take(), searches: searches.take() }
  }

  let last: Promise<unknown> = Promise.resolve()
  return (request) => {
    const batch = last.then(() => prepareBatch(request))
    last = batch.catch(() => {})
    return batch
  }
}

function parse(bytes: Buffer, depth: PrepareDepth): ParsedMessage | Promise<ParsedMessage> {
  if (depth === 'headers') return parseHeadersOnly(bytes)
  const parsed = parseMessage(bytes)
  return needsFullParse(parsed) ? parseMessageFully(bytes) : parsed
}

function textOf(parsed: ParsedMessage) {
  const files = parsed.parts.filter((part) => part.attachment).map((part) => part.name)
  return {
    subject: parsed.subject,
    from: words([...parsed.from, ...parsed.sender]),
    to: words([...parsed.to, ...parsed.cc, ...parsed.bcc]),
    text: files.length === 0 ? parsed.text : `${parsed.text}\n${files.join('\n')}`,
  }
}

function words(people: readonly Mailbox[]): string {
  return people.map(({ name, address }) => `${name} ${address}`).join('\n')
}

function writeMessage(
  writer: CopyWriter,
  parsed: ParsedMessage,
  { digest, size }: { digest: Uint8Array; size: number },
): RowSpan {
  const { from, sender, replyTo, to, cc, bcc } = parsed
  writer.beginRow(13)
  writer.int64(NO_ID)
  writer.bytes(digest)
  if (parsed.messageId === null) writer.none()
  else writer.text(parsed.messageId)
  if (parsed.date === null) writer.none()
  else writer.time(parsed.date.getTime())
  writer.text(parsed.subject)
  writer.text(parsed.snippet)
  writer.json({ from, sender, replyTo, to, cc, bcc })
  writer.json(parsed.parts)
  writer.int32(size)
  writer.bool(parsed.hasHtml)
  writer.bool(parsed.parts.some((part) => part.attachment && !part.inline))
  writer.text(parsed.importance)
  writer.textArray([...new Set(parsed.defects.map(({ code }) => code))])
  return writer.endRow()
}

function writeSource(writer: CopyWriter, bytes: Buffer): RowSpan {
  const packed = zstdCompressSync(bytes, {
    chunkSize: Math.max(1024, bytes.length),
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  })
  const isSmaller = packed.length < bytes.length
  writer.beginRow(3)
  writer.int64(NO_ID)
  writer.text(isSmaller ? 'zstd' : 'identity')
  writer.bytes(isSmaller ? packed : bytes)
  return writer.endRow()
}

function writeSearch(writer: CopyWriter, row: { accountId: string; date: number; tsvector: Uint8Array }): RowSpan {
  writer.beginRow(4)
  writer.int64(NO_ID)
  writer.int64(row.accountId)
  writer.time(row.date)
  writer.bytes(row.tsvector)
  return writer.endRow()
}
