import { expect, test } from 'vitest'
import { protectionOf } from './protection.ts'

const file = (type: string) => ({ id: '1-1', name: 'x', type, size: 1, inline: false, address: '/' })

test.each([
  ['application/pkcs7-signature', '', 'smimeSigned'],
  ['application/pkcs7-mime', '', 'smimeSealed'],
  ['application/pgp-signature', '', 'pgpSigned'],
  ['application/pgp-encrypted', '', 'pgpSealed'],
  ['image/png', 'text\n-----BEGIN PGP MESSAGE-----\nx', 'pgpSealed'],
  ['image/png', '-----BEGIN PGP SIGNED MESSAGE-----\nx', 'pgpSigned'],
  ['toString', 'no -----BEGIN PGP MESSAGE-----', null],
] as const)('a letter with %s and “%s” is %s', (type, text, protection) => {
  expect(protectionOf({ attachments: [file(type)], text })).toBe(protection)
})
