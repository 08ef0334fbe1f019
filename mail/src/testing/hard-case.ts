/** A letter that parsers get wrong, what must come out of it, and where another parser is known to differ. */

import iconv from 'iconv-lite'
import type { DefectCode, Importance, Mailbox } from '../parsed-message.ts'

/** What two parsers are compared by. */
export type ComparedField = 'subject' | 'addresses' | 'text' | 'attachments' | 'ids' | 'date'

export interface ExpectedAttachment {
  readonly name: string
  readonly type?: string
  /** Decoded content. */
  readonly content?: Uint8Array | string
  readonly inline?: boolean
}

export interface HardCase {
  readonly title: string
  readonly source: Uint8Array
  readonly subject?: string
  readonly from?: readonly Mailbox[]
  readonly to?: readonly Mailbox[]
  readonly cc?: readonly Mailbox[]
  readonly replyTo?: readonly Mailbox[]
  /** Text with white space collapsed. */
  readonly text?: string
  readonly attachments?: readonly ExpectedAttachment[]
  readonly messageId?: string | null
  readonly references?: readonly string[]
  readonly inReplyTo?: readonly string[]
  readonly date?: string | null
  readonly importance?: Importance
  /** Codes that must be among the defects. */
  readonly defects?: readonly DefectCode[]
  /** Fields in which mailparser gives something else; the title says who is right and why. */
  readonly differs?: readonly ComparedField[]
}

/** Bytes of a letter written as text: lines end in CRLF, every character is one byte. */
export function letter(text: string): Buffer {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1')
}

/** The bytes of a text in some charset, one character each, to stand in `letter`. */
export function in8Bit(text: string, charset: string): string {
  return charsetBytes(text, charset).toString('latin1')
}

export function charsetBytes(text: string, charset: string): Buffer {
  return charset === 'iso-2022-jp' ? iso2022jp(text) : iconv.encode(text, charset)
}

/** Japanese by escape sequences (RFC 1468): EUC without its high bits. */
function iso2022jp(text: string): Buffer {
  const pieces = text.split(/([\u0080-\uffff]+)/).map((piece, i) => {
    if (i % 2 === 0) return Buffer.from(piece, 'latin1')
    const pairs = iconv.encode(piece, 'euc-jp').map((byte) => byte & 127)
    return Buffer.concat([Buffer.from('\x1b$B'), pairs, Buffer.from('\x1b(B')])
  })
  return Buffer.concat(pieces)
}

/** Base64 in lines of 76. */
export function base64(content: Uint8Array | string): string {
  const text = Buffer.from(content).toString('base64')
  return text.match(/.{1,76}/g)?.join('\n') ?? ''
}

/** Quoted-printable with soft line breaks. */
export function quoted(bytes: Uint8Array): string {
  const lines: string[] = []
  let line = ''
  for (const byte of bytes) {
    if (byte === 10) {
      lines.push(line)
      line = ''
      continue
    }
    const isPlain = (byte > 32 && byte < 127 && byte !== 61) || byte === 32
    const piece = isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    if (line.length + piece.length > 75) {
      lines.push(`${line}=`)
      line = ''
    }
    line += piece
  }
  return [...lines, line].join('\n')
}

/** An encoded word (RFC 2047) of the given bytes. */
export function word(charset: string, encoding: 'B' | 'Q', bytes: Uint8Array): string {
  if (encoding === 'B') return `=?${charset}?B?${Buffer.from(bytes).toString('base64')}?=`
  const content = Array.from(bytes, (byte) => {
    const isPlain = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
    return isPlain
      ? String.fromCharCode(byte)
      : byte === 32
        ? '_'
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  return `=?${charset}?Q?${content.join('')}?=`
}

/** The fields that most cases share. */
export const HEAD = `From: Ivan <ivan@example.org>
To: olga@example.org
Message-ID: <case@example.org>
Date: Fri, 12 Jan 2024 10:00:00 +0300
MIME-Version: 1.0`
