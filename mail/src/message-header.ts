/** The fields of a letter's own header that Besedka keeps. */

import { type AddressList, parseAddressList } from './address-list.ts'
import { decodeWords } from './encoded-words.ts'
import { parseDate } from './header-date.ts'
import type { HeaderField } from './header-scan.ts'
import { boundReferences, normaliseId, parseIds } from './message-ids.ts'
import type { DefectCode, Importance, Mailbox, ParsedMessage } from './parsed-message.ts'
import { PART_FIELDS } from './part-header.ts'
import { cleanLine, cutBytes } from './safe-text.ts'

const ADDRESS_FIELDS = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc'] as const
const DELIVERY_FIELDS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'x-rcpt-to']
const SINGLE_FIELDS = ['from', 'sender', 'reply-to', 'subject', 'date', 'message-id', 'content-type']

/** Every field that the light pass reads, in lower case. */
export const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  ...PART_FIELDS,
  ...ADDRESS_FIELDS,
  ...DELIVERY_FIELDS,
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'importance',
  'priority',
  'x-priority',
  'x-msmail-priority',
  'auto-submitted',
  'precedence',
  'x-autoreply',
  'x-autorespond',
  'list-id',
  'thread-index',
  'authentication-results',
])

const LONGEST_TEXT = 8192
const LONGEST_VALUE = 998
const MOST_RESULTS = 20
const MOST_DELIVERIES = 50

/** The part of a parsed letter that its header gives. */
export type MessageHeader = Omit<ParsedMessage, 'text' | 'snippet' | 'hasHtml' | 'parts' | 'defects'>

export interface HeaderReading {
  readonly header: MessageHeader
  readonly defects: readonly DefectCode[]
}

/** Reads the kept fields; of a field that may stand once the first counts, address lists of repeated To and Cc join. */
export function readMessageHeader(fields: readonly HeaderField[], decodeRaw: (raw: string) => string): HeaderReading {
  return new HeaderReader(fields, decodeRaw).read()
}

class HeaderReader {
  readonly #values = new Map<string, string[]>()
  readonly #decodeRaw: (raw: string) => string
  readonly #defects = new Set<DefectCode>()

  constructor(fields: readonly HeaderField[], decodeRaw: (raw: string) => string) {
    this.#decodeRaw = decodeRaw
    for (const { name, value } of fields) {
      const values = this.#values.get(name)
      if (values === undefined) this.#values.set(name, [value])
      else values.push(value)
    }
  }

  read(): HeaderReading {
    for (const name of SINGLE_FIELDS) if (this.#all(name).length > 1) this.#defects.add('duplicate-header')
    const header: MessageHeader = {
      messageId: this.#messageId(),
      inReplyTo: parseIds(this.#first('in-reply-to')),
      references: boundReferences(parseIds(this.#all('references').join(' '))),
      date: this.#date(),
      subject: this.#text('subject'),
      from: this.#mailboxes('from'),
      sender: this.#mailboxes('sender'),
      replyTo: this.#mailboxes('reply-to'),
      to: this.#mailboxes('to'),
      cc: this.#mailboxes('cc'),
      bcc: this.#mailboxes('bcc'),
      deliveredTo: this.#deliveredTo(),
      importance: this.#importance(),
      autoSubmitted: this.#isAutoSubmitted(),
      listId: this.#listId(),
      threadIndex: this.#short('thread-index'),
      authenticationResults: this.#all('authentication-results')
        .slice(0, MOST_RESULTS)
        .map((value) => cutBytes(cleanLine(this.#decodeRaw(value)), LONGEST_TEXT)),
    }
    if (header.from.length === 0) this.#defects.add('no-from')
    return { header, defects: [...this.#defects] }
  }

  #all(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  #first(name: string): string {
    return this.#values.get(name)?.[0] ?? ''
  }

  #messageId(): string | null {
    const bounded = normaliseId(this.#decodeRaw(this.#first('message-id')))
    if (bounded === null) this.#defects.add('no-message-id')
    else if (bounded.isCut) this.#defects.add('header-too-long')
    return bounded?.id ?? null
  }

  #date(): Date | null {
    const raw = this.#first('date')
    const date = parseDate(raw)
    if (date === null) this.#defects.add(raw === '' ? 'no-date' : 'bad-date')
    return date
  }

  #text(name: string): string {
    const words = decodeWords(this.#first(name), this.#decodeRaw)
    if (words.hasBadWord) this.#defects.add('bad-encoding')
    const line = cleanLine(words.text)
    if (line.includes('\ufffd')) this.#defects.add('replacement-characters')
    const text = cutBytes(line, LONGEST_TEXT)
    if (text !== line) this.#defects.add('header-too-long')
    return text
  }

  #short(name: string): string | null {
    const value = cutBytes(cleanLine(this.#decodeRaw(this.#first(name))), LONGEST_VALUE)
    return value === '' ? null : value
  }

  #mailboxes(name: (typeof ADDRESS_FIELDS)[number]): readonly Mailbox[] {
    const isRepeatable = name === 'to' || name === 'cc' || name === 'bcc'
    const values = this.#all(name)
    return this.#addressList(isRepeatable && values.length > 1 ? values.join(', ') : (values[0] ?? '')).mailboxes
  }

  #addressList(raw: string): AddressList {
    const list = parseAddressList(raw, this.#decodeRaw)
    if (list.hasBadAddress) this.#defects.add('bad-address')
    if (list.isCut) this.#defects.add('too-many-addresses')
    return list
  }

  #deliveredTo(): readonly string[] {
    const addresses = new Set<string>()
    for (const name of DELIVERY_FIELDS) {
      for (const value of this.#all(name)) {
        for (const { address } of parseAddressList(value, this.#decodeRaw).mailboxes) {
          if (address !== '' && addresses.size < MOST_DELIVERIES) addresses.add(address)
        }
      }
    }
    return [...addresses]
  }

  #importance(): Importance {
    const word = this.#first('importance') || this.#first('priority') || this.#first('x-msmail-priority')
    const named = word.trim().toLowerCase()
    if (named === 'high' || named === 'urgent') return 'high'
    if (named === 'low' || named === 'non-urgent') return 'low'
    const level = Number.parseInt(this.#first('x-priority'), 10)
    if (level === 1 || level === 2) return 'high'
    return level === 4 || level === 5 ? 'low' : 'normal'
  }

  #isAutoSubmitted(): boolean {
    const submitted = this.#first('auto-submitted').trim().toLowerCase()
    if (submitted !== '' && !/^no\b/.test(submitted)) return true
    if (/^(bulk|junk|auto_reply)\b/i.test(this.#first('precedence').trim())) return true
    if (this.#first('x-autoreply') !== '' || this.#first('x-autorespond') !== '') return true
    return /^\s*multipart\/report\b/i.test(this.#first('content-type'))
  }

  /** RFC 2919 section 3: the identifier stands in brackets, a description may stand before it. */
  #listId(): string | null {
    const value = this.#short('list-id')
    const inner = value === null ? null : /<([^<>]*)>/.exec(value)?.[1]?.trim()
    return inner === undefined || inner === '' ? value : inner
  }
}
