import type { LetterCharset, LetterFile } from '../compose-letter.ts'
import type { LetterFlag } from '../mailbox-loader.ts'
import type { RandomSource } from './random-source.ts'
import type { Language } from './vocabulary.ts'

export type GeneratedFolder = 'INBOX' | 'Sent' | 'Archive' | 'Projects'

/** How a letter is written down. */
export interface LetterStyle {
  charset: LetterCharset
  encoding: 'base64' | 'quoted-printable' | '8bit'
  html: boolean
  /** About what one character of text costs in the source. */
  bytesPerCharacter: number
}

const encodings: readonly [LetterStyle['encoding'], ...LetterStyle['encoding'][]] = [
  'base64',
  'base64',
  'base64',
  'quoted-printable',
  '8bit',
]

export function pickStyle(random: RandomSource, language: Language): LetterStyle {
  const drawn = random.next()
  const charset = language === 'en' || drawn < 0.66 ? 'utf-8' : drawn < 0.87 ? 'windows-1251' : 'koi8-r'
  const encoding = random.pick(encodings)
  const html = random.chance(0.66)
  const bytes = language === 'ru' && charset === 'utf-8' ? 1.85 : 1
  const encoded = { base64: 1.37, 'quoted-printable': language === 'ru' ? 2.8 : 1.05, '8bit': 1 }[encoding]
  return { charset, encoding, html, bytesPerCharacter: bytes * encoded * (html ? 2.1 : 1) }
}

export function pickFolder(random: RandomSource): GeneratedFolder {
  const drawn = random.next()
  if (drawn < 0.53) return 'INBOX'
  if (drawn < 0.78) return 'Sent'
  return drawn < 0.91 ? 'Archive' : 'Projects'
}

/** One or two files of noise in every tenth letter, none in the others. */
export function pickFiles(random: RandomSource, averageBytes: number): LetterFile[] {
  if (!random.chance(0.1)) return []
  return Array.from({ length: 1 + random.below(2) }, (_, index) => {
    const bytes = Buffer.alloc(Math.max(100, Math.floor(averageBytes * 1.2 * random.lognormal(0.5))))
    for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE(Math.floor(random.next() * 4_294_967_296), at)
    return random.chance(0.5)
      ? { name: `Счет ${1000 + random.below(9000)}-${index}.pdf`, type: 'application/pdf', bytes }
      : { name: `photo-${random.below(9000)}.jpg`, type: 'image/jpeg', bytes }
  })
}

export function pickFlags(random: RandomSource, folder: GeneratedFolder): LetterFlag[] {
  const seen = folder === 'Sent' || random.chance(0.92)
  return [...(seen ? (['\\Seen'] as const) : []), ...(random.chance(0.03) ? (['\\Flagged'] as const) : [])]
}
