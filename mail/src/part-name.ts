/** File names of parts: safe to save under, and made up where a letter gives none. */

import { cleanLine, cutBytes } from './safe-text.ts'

/** File systems take no longer name. */
const LONGEST_NAME = 255

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/gzip': 'gz',
  'application/json': 'json',
  'application/ms-tnef': 'dat',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/pgp-signature': 'asc',
  'application/pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/rtf': 'rtf',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/x-pkcs7-mime': 'p7m',
  'application/x-pkcs7-signature': 'p7s',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'audio/mpeg': 'mp3',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'video/mp4': 'mp4',
}

const TYPES = new Map(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type]))
TYPES.set('jpg', 'image/jpeg')

/** Marks that turn the direction of writing: "exe.fdp" would be read "pdf.exe". */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** The given name without folders and control characters, at most 255 bytes with its extension kept; null where nothing is left. */
export function safeName(given: string): string | null {
  const line = cleanLine(given).replace(DIRECTION_MARKS, '')
  const plain = (/^[A-Za-z]:\\/.test(line) ? line.slice(line.lastIndexOf('\\') + 1) : line).replace(/[\\/]/g, '_')
  if (/^[.\s]*$/.test(plain)) return null
  const dot = plain.lastIndexOf('.')
  const extension = dot > 0 && plain.length - dot <= 16 ? plain.slice(dot) : ''
  const bytes = LONGEST_NAME - Buffer.byteLength(extension)
  return cutBytes(plain.slice(0, plain.length - extension.length), bytes) + extension
}

/** "part-1.2.pdf". */
export function inventName(path: string, type: string): string {
  return `part-${path}.${EXTENSIONS[type] ?? (type.startsWith('text/') ? 'txt' : 'bin')}`
}

/** Media type of a file by its extension, for files that come without one. */
export function typeByName(name: string): string {
  return TYPES.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'application/octet-stream'
}
