import { expect, test } from 'vitest'
import { attachmentBadge } from './attachment-badge.ts'

test.each([
  ['Счет № 318.pdf', 'application/octet-stream', 'PDF'],
  ['График.XLSX', '', 'XLSX'],
  ['photo.jpeg', 'image/jpeg', 'JPEG'],
  ['', 'image/png', 'PNG'],
  ['', 'application/pdf', 'PDF'],
  ['forwarded', 'message/rfc822', 'EML'],
  ['README', 'text/plain', '···'],
  ['archive.backup', 'x/y', '···'],
])('%s of type “%s” is shown as %s', (name, type, word) => {
  expect(attachmentBadge(name, type).word).toBe(word)
})
