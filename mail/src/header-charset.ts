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

/**
 * A decoder for the fields of one letter, those of its parts included. UTF-8 is right where it is valid (RFC 6532). Else
 * the charset that the body declares is taken, else the guess over all fields together: one field alone is short for it.
 */
export function headerDecoder(values: readonly string[], declared: string | null): HeaderDecoder {
  const all = Buffer.from(values.filter((value) => HIGH.test(value)).join('\n'), 'latin1')
  const label = declaredLabel(declared) ?? (all.length === 0 ? null : guessCyrillic(all))
  const decode = (raw: string): string => {
    if (!HIGH.test(raw)) return raw
    const bytes = Buffer.from(raw, 'latin1')
    return decodeText(bytes, isUtf8(bytes) ? 'utf-8' : (label ?? guessCyrillic(bytes) ?? 'windows-1252')).text
  }
  return { decode, isUnlabelled: !isUtf8(all) }
}

/** A declared charset that says more than that there are letters. */
function declaredLabel(declared: string | null): string | null {
  const charset = declared === null ? null : charsetOf(declared)
  if (charset === null || charset.isStateful || charset.name === 'windows-1252') return null
  return charset.decoder === 'utf-8' || charset.decoder === 'ascii' ? null : charset.name
}
