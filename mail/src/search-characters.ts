/** What each UTF-16 code unit is to the search tokenizer, and its folded form. */

export const characterClass = {
  /** Ends every word and every compound. */
  separator: 0,
  letter: 1,
  digit: 2,
  /** A letter of a script that is written without spaces: each is a word of its own. */
  ideograph: 3,
  /** Holds a compound together when it stands alone between two runs: "АВ-17", "user@firma.ru". */
  joiner: 4,
  /** Stands inside written phone numbers and between the thousands of an amount. */
  spacing: 5,
  /** Joiner and spacing in one. */
  joinerInNumbers: 6,
  /** Does not belong to the word it stands in: accents not composed, soft hyphens, zero-width characters. */
  ignorable: 7,
} as const

const joiners = '/_\\@,:+=&'
const joinersInNumbers = '-.\u2010\u2011'
const spacings = ' \u00a0\u2007\u2009\u202f()'
const ignorables = '\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff'

const ideographs: readonly (readonly [number, number])[] = [
  [0x2e80, 0x2fdf],
  [0x3005, 0x3007],
  [0x3040, 0x30ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
]

function classify(code: number, text: string): number {
  if (code >= 0x30 && code <= 0x39) return characterClass.digit
  if (joinersInNumbers.includes(text)) return characterClass.joinerInNumbers
  if (joiners.includes(text)) return characterClass.joiner
  if (spacings.includes(text)) return characterClass.spacing
  if (ignorables.includes(text) || (code >= 0x0300 && code <= 0x036f)) return characterClass.ignorable
  if (ideographs.some(([first, last]) => code >= first && code <= last)) return characterClass.ideograph
  return /^[\p{L}\p{N}\p{M}]$/u.test(text) ? characterClass.letter : characterClass.separator
}

/** Case folding that keeps the length, so that offsets stay true: ё is е, final sigma is sigma, dotted İ is i. */
function fold(code: number, text: string): number {
  if (text === 'ё' || text === 'Ё') return 0x435
  if (text === 'ς') return 0x3c3
  const lower = text.toLowerCase()
  return lower.length === 1 || text === 'İ' ? lower.charCodeAt(0) : code
}

export const classes = new Uint8Array(0x10000)
export const folds = new Uint16Array(0x10000)

for (let code = 0; code < 0x10000; code += 1) {
  folds[code] = code
  // Surrogates stay separators: they are emoji and the like.
  if (code >= 0xd800 && code <= 0xdfff) continue
  const text = String.fromCharCode(code)
  classes[code] = classify(code, text)
  if (classes[code] === characterClass.letter) folds[code] = fold(code, text)
}

export function foldText(text: string): string {
  let folded = ''
  for (let index = 0; index < text.length; index += 1) folded += String.fromCharCode(folds[text.charCodeAt(index)] ?? 0)
  return folded
}

function hasIgnorable(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (classes[text.charCodeAt(index)] === characterClass.ignorable) return true
  }
  return false
}

/** NFC without what does not belong to words. Not NFKC, which would turn "№" into "No". */
export function normaliseText(text: string): string {
  if (!hasIgnorable(text)) return text
  return text.normalize('NFC').replace(/[\u0300-\u036f]|[\u00ad\u061c\u200b-\u200f\u2060\ufeff]|[\ufe0e\ufe0f]/g, '')
}
