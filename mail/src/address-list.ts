/** Address lists of header fields, RFC 5322 section 3.4, with the obsolete and the broken forms that mail has. */

import { domainToUnicode } from 'node:url'
import { decodeWords } from './encoded-words.ts'
import type { Mailbox } from './parsed-message.ts'
import { cleanLine, cutBytes } from './safe-text.ts'

export interface AddressList {
  readonly mailboxes: readonly Mailbox[]
  readonly hasBadAddress: boolean
  readonly isCut: boolean
}

const MOST_MAILBOXES = 5000
const LONGEST_ADDRESS = 998
const LONGEST_NAME = 1000
const EMPTY: AddressList = { mailboxes: [], hasBadAddress: false, isCut: false }

/** Words of one entry, raw (bytes as Latin-1). */
interface Entry {
  /** Text outside of brackets and comments. */
  phrase: string
  /** A quoted string is part of the phrase: an @ in it makes no address. */
  isQuoted: boolean
  comment: string
  angle: string | null
}

/**
 * Reads a raw list (bytes as Latin-1). Groups are flattened, "undisclosed-recipients:;" is nobody. An encoded word
 * becomes part of a name and never an address, whatever it decodes to (RFC 2047 section 5).
 */
export function parseAddressList(raw: string, decodeRaw: (raw: string) => string): AddressList {
  if (raw === '') return EMPTY
  const mailboxes: Mailbox[] = []
  let hasBadAddress = false
  let pendingName = ''
  const entries = splitEntries(raw)
  const isCut = entries.length > MOST_MAILBOXES
  for (const entry of entries.slice(0, MOST_MAILBOXES)) {
    const mailbox = mailboxOf(entry, pendingName, decodeRaw)
    if (mailbox === null) continue
    if (mailbox.address !== '' || entry.angle !== null) {
      pendingName = ''
      mailboxes.push(mailbox)
      if (!isAddress(mailbox.address)) hasBadAddress = true
      continue
    }
    // "Ivanov, Ivan <i@example.org>" without quotes: the comma belongs to the name.
    pendingName = pendingName === '' ? mailbox.name : `${pendingName}, ${mailbox.name}`
    hasBadAddress = true
  }
  if (pendingName !== '') mailboxes.push({ name: pendingName, address: '' })
  return { mailboxes, hasBadAddress, isCut }
}

function isAddress(address: string): boolean {
  const at = address.lastIndexOf('@')
  return at > 0 && at < address.length - 1 && !/\s/.test(address)
}

function mailboxOf(entry: Entry, pendingName: string, decodeRaw: (raw: string) => string): Mailbox | null {
  const phrase = entry.phrase.trim()
  if (entry.angle !== null) {
    const own = textOf(phrase === '' ? entry.comment : phrase, decodeRaw)
    const name = pendingName === '' ? own : own === '' ? pendingName : `${pendingName}, ${own}`
    const address = addressOf(entry.angle, decodeRaw)
    if (name === '' && address === '') return null
    // A name that only repeats the address says nothing.
    return { name: name.toLowerCase() === address.toLowerCase() ? '' : name, address }
  }
  if (phrase === '') return entry.comment === '' ? null : { name: textOf(entry.comment, decodeRaw), address: '' }
  if (!phrase.includes('@') || (entry.isQuoted && !/"\s*@/.test(phrase)) || phrase.includes('=?')) {
    const bare = bareAddress(phrase)
    if (bare === null) return { name: textOf(phrase, decodeRaw), address: '' }
    return { name: textOf(bare.rest || entry.comment, decodeRaw), address: addressOf(bare.address, decodeRaw) }
  }
  const bare = bareAddress(phrase)
  if (bare === null) return { name: '', address: addressOf(phrase, decodeRaw) }
  return { name: textOf(bare.rest || entry.comment, decodeRaw), address: addressOf(bare.address, decodeRaw) }
}

/** An address among other words without brackets: "Ivan ivan@example.org". */
function bareAddress(phrase: string): { address: string; rest: string } | null {
  const found = /(?:^|\s)((?:"[^"]*"|[^\s"@<>,;:()=?]+)@[^\s"@<>,;:()]+)(?=\s|$)/.exec(phrase)
  if (found?.[1] === undefined) return null
  const rest = `${phrase.slice(0, found.index)} ${phrase.slice(found.index + found[0].length)}`
  return { address: found[1], rest: rest.trim() }
}

function textOf(raw: string, decodeRaw: (raw: string) => string): string {
  const unquoted = raw.includes('"') ? unquote(raw) : raw
  return cutBytes(cleanLine(decodeWords(unquoted, decodeRaw).text).replace(/^'(.*)'$/, '$1'), LONGEST_NAME)
}

function unquote(raw: string): string {
  return raw.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'))
}

/** RFC 5322 section 4.4: a route before the address is dropped. */
function addressOf(raw: string, decodeRaw: (raw: string) => string): string {
  const plain = raw
    .trim()
    .replace(/^@[^:]*:/, '')
    .replace(/^mailto:/i, '')
  const address = cleanLine(plain.includes('=?') ? decodedAddress(plain, decodeRaw) : decodeRaw(plain)).replace(
    /\s*([@.])\s*/g,
    '$1',
  )
  const at = address.lastIndexOf('@')
  if (at < 0 || !/xn--/i.test(address)) return cutBytes(address, LONGEST_ADDRESS)
  const domain = domainToUnicode(address.slice(at + 1))
  return cutBytes(domain === '' ? address : `${address.slice(0, at)}@${domain}`, LONGEST_ADDRESS)
}

/** An encoded word stands where only an address may: taken when it makes one plain address, else nothing. */
function decodedAddress(plain: string, decodeRaw: (raw: string) => string): string {
  const decoded = decodeWords(plain, decodeRaw).text
  return /^[^\s@<>]+@[^\s@<>]+$/.test(decoded) ? decoded : ''
}

const SPECIAL = /["(<,;:]|=\?/g

function splitEntries(raw: string): Entry[] {
  const entries: Entry[] = []
  let entry: Entry = { phrase: '', isQuoted: false, comment: '', angle: null }
  let pos = 0
  let isInGroup = false
  const push = (): void => {
    entries.push(entry)
    entry = { phrase: '', isQuoted: false, comment: '', angle: null }
  }
  while (pos < raw.length && entries.length <= MOST_MAILBOXES) {
    SPECIAL.lastIndex = pos
    const special = SPECIAL.exec(raw)
    const at = special === null ? raw.length : special.index
    entry.phrase += raw.slice(pos, at)
    pos = at + 1
    switch (special?.[0]) {
      case '"': {
        const end = endOfQuoted(raw, at)
        entry.phrase += raw.slice(at, end)
        entry.isQuoted = true
        pos = end
        break
      }
      case '(': {
        const end = endOfComment(raw, at)
        entry.comment += `${entry.comment === '' ? '' : ' '}${raw.slice(at + 1, end - 1)}`
        entry.phrase += ' '
        pos = end
        break
      }
      case '<': {
        const close = raw.indexOf('>', at)
        const end = close < 0 ? endOfBroken(raw, at) : close
        if (entry.angle === null || entry.angle === '') entry.angle = raw.slice(at + 1, end)
        pos = end + 1
        break
      }
      case '=?': {
        const end = endOfWord(raw, at)
        entry.phrase += raw.slice(at, end)
        pos = end
        break
      }
      case ':':
        // The name of a group, or a stray colon of "mailto:a@example.org".
        if (!isInGroup && !entry.phrase.includes('@') && entry.angle === null && !/^\s*mailto$/i.test(entry.phrase)) {
          isInGroup = true
          entry = { phrase: '', isQuoted: false, comment: '', angle: null }
        } else entry.phrase += ':'
        break
      case ';':
        isInGroup = false
        push()
        break
      case ',':
        push()
        break
    }
  }
  push()
  return entries
}

function endOfQuoted(raw: string, open: number): number {
  for (let pos = open + 1; pos < raw.length; pos++) {
    const character = raw.charCodeAt(pos)
    if (character === 92) pos++
    else if (character === 34) return pos + 1
  }
  // Never closed: the quote is a letter like others.
  return open + 1
}

/** Comments nest, RFC 5322 section 3.2.2. */
function endOfComment(raw: string, open: number): number {
  let depth = 0
  for (let pos = open; pos < raw.length; pos++) {
    const character = raw.charCodeAt(pos)
    if (character === 92) pos++
    else if (character === 40) depth++
    else if (character === 41 && --depth === 0) return pos + 1
  }
  return raw.length + 1
}

function endOfBroken(raw: string, open: number): number {
  const stop = raw.slice(open).search(/[,;]/)
  return stop < 0 ? raw.length : open + stop
}

function endOfWord(raw: string, open: number): number {
  const found = /^=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/i.exec(raw.slice(open, open + 1000))
  return found === null ? open + 2 : open + found[0].length
}
