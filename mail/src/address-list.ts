/** Address lists of header fields, RFC 5322 section 3.4, with the obsolete and the broken forms that mail has. */

import { domainToUnicode } from 'node:url'
import { type AddressEntry, splitEntries } from './address-entries.ts'
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

/**
 * Reads a raw list (bytes as Latin-1). Groups are flattened, "undisclosed-recipients:;" is nobody. An encoded word
 * becomes part of a name and never an address, whatever it decodes to (RFC 2047 section 5).
 */
export function parseAddressList(raw: string, decodeRaw: (raw: string) => string): AddressList {
  if (raw === '') return EMPTY
  const mailboxes: Mailbox[] = []
  let hasBadAddress = false
  let pendingName = ''
  const entries = splitEntries(raw, MOST_MAILBOXES + 1)
  const isCut = entries.length > MOST_MAILBOXES
  for (const entry of entries.slice(0, MOST_MAILBOXES)) {
    const mailbox = mailboxOf(entry, pendingName, decodeRaw)
    if (mailbox === null) continue
    if (mailbox.address !== '' || entry.angle !== null) {
      if (entry.angle === null && pendingName !== '') mailboxes.push({ name: pendingName, address: '' })
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
  if (PLAIN_ADDRESS.test(address)) return true
  const at = address.lastIndexOf('@')
  return at > 0 && at < address.length - 1 && !/\s/.test(address)
}

function mailboxOf(entry: AddressEntry, pendingName: string, decodeRaw: (raw: string) => string): Mailbox | null {
  const phrase = entry.phrase.trim()
  if (entry.angle === null && entry.comment === '' && PLAIN_ADDRESS.test(phrase)) {
    return { name: '', address: addressOf(phrase, decodeRaw) }
  }
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

/** Nearly every address; the others go the long way. */
const PLAIN_ADDRESS = /^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/

/** RFC 5322 section 4.4: a route before the address is dropped. */
function addressOf(raw: string, decodeRaw: (raw: string) => string): string {
  if (raw.length < 250 && PLAIN_ADDRESS.test(raw) && !raw.includes('xn--')) return raw
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
