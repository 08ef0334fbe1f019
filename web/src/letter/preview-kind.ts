import type { Attachment } from '../api/wire-types.ts'

export type PreviewKind = 'picture' | 'pdf' | 'text' | 'letter'

const byExtension: Readonly<Record<string, PreviewKind>> = {
  png: 'picture',
  jpg: 'picture',
  jpeg: 'picture',
  gif: 'picture',
  webp: 'picture',
  bmp: 'picture',
  avif: 'picture',
  pdf: 'pdf',
  txt: 'text',
  log: 'text',
  md: 'text',
  csv: 'text',
  tsv: 'text',
  json: 'text',
  ics: 'text',
  eml: 'letter',
}

const byType: Readonly<Record<string, PreviewKind>> = {
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
  'image/bmp': 'picture',
  'image/avif': 'picture',
  'application/pdf': 'pdf',
  'text/plain': 'text',
  'text/csv': 'text',
  'text/calendar': 'text',
  'message/rfc822': 'letter',
}

/**
 * How a file can be looked at without leaving the page; null where it can only be saved. Pictures that are programs (SVG)
 * and pages are never shown. Where name and type differ the name counts, as it would once the file is saved.
 */
export function previewKind({ name, type }: Pick<Attachment, 'name' | 'type'>): PreviewKind | null {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase()
  if (extension !== undefined && Object.hasOwn(byExtension, extension)) return byExtension[extension] ?? null
  const isNamed = extension !== undefined && !/^(?:dat|bin|\d+)$/.test(extension)
  return !isNamed && Object.hasOwn(byType, type) ? (byType[type] ?? null) : null
}
