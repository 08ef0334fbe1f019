import { expect, test } from 'vitest'
import { frameDocument } from './frame-document.ts'

test('the frame’s own policy runs nothing and lets in pictures of the letter alone', () => {
  const document = frameDocument({ origin: 'https://mail.corp.test', language: 'ru', isNarrow: false })
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(document)?.[1]
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(
    'img-src data: https://mail.corp.test/api/v1/signed/attachments/ https://mail.corp.test/api/v1/signed/outside/;',
  )
  expect(policy).not.toMatch(/script-src|unsafe-eval|\*/)
  expect(document.indexOf('Content-Security-Policy')).toBeLessThan(document.indexOf('<style>'))
})
