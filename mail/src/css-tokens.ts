/** A tokenizer for CSS Syntax Module Level 3, section 4: escapes are decoded, so that a name is compared as browsers do. */

export type CssToken =
  | { readonly type: 'ident' | 'function' | 'at' | 'hash' | 'string' | 'url'; readonly value: string }
  /** `text` is the number as written, `unit` the decoded unit, "%" or nothing. */
  | { readonly type: 'number'; readonly text: string; readonly unit: string }
  /** One of `()[]{},:;` or any other character that stands for itself. */
  | { readonly type: 'sign'; readonly value: string }
  | { readonly type: 'space' | 'comment' | 'bad' }

const isNameStart = (char: string) => /[a-zA-Z_]/.test(char) || char > '\x7f'
const isName = (char: string) => /[a-zA-Z0-9_-]/.test(char) || char > '\x7f'
const isSpace = (char: string) => char === ' ' || char === '\n' || char === '\t'

const numberPattern = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const escapePattern = /\\(?:([0-9a-fA-F]{1,6})[ \n\t]?|([^\n0-9a-fA-F]))/uy

class Reader {
  readonly #css: string
  #at = 0

  constructor(css: string) {
    // Section 3.3: one form of line end, no zero bytes, no lone surrogates.
    this.#css = css
      .replace(/\r\n?|\f/g, '\n')
      .toWellFormed()
      .replaceAll('\0', '\ufffd')
  }

  read(): CssToken[] {
    const tokens: CssToken[] = []
    while (this.#at < this.#css.length) tokens.push(this.#next())
    return tokens
  }

  #char(offset = 0): string {
    return this.#css[this.#at + offset] ?? ''
  }

  #startsEscape(offset = 0): boolean {
    return this.#char(offset) === '\\' && this.#char(offset + 1) !== '\n' && this.#char(offset + 1) !== ''
  }

  #startsIdent(offset = 0): boolean {
    const char = this.#char(offset)
    if (char !== '-') return isNameStart(char) || this.#startsEscape(offset)
    const next = this.#char(offset + 1)
    return next === '-' || isNameStart(next) || this.#startsEscape(offset + 1)
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#css)
    if (match) this.#at = pattern.lastIndex
    return match
  }

  #next(): CssToken {
    const char = this.#char()
    if (isSpace(char)) return this.#space()
    if (char === '"' || char === "'") return this.#string(char)
    if (this.#css.startsWith('/*', this.#at)) return this.#comment()
    if (char === '#' && (isName(this.#char(1)) || this.#startsEscape(1))) return this.#named('hash')
    if (char === '@' && this.#startsIdent(1)) return this.#named('at')
    const number = this.#match(numberPattern)
    if (number) return this.#number(number[0])
    if (this.#css.startsWith('-->', this.#at)) return this.#skip(3, 'space')
    if (this.#css.startsWith('<!--', this.#at)) return this.#skip(4, 'space')
    if (this.#startsIdent()) return this.#identLike()
    this.#at += 1
    return char === '\\' ? { type: 'bad' } : { type: 'sign', value: char }
  }

  #skip(count: number, type: 'space' | 'comment'): CssToken {
    this.#at += count
    return { type }
  }

  #space(): CssToken {
    while (isSpace(this.#char())) this.#at += 1
    return { type: 'space' }
  }

  #comment(): CssToken {
    const end = this.#css.indexOf('*/', this.#at + 2)
    this.#at = end < 0 ? this.#css.length : end + 2
    return { type: 'comment' }
  }

  #named(type: 'hash' | 'at'): CssToken {
    this.#at += 1
    return { type, value: this.#name() }
  }

  #escape(): string {
    const match = this.#match(escapePattern)
    if (!match) {
      this.#at += 1
      return '\ufffd'
    }
    if (match[1] === undefined) return match[2] ?? ''
    const code = Number.parseInt(match[1], 16)
    const isBad = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    return isBad ? '\ufffd' : String.fromCodePoint(code)
  }

  #name(): string {
    let name = ''
    while (this.#at < this.#css.length) {
      if (this.#startsEscape()) name += this.#escape()
      else if (isName(this.#char())) {
        name += this.#char()
        this.#at += 1
      } else break
    }
    return name
  }

  #number(text: string): CssToken {
    if (this.#char() === '%') {
      this.#at += 1
      return { type: 'number', text, unit: '%' }
    }
    return { type: 'number', text, unit: this.#startsIdent() ? this.#name() : '' }
  }

  #string(quote: string): CssToken {
    this.#at += 1
    let value = ''
    while (this.#at < this.#css.length) {
      const char = this.#char()
      if (char === '\n') return { type: 'bad' }
      if (char === '\\' && this.#char(1) === '\n') this.#at += 2
      else if (char === '\\' && this.#char(1) === '') this.#at += 1
      else if (char === '\\') value += this.#escape()
      else {
        this.#at += 1
        if (char === quote) return { type: 'string', value }
        value += char
      }
    }
    return { type: 'string', value }
  }

  #identLike(): CssToken {
    const value = this.#name()
    if (this.#char() !== '(') return { type: 'ident', value }
    this.#at += 1
    if (value.toLowerCase() !== 'url') return { type: 'function', value }
    let ahead = 0
    while (isSpace(this.#char(ahead))) ahead += 1
    const first = this.#char(ahead)
    return first === '"' || first === "'" ? { type: 'function', value } : this.#url()
  }

  #url(): CssToken {
    this.#space()
    let value = ''
    while (this.#at < this.#css.length) {
      const char = this.#char()
      if (char === ')') {
        this.#at += 1
        return { type: 'url', value }
      }
      if (isSpace(char)) {
        this.#space()
        if (this.#char() !== ')' && this.#char() !== '') return this.#badUrl()
      } else if (char === '"' || char === "'" || char === '(' || char < ' ' || char === '\x7f') return this.#badUrl()
      else if (char !== '\\') {
        value += char
        this.#at += 1
      } else if (this.#startsEscape()) value += this.#escape()
      else return this.#badUrl()
    }
    return { type: 'url', value }
  }

  #badUrl(): CssToken {
    while (this.#at < this.#css.length && this.#char() !== ')') {
      if (this.#startsEscape()) this.#escape()
      else this.#at += 1
    }
    this.#at += 1
    return { type: 'bad' }
  }
}

/** The tokens of a style sheet or a style attribute. Never throws, reads any text to its end in linear time. */
export function readCssTokens(css: string): CssToken[] {
  return new Reader(css).read()
}

function escapeChar(char: string): string {
  return `\\${char.codePointAt(0)?.toString(16) ?? ''} `
}

function writeName(name: string): string {
  const escaped = name.replace(/[\0-,./:-@[-^`{-\x7f]/g, escapeChar)
  // A digit, or a hyphen and a digit, must not begin a name; nor may a hyphen stand alone.
  return escaped
    .replace(/^-?\d/, (start) => (start.length > 1 ? `-${escapeChar(start[1] ?? '')}` : escapeChar(start)))
    .replace(/^-$/, '\\-')
}

/** A string in double quotes; angle brackets are escaped too, so that no text can end a style element. */
export function writeCssString(value: string): string {
  return `"${value.replace(/[\p{Cc}"\\<>]/gu, escapeChar)}"`
}

/** Writes a token so that it is read again as the same token. Bad ones become nothing. */
export function writeCssToken(token: CssToken): string {
  switch (token.type) {
    case 'ident':
      return writeName(token.value)
    case 'function':
      return `${writeName(token.value)}(`
    case 'at':
      return `@${writeName(token.value)}`
    case 'hash':
      return `#${token.value.replace(/[\0-,./:-@[-^`{-\x7f]/g, escapeChar)}`
    case 'string':
      return writeCssString(token.value)
    case 'url':
      return `url(${writeCssString(token.value)})`
    case 'number':
      return token.text + (token.unit === '%' ? '%' : token.unit && writeUnit(token.unit))
    case 'sign':
      return token.value
    case 'space':
      return ' '
    case 'comment':
      return '/**/'
    default:
      return ''
  }
}

/** A unit that looks like an exponent must not become one. */
function writeUnit(unit: string): string {
  return /^e[-+\d]/i.test(unit) ? escapeChar(unit[0] ?? '') + writeName(`_${unit.slice(1)}`).slice(1) : writeName(unit)
}
