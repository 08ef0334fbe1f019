import type { LetterCharset } from './compose-letter.ts'

/** The text with what an old charset lacks written another way, as mail programs of its time did. */
export function fitCharset(text: string, charset: LetterCharset = 'utf-8'): string {
  if (charset === 'utf-8') return text
  const fitted = text.replaceAll('₽', 'руб.').replaceAll('²', '2')
  if (charset === 'windows-1251') return fitted
  return fitted.replaceAll('№', 'N').replaceAll(/[«»]/g, '"').replaceAll('—', '-')
}
