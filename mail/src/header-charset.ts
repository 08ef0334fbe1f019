/** Text of header fields that stands there in 8-bit bytes without any label. */

import { isUtf8 } from 'node:buffer'
import { decodeText } from './charset-decode.ts'
import { charsetOf } from './charset-label.ts'
import { guessCyrillic } from './cyrillic-guess.ts'

const HIGH = /[\u0080-\u00ff]/

export interface HeaderDecoder {
  /** Text of raw header bytes (as Latin-1). */
  readonly decode: (raw: string) => string
  /** Bytes above 127 that are not UTF-8. */
  readonly isUnlabelled: boolean
}

const ASCII_ONLY: HeaderDecoder = { decode: (raw) => raw, isUnlabelled: false }

/**
 * A decoder for one header block. UTF-8 is right where it is valid (RFC 6532). Else the charset that the body declares
 * is taken, else the guess over all fields together: one field alone is short for a guess.
 */
export function headerDecoder(values: readonly string[], declared: string | null): HeaderDecoder {
  const high = values.filter((value) => HIGH.test(value))
  if (high.length === 0) return ASCII_ONLY
  const all = Buffer.from(high.join('\n'), 'latin1')
  const label = labelFor(all, declared)
  const decode = (raw: string): string => {
    if (!HIGH.test(raw)) return raw
    const bytes = Buffer.from(raw, 'latin1')
    return decodeText(bytes, isUtf8(bytes) ? 'utf-8' : label).text
  }
  return { decode, isUnlabelled: !isUtf8(all) }
}

function labelFor(bytes: Buffer, declared: string | null): string {
  const charset = declared === null ? null : charsetOf(declared)
  const isUseful = charset !== null && !charset.isStateful && charset.name !== 'windows-1252'
  if (isUseful && charset.decoder !== 'utf-8' && charset.decoder !== 'ascii') return charset.name
  return guessCyrillic(bytes) ?? 'windows-1252'
}
