/** Cuts what a person pastes into words, addresses and what stands between them. */

import { cleanText } from './safe-text.ts'

export interface AddressToken {
  readonly kind: 'word' | 'address' | 'angle' | 'comment' | 'comma' | 'end'
  readonly text: string
}

/** Marks without width come along when one copies from pages and letters. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const END_SIGNS = new Set(['\n', '\r', ';', '；'])
const COMMA_SIGNS = new Set([',', '，', '、'])
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '<': '>', '(': ')', '«': '»', '“': '”' }
/** Signs that stand around an address in running text and belong to none. */
const WRAPPING = /^[[({<'‘’“”«»]+|[\])}>'‘’“”«».:!?]+$/g

/** All tokens in order; costs what the length costs, whatever is left open. */
export function* addressTokens(input: string): Generator<AddressToken, void, undefined> {
  const text = cleanText(input).replace(INVISIBLE, '')
  const lines = new LineEnds(text)
  let at = 0
  while (at < text.length) {
    const sign = text.charAt(at)
    if (END_SIGNS.has(sign) || COMMA_SIGNS.has(sign)) {
      yield { kind: END_SIGNS.has(sign) ? 'end' : 'comma', text: '' }
      at++
      continue
    }
    if (/\s/.test(sign)) {
      at++
      continue
    }
    const close = lines.closing(at)
    const next = close === null ? readWord(text, at) : readEnclosed(text, at, close)
    at = next.end
    if (next.token !== null) yield next.token
  }
}

interface Reading {
  readonly token: AddressToken | null
  readonly end: number
}

/** Finds what closes a bracket or a quote on its line; what stays open there is looked for once. */
class LineEnds {
  readonly #text: string
  readonly #openUntil = new Map<string, number>()

  constructor(text: string) {
    this.#text = text
  }

  closing(at: number): number | null {
    const sign = this.#text.charAt(at)
    const wanted = CLOSING[sign]
    if (wanted === undefined || at < (this.#openUntil.get(sign) ?? 0)) return null
    for (let pos = at + 1; pos < this.#text.length; pos++) {
      const found = this.#text.charAt(pos)
      if (found === wanted) return pos
      if (found === '\\' && sign === '"') pos++
      if (found === '\n' || found === '\r') break
    }
    const end = this.#text.indexOf('\n', at)
    this.#openUntil.set(sign, end < 0 ? this.#text.length : end)
    return null
  }
}

function readEnclosed(text: string, at: number, close: number): Reading {
  const sign = text.charAt(at)
  const raw = text.slice(at + 1, close).trim()
  const inner = sign === '"' ? raw.replace(/\\(.)/g, '$1') : raw
  const end = close + 1
  if (inner === '') return { token: null, end }
  if (sign === '<') return { token: { kind: 'angle', text: inner }, end }
  if (isAddress(inner)) return { token: { kind: 'address', text: inner }, end }
  if (sign === '(') return { token: { kind: 'comment', text: inner }, end }
  if (sign !== '"') return { token: { kind: 'word', text: text.slice(at, end) }, end }
  // A quoted local part: "a b"@x.org
  if (text.charAt(end) === '@') {
    const wordEnd = endOfWord(text, end)
    return { token: { kind: 'address', text: text.slice(at, wordEnd) }, end: wordEnd }
  }
  return { token: { kind: 'word', text: inner }, end }
}

function readWord(text: string, at: number): Reading {
  const end = endOfWord(text, at)
  const word = text.slice(at, end)
  const bare = withoutWrapping(word)
  // "@name" is how one calls a person elsewhere.
  const isAddressLike = word.includes('@') && bare !== '' && !bare.startsWith('@')
  return { token: isAddressLike ? { kind: 'address', text: bare } : { kind: 'word', text: word }, end }
}

/** The bracket that closes an address literal is its own. */
function withoutWrapping(word: string): string {
  const bare = word.replace(WRAPPING, '')
  return /@\[[^\]]*$/.test(bare) && word.includes(']') ? `${bare}]` : bare
}

const WORD_END = /[\s,;<(，；、]/g

function endOfWord(text: string, at: number): number {
  WORD_END.lastIndex = at + 1
  return WORD_END.exec(text)?.index ?? text.length
}

function isAddress(text: string): boolean {
  return /^(?:mailto:)?[^\s@<>"(),;]+@[^\s@<>"(),;]+$/i.test(text)
}
