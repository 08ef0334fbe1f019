import { folds } from './search-characters.ts'
import { stemWord } from './word-stem.ts'

/** Words and lexemes after which the table is started afresh, so that years of mail do not fill the memory. */
const maxWords = 100_000
/** What one text may add while the table is in use. */
export const maxLexemesPerText = 60_000
const maxLexemes = maxWords + maxLexemesPerText
const slotCount = 1 << 18
const charCapacity = maxWords * 12
const byteCapacity = maxLexemes * 16

/** Longest lexeme: PostgreSQL allows 2,046 bytes, but an index entry is better kept short. */
const maxLexemeBytes = 255

const utf8 = new TextEncoder()

/** Id of a word that has no lexeme. */
export const noLexeme = -1

/** Cuts a string to at most `maxLexemeBytes` of UTF-8, between characters. */
function cutLexeme(lexeme: string): string {
  let cut = lexeme
  while (Buffer.byteLength(cut) > maxLexemeBytes) cut = cut.slice(0, Math.floor(cut.length * 0.8))
  return cut.isWellFormed() ? cut : cut.toWellFormed().replace(/\ufffd/g, '')
}

/**
 * Numbers lexemes from 0 and remembers which lexeme each word leads to, by a hash over the code units of the word where it
 * stands: a word seen before costs no string, no lower-casing and no stemming.
 */
export class LexemeTable {
  readonly #slots = new Int32Array(slotCount)
  readonly #hashes = new Int32Array(maxWords + 1)
  readonly #wordStarts = new Int32Array(maxWords + 2)
  readonly #wordLexemes = new Int32Array(maxWords + 1)
  readonly #chars = new Uint16Array(charCapacity)
  #words = 0

  readonly #ids = new Map<string, number>()
  readonly #strings: string[] = []
  /** UTF-8 of lexeme n lies in `bytes` from `starts[n]` to `starts[n + 1]`. */
  readonly starts = new Int32Array(maxLexemes + 2)
  bytes: Uint8Array = new Uint8Array(1 << 16)

  /** To be called between texts only: ids given before mean nothing afterwards. */
  makeRoom(): boolean {
    if (this.#words < maxWords && this.#strings.length < maxWords) return false
    this.#slots.fill(0)
    this.#words = 0
    this.#ids.clear()
    this.#strings.length = 0
    return true
  }

  /** Id of the lexeme of the word that stands in the text from start to end, with the hash of its folded code units. */
  wordLexeme(text: string, start: number, end: number, hash: number): number {
    let slot = (hash ^ (hash >>> 15)) & (slotCount - 1)
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#hashes[entry] === hash && this.#isWord(entry, text, start, end))
        return this.#wordLexemes[entry] ?? noLexeme
      slot = (slot + 1) & (slotCount - 1)
    }
    let folded = ''
    for (let index = start; index < end; index += 1) folded += String.fromCharCode(folds[text.charCodeAt(index)] ?? 0)
    return this.#addWord(slot, hash, folded)
  }

  #isWord(entry: number, text: string, start: number, end: number): boolean {
    const from = this.#wordStarts[entry] ?? 0
    const length = end - start
    if ((this.#wordStarts[entry + 1] ?? 0) - from !== length) return false
    for (let index = 0; index < length; index += 1) {
      if (this.#chars[from + index] !== folds[text.charCodeAt(start + index)]) return false
    }
    return true
  }

  #addWord(slot: number, hash: number, folded: string): number {
    const stem = stemWord(folded)
    const lexeme = stem === null ? noLexeme : this.lexeme(stem)
    const entry = this.#words + 1
    const from = this.#wordStarts[entry] ?? 0
    if (entry > maxWords || from + folded.length > charCapacity) return lexeme
    for (let index = 0; index < folded.length; index += 1) this.#chars[from + index] = folded.charCodeAt(index)
    this.#wordStarts[entry + 1] = from + folded.length
    this.#hashes[entry] = hash
    this.#wordLexemes[entry] = lexeme
    this.#slots[slot] = entry
    this.#words = entry
    return lexeme
  }

  /** Id of a lexeme, new or known; `noLexeme` for an empty one and where the table is full within one text. */
  lexeme(lexeme: string): number {
    const known = this.#ids.get(lexeme)
    if (known !== undefined) return known
    const id = this.#strings.length
    const cut = cutLexeme(lexeme)
    if (cut === '' || id >= maxLexemes) return noLexeme
    if (cut !== lexeme) return this.lexeme(cut)
    const from = this.starts[id] ?? 0
    this.#reserve(from + maxLexemeBytes)
    const { written } = utf8.encodeInto(cut, this.bytes.subarray(from))
    this.starts[id + 1] = from + written
    this.#ids.set(cut, id)
    this.#strings.push(cut)
    return id
  }

  #reserve(needed: number): void {
    if (needed <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(needed, Math.min(this.bytes.length * 2, byteCapacity)))
    larger.set(this.bytes)
    this.bytes = larger
  }

  text(id: number): string {
    return this.#strings[id] ?? ''
  }
}
