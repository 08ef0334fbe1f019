/** Guess of the charset of unlabelled or mislabelled Russian text, from the bytes alone. */

import { scoreRussian } from './cyrillic-score.ts'

export type CyrillicCharset = 'windows-1251' | 'koi8-r' | 'ibm866'

const CANDIDATES: readonly CyrillicCharset[] = ['windows-1251', 'koi8-r', 'ibm866']

const MOST_BYTES = 20_000
const EXCHANGE_SAMPLE = 600
const FEWEST_LETTERS = 16

/** The likeliest charset of the bytes, null where none makes Russian of them. */
export function guessCyrillic(bytes: Uint8Array): CyrillicCharset | null {
  const best = bestOf(bytes.length > MOST_BYTES ? bytes.subarray(0, MOST_BYTES) : bytes)
  return best.score > 0 ? best.charset : null
}

function bestOf(sample: Uint8Array): { charset: CyrillicCharset; score: number } {
  const scored = CANDIDATES.map((charset) => ({ charset, score: scoreRussian(sample, charset) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best))
}

/** Charsets whose labels programs exchange for one another. */
const EXCHANGED = new Set(['windows-1251', 'koi8-r', 'koi8-u', 'ibm866', 'iso-8859-5'])

/**
 * The charset that the bytes are really in where a Russian label is wrong beyond doubt: text of some length that is no
 * Russian by its label (0.4 of a mean score at most, where the right one gives 0.6 and more) and good Russian by another.
 */
export function guessExchanged(bytes: Uint8Array, declared: string): CyrillicCharset | null {
  if (!EXCHANGED.has(declared)) return null
  const sample = bytes.length > EXCHANGE_SAMPLE ? bytes.subarray(0, EXCHANGE_SAMPLE) : bytes
  if (sample.reduce((count, byte) => (byte >= 128 ? count + 1 : count), 0) < FEWEST_LETTERS) return null
  const score = scoreRussian(sample, declared)
  if (score > 0.4) return null
  const best = bestOf(sample)
  return best.score >= 0.7 && best.score >= score + 0.5 ? best.charset : null
}
