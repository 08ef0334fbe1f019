export interface AttachmentBadge {
  word: string
  tone: 'bad' | 'ok' | 'info' | 'plum' | 'accent' | 'plain'
}

const byExtension: Record<string, AttachmentBadge['tone']> = {
  pdf: 'bad',
  xls: 'ok',
  xlsx: 'ok',
  csv: 'ok',
  ods: 'ok',
  doc: 'info',
  docx: 'info',
  odt: 'info',
  rtf: 'info',
  ppt: 'accent',
  pptx: 'accent',
  zip: 'plum',
  rar: 'plum',
  '7z': 'plum',
  eml: 'plain',
  ics: 'accent',
}

/** Type of a file in at most four letters with a colour; the name counts before the declared type, which often lies. */
export function attachmentBadge(name: string, type: string): AttachmentBadge {
  const extension = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const known = byExtension[extension]
  if (known) return { word: extension.toUpperCase(), tone: known }
  if (type.startsWith('image/')) return { word: (extension || type.slice(6, 10)).toUpperCase(), tone: 'info' }
  if (type === 'application/pdf') return { word: 'PDF', tone: 'bad' }
  if (type === 'message/rfc822') return { word: 'EML', tone: 'plain' }
  return { word: extension.toUpperCase() || '···', tone: 'plain' }
}
