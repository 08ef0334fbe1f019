import { LexemeTable, maxLexemesPerText, noLexeme } from './lexeme-table.ts'
import { foldText, normaliseText } from './search-characters.ts'
import { compoundLexemes, numberLexemes } from './search-codes.ts'
import { scanTokens, type TokenSink } from './search-scan.ts'
import { encodeTsvectorOf, lexemeOverhead } from './tsvector-binary.ts'

/** What a letter is found by. The fields are found by plain words and by the operators `subject:`, `from:` and `to:`. */
export interface SearchableLetter {
  readonly subject: string
  /** Names and addresses. */
  readonly from: string
  readonly to: string
  readonly text: string
}

/** The mark before a lexeme of a field; plain lexemes hold no colon. */
export const fieldMarks = { subject: 's:', from: 'f:', to: 't:' } as const

export type SearchField = keyof typeof fieldMarks

/** PostgreSQL refuses a tsvector above 1 MB. */
const maxBytes = 900_000
/** Bytes of PostgreSQL's directory entry for each lexeme. */
const entryBytes = 4
/** Codes, and amounts, remembered until the table is started afresh. */
const maxRemembered = 25_000

/** Words of two neighbouring ideographs, and a single one where it stands alone. */
export function ideographLexemes(run: string): string[] {
  if (run.length < 2) return [run]
  return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2))
}

/**
 * Turns texts into the lexemes of a PostgreSQL tsvector. One instance serves one thread for as long as it likes; it keeps a
 * bounded table of words it has stemmed. Lexemes beyond 60,000 or 900 kB of one letter are left out, its first words win.
 */
export class SearchLexemes implements TokenSink {
  readonly #table = new LexemeTable()
  readonly #ids = new Int32Array(maxLexemesPerText)
  /** For each lexeme the text it was last seen in. */
  readonly #seen = new Int32Array(1 << 18)
  readonly #compounds = new Map<string, readonly number[]>()
  readonly #numbers = new Map<string, readonly number[]>()
  readonly #fieldIds: Record<SearchField, Map<number, number>> = { subject: new Map(), from: new Map(), to: new Map() }
  #field: SearchField | null = null
  #generation = 0
  #count = 0
  #size = 0
  isFull = false

  /** The distinct lexemes, in no particular order. */
  lexemes(letter: SearchableLetter): string[] {
    this.#collect(letter)
    return Array.from(this.#ids.subarray(0, this.#count), (id) => this.#table.text(id))
  }

  /** The same as a tsvector in binary form, ready for COPY. */
  tsvector(letter: SearchableLetter): Buffer {
    this.#collect(letter)
    return encodeTsvectorOf(this.#ids, this.#count, this.#size, this.#table)
  }

  #collect(letter: SearchableLetter): void {
    if (this.#table.makeRoom()) {
      this.#seen.fill(0)
      this.#compounds.clear()
      this.#numbers.clear()
      for (const ids of Object.values(this.#fieldIds)) ids.clear()
    }
    this.#generation += 1
    this.#count = 0
    this.#size = 4
    this.isFull = false
    for (const field of ['subject', 'from', 'to'] as const) {
      this.#field = field
      scanTokens(normaliseText(letter[field]), this)
    }
    this.#field = null
    scanTokens(normaliseText(letter.text), this)
  }

  word(text: string, start: number, end: number, hash: number): void {
    this.#take(this.#table.wordLexeme(text, start, end, hash))
  }

  ideographs(text: string, start: number, end: number): void {
    for (const lexeme of ideographLexemes(text.slice(start, end))) this.#take(this.#table.lexeme(lexeme))
  }

  compound(text: string, start: number, end: number): void {
    this.#takeAll(text.slice(start, end), compoundLexemes, this.#compounds)
  }

  numbers(text: string, start: number, end: number): void {
    this.#takeAll(text.slice(start, end), numberLexemes, this.#numbers)
  }

  /** Signatures, dates and addresses come again and again: what they lead to is remembered like words are. */
  #takeAll(written: string, find: (folded: string) => string[], remembered: Map<string, readonly number[]>): void {
    let ids = remembered.get(written)
    if (ids === undefined) {
      ids = find(foldText(written)).map((lexeme) => this.#table.lexeme(lexeme))
      // A slice would keep the whole text of its letter in memory.
      if (remembered.size < maxRemembered && written.length <= 128) remembered.set(Buffer.from(written).toString(), ids)
    }
    for (const id of ids) this.#take(id)
  }

  #take(id: number): void {
    if (id === noLexeme) return
    this.#add(id)
    if (this.#field !== null) this.#add(this.#inField(id, this.#field))
  }

  #inField(id: number, field: SearchField): number {
    const known = this.#fieldIds[field].get(id)
    if (known !== undefined) return known
    const marked = this.#table.lexeme(fieldMarks[field] + this.#table.text(id))
    this.#fieldIds[field].set(id, marked)
    return marked
  }

  #add(id: number): void {
    if (id === noLexeme || this.#seen[id] === this.#generation || this.isFull) return
    this.#seen[id] = this.#generation
    this.#ids[this.#count] = id
    this.#count += 1
    this.#size += (this.#table.starts[id + 1] ?? 0) - (this.#table.starts[id] ?? 0) + lexemeOverhead
    this.isFull = this.#count === maxLexemesPerText || this.#size + this.#count * entryBytes > maxBytes - 512
  }
}
