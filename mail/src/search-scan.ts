import { characterClass, classes, folds } from './search-characters.ts'

/** Receives what the scanner finds, in the order of the text; offsets are UTF-16 code units, the end exclusive. */
export interface TokenSink {
  /** A run of letters; `hash` is that of its folded code units. */
  word(text: string, start: number, end: number, hash: number): void
  /** A run of ideographs. */
  ideographs(text: string, start: number, end: number): void
  /** Runs held together by joiners, with a digit, a dot or an @ among them. Its runs of letters came as words before. */
  compound(text: string, start: number, end: number): void
  /** Runs of digits with spaces, brackets and dashes between them: an amount, a phone number. */
  numbers(text: string, start: number, end: number): void
  /** Whether enough has been found. */
  readonly isFull: boolean
}

const { letter, digit, ideograph, joiner, spacing, joinerInNumbers } = characterClass

const dot = 0x2e
const at = 0x40

/** Longest compound and longest chain of numbers, in code units: longer ones are cut between runs. */
const maxChain = 256

/** First value of a word's hash; each code unit is added by `(hash * 31 + unit) | 0`. */
const hashSeed = 7

/** Whether all of the text between two runs of digits may stand inside one written number. */
function isNumberGap(text: string, start: number, end: number): boolean {
  if (end - start > 3) return false
  for (let index = start; index < end; index += 1) {
    const kind = classes[text.charCodeAt(index)]
    if (kind !== spacing && kind !== joinerInNumbers) return false
  }
  return true
}

/** Follows the runs of a text and reports compounds and numbers when they end. */
class Chains {
  readonly #text: string
  readonly #sink: TokenSink
  #start = 0
  #end = -1
  #isCompound = false
  #numberStart = 0
  #numberEnd = 0
  #numberRuns = 0

  constructor(text: string, sink: TokenSink) {
    this.#text = text
    this.#sink = sink
  }

  add(start: number, end: number, kinds: number): void {
    if (this.#end !== start - 1 || !this.#joins(end)) {
      this.#endCompound()
      this.#start = start
    }
    this.#end = end
    if (kinds !== letter) this.#isCompound = true
    if (kinds === digit) this.#addNumber(start, end)
    else if (this.#numberRuns > 0) this.#endNumbers()
  }

  end(): void {
    this.#endCompound()
    this.#endNumbers()
  }

  #joins(end: number): boolean {
    if (end - this.#start > maxChain) return false
    const between = this.#text.charCodeAt(this.#end)
    const kind = classes[between]
    if (kind !== joiner && kind !== joinerInNumbers) return false
    if (between === dot || between === at) this.#isCompound = true
    return true
  }

  #addNumber(start: number, end: number): void {
    const goesOn = end - this.#numberStart <= maxChain && isNumberGap(this.#text, this.#numberEnd, start)
    if (this.#numberRuns === 0 || !goesOn) {
      this.#endNumbers()
      this.#numberStart = start
    }
    this.#numberEnd = end
    this.#numberRuns += 1
  }

  #endCompound(): void {
    if (this.#isCompound) this.#sink.compound(this.#text, this.#start, this.#end)
    this.#isCompound = false
  }

  #endNumbers(): void {
    if (this.#numberRuns > 1) this.#sink.numbers(this.#text, this.#numberStart, this.#numberEnd)
    this.#numberRuns = 0
  }
}

/** Cuts a text (see `normaliseText`) into tokens. Linear, holds no more than a few offsets. */
export function scanTokens(text: string, sink: TokenSink): void {
  const length = text.length
  const chains = new Chains(text, sink)
  let index = 0
  while (index < length && !sink.isFull) {
    let kind = classes[text.charCodeAt(index)] ?? 0
    if (kind === 0 || kind > ideograph) {
      index += 1
      continue
    }
    const start = index
    if (kind === ideograph) {
      while (index < length && classes[text.charCodeAt(index)] === ideograph) index += 1
      sink.ideographs(text, start, index)
      continue
    }
    let hash = hashSeed
    let kinds = 0
    do {
      kinds |= kind
      hash = (hash * 31 + (folds[text.charCodeAt(index)] ?? 0)) | 0
      index += 1
      kind = index < length ? (classes[text.charCodeAt(index)] ?? 0) : 0
    } while (kind === letter || kind === digit)
    if (kinds === letter) sink.word(text, start, index, hash)
    chains.add(start, index, kinds)
  }
  chains.end()
}
