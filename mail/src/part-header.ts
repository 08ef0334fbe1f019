/** What the header of one part says about its body. */

import type { HeaderField } from './header-scan.ts'
import { type ParameterisedValue, parseParameters } from './mime-parameters.ts'
import type { DefectCode, Part, TransferEncoding } from './parsed-message.ts'
import { safeName } from './part-name.ts'
import { cleanLine, cutBytes } from './safe-text.ts'

export interface PartHeader {
  readonly type: string
  /** Of a multipart; null where it is missing, and for leaves. */
  readonly boundary: string | null
  readonly charset: string | null
  readonly encoding: TransferEncoding
  /** Declared file name, null where there is none. */
  readonly name: string | null
  readonly contentId: string | null
  readonly disposition: Part['disposition']
  readonly flowed: Part['flowed']
  readonly defects: readonly DefectCode[]
}

/** Fields that describe a part. */
export const PART_FIELDS: ReadonlySet<string> = new Set([
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
])

const LONGEST_VALUE = 998
const NO_VALUE: ParameterisedValue = { value: '', parameters: new Map() }

/** `defaultType` is what the enclosing multipart implies (RFC 2046 section 5.1.5 for digests). */
export function readPartHeader(
  fields: readonly HeaderField[],
  defaultType: string,
  decodeRaw: (raw: string) => string,
): PartHeader {
  const defects: DefectCode[] = []
  const rawType = firstValue(fields, 'content-type')
  const rawDisposition = firstValue(fields, 'content-disposition')
  const contentType = rawType === null ? NO_VALUE : parseParameters(rawType, decodeRaw)
  const disposition = rawDisposition === null ? NO_VALUE : parseParameters(rawDisposition, decodeRaw)
  const type = rawType === null ? defaultType : typeOf(contentType.value, defects)
  const encoding = encodingOf(firstValue(fields, 'content-transfer-encoding'), defects)
  const charset = contentType.parameters.get('charset')?.trim().toLowerCase() ?? ''
  const contentId = firstValue(fields, 'content-id')?.replace(/[<>\s]/g, '') ?? ''
  const given = disposition.parameters.get('filename') ?? contentType.parameters.get('name')
  return {
    type,
    boundary: type.startsWith('multipart/') ? boundaryOf(contentType) : null,
    charset: charset === '' ? null : cutBytes(cleanLine(charset), 100),
    encoding,
    name: given === undefined ? null : safeName(given),
    contentId: contentId === '' ? null : cutBytes(cleanLine(decodeRaw(contentId)), LONGEST_VALUE),
    disposition: dispositionOf(disposition.value),
    flowed: flowedOf(contentType),
    defects,
  }
}

function firstValue(fields: readonly HeaderField[], name: string): string | null {
  for (const field of fields) if (field.name === name) return field.value
  return null
}

/** RFC 2045 section 5.2: what is no valid type counts as plain text; "text" alone is common. */
function typeOf(value: string, defects: DefectCode[]): string {
  if (/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(value)) return cutBytes(value, 255)
  defects.push('bad-content-type')
  return value === 'html' ? 'text/html' : 'text/plain'
}

function encodingOf(raw: string | null, defects: DefectCode[]): TransferEncoding {
  if (raw === null) return 'identity'
  const value = raw
    .slice(0, 200)
    .replace(/\([^)]*\)/g, '')
    .replace(/["';]/g, '')
    .trim()
    .toLowerCase()
  switch (value) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
    case '7-bit':
    case '8-bit':
      return 'identity'
    case 'base64':
    case 'base-64':
      return 'base64'
    case 'quoted-printable':
    case 'quoted printable':
      return 'quoted-printable'
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue':
      return 'uuencode'
    default:
      defects.push('bad-encoding')
      return 'identity'
  }
}

/** RFC 2183 section 2.8: an unknown disposition counts as attachment. */
function dispositionOf(value: string): Part['disposition'] {
  if (value === '') return null
  return value === 'inline' ? 'inline' : 'attachment'
}

function boundaryOf(contentType: ParameterisedValue): string | null {
  const boundary = contentType.parameters.get('boundary')?.trimEnd() ?? ''
  return boundary === '' ? null : boundary
}

function flowedOf(contentType: ParameterisedValue): Part['flowed'] {
  if (contentType.parameters.get('format')?.toLowerCase() !== 'flowed') return 'no'
  return contentType.parameters.get('delsp')?.toLowerCase() === 'yes' ? 'delsp' : 'yes'
}
