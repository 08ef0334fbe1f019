import type { Interaction } from '../api/wire-types.ts'

export type Protection = 'smimeSigned' | 'smimeSealed' | 'pgpSigned' | 'pgpSealed'

const byType: Readonly<Record<string, Protection>> = {
  'application/pkcs7-signature': 'smimeSigned',
  'application/x-pkcs7-signature': 'smimeSigned',
  'application/pkcs7-mime': 'smimeSealed',
  'application/x-pkcs7-mime': 'smimeSealed',
  'application/pgp-signature': 'pgpSigned',
  'application/pgp-encrypted': 'pgpSealed',
}

/** Whether a letter is signed or sealed (RFC 8551, RFC 3156, RFC 9580); nothing of it is checked here. */
export function protectionOf({ attachments, text }: Pick<Interaction, 'attachments' | 'text'>): Protection | null {
  for (const { type } of attachments) {
    const found = Object.hasOwn(byType, type) ? byType[type] : undefined
    if (found) return found
  }
  if (/^-----BEGIN PGP MESSAGE-----/m.test(text)) return 'pgpSealed'
  return /^-----BEGIN PGP SIGNED MESSAGE-----/m.test(text) ? 'pgpSigned' : null
}
