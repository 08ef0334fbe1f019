import { foldText, normaliseText } from './search-characters.ts'
import {
  codeRuns,
  findAddress,
  findDomain,
  joinedCode,
  joinThousands,
  phoneLexeme,
  runAlternatives,
} from './search-codes.ts'
import { ideographLexemes } from './search-lexemes.ts'
import { scanTokens, type TokenSink } from './search-scan.ts'
import { allOf, anyOf, operand } from './tsquery-text.ts'
import { stemWord } from './word-stem.ts'

/** How the operands of an expression are written. */
export interface ExpressionStyle {
  /** Put before each lexeme: the mark of a field, or nothing. */
  readonly mark: string
  /** The last word is still being typed, so it also stands for longer ones. */
  readonly isOpen: boolean
}

interface Token {
  readonly kind: 'word' | 'ideographs' | 'compound'
  readonly start: number
  readonly end: number
}

/** Keeps the tokens of a text; a compound replaces the words in it. */
class TokenList implements TokenSink {
  readonly isFull = false
  #tokens: Token[] = []

  word(_text: string, start: number, end: number): void {
    this.#tokens.push({ kind: 'word', start, end })
  }

  ideographs(_text: string, start: number, end: number): void {
    this.#tokens.push({ kind: 'ideographs', start, end })
  }

  compound(_text: string, start: number, end: number): void {
    this.#tokens = this.#tokens.filter((token) => token.start < start || token.end > end)
    this.#tokens.push({ kind: 'compound', start, end })
  }

  numbers(): void {
    // Amounts and phone numbers are told by the words of the query, see `numbersExpression`.
  }

  inOrder(): Token[] {
    return this.#tokens.sort((a, b) => a.start - b.start)
  }
}

function wordExpression(word: string, style: ExpressionStyle): string | null {
  const stem = stemWord(word)
  if (stem === null) return null
  const exact = operand(style.mark + stem)
  return style.isOpen && word.length > 1 ? anyOf([exact, operand(style.mark + word, true)]) : exact
}

function runExpression(run: string, isCode: boolean, style: ExpressionStyle): string | null {
  const coded = isCode ? runAlternatives(run).map((lexeme) => operand(style.mark + lexeme, style.isOpen)) : []
  return anyOf(/\d/.test(run) ? coded : [...coded, wordExpression(run, style)])
}

/** A code is found whole or by all of its parts, a domain likewise, an address whole only. */
function compoundExpression(compound: string, style: ExpressionStyle): string | null {
  const closed = { ...style, isOpen: false }
  if (findAddress(compound) === compound) return operand(style.mark + compound, style.isOpen)
  const runs = codeRuns(compound)
  const isCode = /\d/.test(compound)
  const phone = /^[-\d.,\u2010\u2011]+$/.test(compound) ? phoneLexeme(compound) : null
  const domain = findDomain(compound)
  const parts = runs.map((run, index) => runExpression(run, isCode, index === runs.length - 1 ? style : closed))
  return anyOf([
    phone === null ? null : operand(style.mark + phone),
    domain === compound ? operand(style.mark + domain, style.isOpen) : null,
    ...(runs.length > 1 ? [joinedCode(compound)].map((code) => code && operand(style.mark + code, style.isOpen)) : []),
    allOf(parts),
  ])
}

/** What a text must hold to be found by this one; null where it holds no word worth looking for. */
export function textExpression(text: string, style: ExpressionStyle): string | null {
  const clean = normaliseText(text)
  const list = new TokenList()
  scanTokens(clean, list)
  const tokens = list.inOrder()
  return allOf(
    tokens.map((token, index) => {
      const folded = foldText(clean.slice(token.start, token.end))
      const own = index === tokens.length - 1 ? style : { ...style, isOpen: false }
      if (token.kind === 'word') return wordExpression(folded, own)
      if (token.kind === 'compound') return compoundExpression(folded, own)
      return allOf(ideographLexemes(folded).map((lexeme) => operand(style.mark + lexeme)))
    }),
  )
}

/** Words of digits in a row: a phone number, an amount with its thousands apart, or numbers that have nothing in common. */
export function numbersExpression(numbers: string, style: ExpressionStyle): string | null {
  const phone = phoneLexeme(numbers)
  const amounts = joinThousands(numbers)
  return anyOf([
    phone === null ? null : operand(style.mark + phone),
    amounts === numbers ? null : textExpression(amounts, style),
    textExpression(numbers, style),
  ])
}
