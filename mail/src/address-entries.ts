/** Cuts a raw address list into its entries: what stands between commas, apart by quotes, comments and brackets. */

/** One entry, raw (bytes as Latin-1). */
export interface AddressEntry {
  /** Text outside of brackets and comments, quotes included. */
  readonly phrase: string
  /** A quoted string is part of the phrase: an @ in it makes no address. */
  readonly isQuoted: boolean
  readonly comment: string
  readonly angle: string | null
}

/** Entries in order, those of groups among the others; reading stops after `most`. */
export function splitEntries(raw: string, most: number): AddressEntry[] {
  return new EntryReader(raw, most).read()
}

const SPECIAL = /["(<,;:]|=\?/g
const BROKEN_END = /[,;]/g

class EntryReader {
  readonly #raw: string
  readonly #most: number
  readonly #entries: AddressEntry[] = []
  /** Openings that nothing closes: they are letters like others, and are looked for once. */
  readonly #unclosed = new Set<string>()
  readonly #lastSemicolon: number
  readonly #lastAngle: number
  #phrase = ''
  #isQuoted = false
  #comment = ''
  #angle: string | null = null
  /** Where in the phrase the bracket stood. */
  #angleAt = 0
  #isInGroup = false

  constructor(raw: string, most: number) {
    this.#raw = raw
    this.#most = most
    this.#lastSemicolon = raw.lastIndexOf(';')
    this.#lastAngle = raw.lastIndexOf('<')
  }

  read(): AddressEntry[] {
    let pos = 0
    while (pos < this.#raw.length && this.#entries.length < this.#most) {
      SPECIAL.lastIndex = pos
      const special = SPECIAL.exec(this.#raw)
      const at = special === null ? this.#raw.length : special.index
      this.#phrase += this.#raw.slice(pos, at)
      pos = special === null ? at : this.#take(special[0], at)
    }
    this.#push()
    return this.#entries
  }

  /** Takes the special sign at `at` with all that belongs to it; returns where to go on. */
  #take(special: string, at: number): number {
    switch (special) {
      case '"':
        return this.#quoted(at)
      case '(':
        return this.#parenthesis(at)
      case '<':
        return this.#bracket(at)
      case '=?':
        return this.#word(at)
      case ':':
        this.#colon(at)
        break
      default:
        if (special === ';') this.#isInGroup = false
        this.#push()
    }
    return at + 1
  }

  #push(): void {
    this.#entries.push({ phrase: this.#phrase, isQuoted: this.#isQuoted, comment: this.#comment, angle: this.#angle })
    this.#clear()
  }

  #clear(): void {
    this.#phrase = ''
    this.#isQuoted = false
    this.#comment = ''
    this.#angle = null
  }

  #quoted(at: number): number {
    const end = this.#unclosed.has('"') ? -1 : endOfQuoted(this.#raw, at)
    if (end < 0) {
      this.#unclosed.add('"')
      return at + 1
    }
    this.#phrase += this.#raw.slice(at, end)
    this.#isQuoted = true
    return end
  }

  #parenthesis(at: number): number {
    const end = this.#unclosed.has('(') ? -1 : endOfComment(this.#raw, at)
    if (end < 0) {
      this.#unclosed.add('(')
      this.#phrase += '('
      return at + 1
    }
    this.#comment += `${this.#comment === '' ? '' : ' '}${this.#raw.slice(at + 1, end - 1)}`
    this.#phrase += ' '
    return end
  }

  #bracket(at: number): number {
    const close = this.#unclosed.has('<') ? -1 : this.#raw.indexOf('>', at)
    if (close < 0) this.#unclosed.add('<')
    const end = close < 0 ? endOfBroken(this.#raw, at) : close
    if (this.#angle !== null && this.#angle !== '') this.#splitAtAngle()
    this.#angle = this.#raw.slice(at + 1, end)
    this.#angleAt = this.#phrase.length
    return end + (close < 0 ? 0 : 1)
  }

  /** A second address in brackets without a comma before it: what stood between the two is its name. */
  #splitAtAngle(): void {
    const name = this.#phrase.slice(this.#angleAt)
    this.#phrase = this.#phrase.slice(0, this.#angleAt)
    this.#push()
    this.#phrase = name
  }

  /** An encoded word is one letter of a name, whatever signs are in it. */
  #word(at: number): number {
    const found = /^=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/i.exec(this.#raw.slice(at, at + 1000))
    const end = at + (found?.[0].length ?? 2)
    this.#phrase += this.#raw.slice(at, end)
    return end
  }

  /** The name of a group. Without a semicolon to close it, a colon before an address in brackets is a letter of a name. */
  #colon(at: number): void {
    const mayOpen = this.#lastSemicolon > at || this.#lastAngle < at
    const opens = mayOpen && !this.#isInGroup && this.#angle === null && !/@|^\s*mailto$/i.test(this.#phrase)
    if (opens) {
      this.#isInGroup = true
      this.#clear()
    } else this.#phrase += ':'
  }
}

/** End of a quoted string, -1 where it never closes. */
function endOfQuoted(raw: string, open: number): number {
  for (let pos = open + 1; pos < raw.length; pos++) {
    const character = raw.charCodeAt(pos)
    if (character === 92) pos++
    else if (character === 34) return pos + 1
  }
  return -1
}

/** Comments nest, RFC 5322 section 3.2.2; -1 where one never closes, as a smiley does. */
function endOfComment(raw: string, open: number): number {
  let depth = 0
  for (let pos = open; pos < raw.length; pos++) {
    const character = raw.charCodeAt(pos)
    if (character === 92) pos++
    else if (character === 40) depth++
    else if (character === 41 && --depth === 0) return pos + 1
  }
  return -1
}

/** End of an address whose bracket never closes. */
function endOfBroken(raw: string, open: number): number {
  BROKEN_END.lastIndex = open
  return BROKEN_END.exec(raw)?.index ?? raw.length
}
