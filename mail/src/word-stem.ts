import snowball from 'snowball-stemmers'
import { stopWords } from './search-stop-words.ts'

const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')

/** Words longer than this are kept by their beginning, unstemmed: nobody types them, and a lexeme stays below 255 bytes. */
const maxWord = 64

/**
 * The lexeme of a folded word (`foldText`), null for a stop word: Snowball's Russian for Cyrillic words, its English for
 * words of a to z, the word itself otherwise.
 */
export function stemWord(folded: string): string | null {
  if (stopWords.has(folded)) return null
  if (folded.length > maxWord) return folded.slice(0, maxWord)
  if (/[\u0400-\u04ff]/.test(folded)) return russian.stem(folded)
  return /^[a-z]+$/.test(folded) ? english.stem(folded) : folded
}
