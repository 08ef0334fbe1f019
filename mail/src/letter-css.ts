import { type CssToken, readCssTokens, writeCssToken } from './css-tokens.ts'
import { filterValue, isBalanced, type RewriteUrl } from './css-values.ts'

export interface FilteredCss {
  readonly css: string
  /** Addresses that were taken out, for the note that outside content is blocked. */
  readonly blocked: number
}

/** At-rules whose blocks hold rules or declarations; every other one goes whole, @import and @font-face among them. */
const allowedAtRules: ReadonlySet<string> = new Set([
  'media',
  'supports',
  'layer',
  'container',
  'keyframes',
  '-webkit-keyframes',
  '-moz-keyframes',
])

/** Blocks within blocks; a letter needs two or three. */
const maxDepth = 12

const noUrl: RewriteUrl = () => null

function isSign(token: CssToken | undefined, signs: string): boolean {
  return token?.type === 'sign' && signs.includes(token.value)
}

function isSpace(token: CssToken | undefined): boolean {
  return token?.type === 'space' || token?.type === 'comment'
}

/** Selectors, or an allowed at-rule's name and conditions; null where the rule has to go. */
function writePrelude(tokens: readonly CssToken[]): string | null {
  if (!isBalanced(tokens)) return null
  let css = ''
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'bad' || token.type === 'url' || isSign(token, '@\\')) return null
    if (token.type === 'at' && (index > 0 || !allowedAtRules.has(token.value.toLowerCase()))) return null
    if (token.type === 'function' && /^(?:url|src)$/i.test(token.value)) return null
    if (token.type === 'function' || isSign(token, '([')) depth += 1
    if (isSign(token, ')]')) depth -= 1
    // Outside of brackets no selector and no condition holds a string.
    if (token.type === 'string' && depth === 0) return null
    // "<" may stand in a condition, "(400px < width)", but never before what would end a style element.
    css += isSign(token, '<') && !isSign(tokens[index + 1], '=') ? '< ' : writeCssToken(token)
  }
  return css.trim() || null
}

class Filter {
  readonly #tokens: readonly CssToken[]
  readonly #rewrite: RewriteUrl
  #at = 0
  blocked = 0

  constructor(css: string, rewrite: RewriteUrl) {
    this.#tokens = readCssTokens(css)
    this.#rewrite = rewrite
  }

  /** Rules, or declarations, up to the brace that closes their block; at depth 0 up to the end. */
  contents(kind: 'rules' | 'declarations', depth: number): string {
    let css = ''
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at]
      if (isSign(token, '}')) {
        this.#at += 1
        if (depth > 0) return css
      } else if (isSpace(token) || isSign(token, ';')) this.#at += 1
      else css += this.#item(kind, depth)
    }
    return css
  }

  #item(kind: 'rules' | 'declarations', depth: number): string {
    const head = this.#head()
    if (!isSign(this.#tokens[this.#at], '{')) return kind === 'declarations' ? this.#declaration(head) : ''
    this.#at += 1
    const prelude = kind === 'rules' && depth < maxDepth ? writePrelude(head) : null
    if (prelude === null) {
      this.#skipBlock()
      return ''
    }
    const body = this.contents(head[0]?.type === 'at' ? 'rules' : 'declarations', depth + 1)
    return body === '' ? '' : `${prelude}{${body}}`
  }

  /** Everything before the next semicolon or brace that stands outside of brackets. */
  #head(): readonly CssToken[] {
    const start = this.#at
    let brackets = 0
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at]
      if (token?.type === 'function' || isSign(token, '([')) brackets += 1
      else if (isSign(token, ')]')) brackets -= 1
      else if (brackets <= 0 && isSign(token, ';{}')) break
    }
    return this.#tokens.slice(start, this.#at)
  }

  #declaration(tokens: readonly CssToken[]): string {
    const [name] = tokens
    let colon = 1
    while (isSpace(tokens[colon])) colon += 1
    if (name?.type !== 'ident' || !isSign(tokens[colon], ':')) return ''
    const property = name.value.startsWith('--') ? name.value : name.value.toLowerCase()
    const { css, blocked } = filterValue(property, tokens.slice(colon + 1), this.#rewrite)
    this.blocked += blocked
    return css === null ? '' : `${writeCssToken(name)}:${css};`
  }

  #skipBlock(): void {
    for (let depth = 1; this.#at < this.#tokens.length && depth > 0; this.#at += 1) {
      if (isSign(this.#tokens[this.#at], '{')) depth += 1
      else if (isSign(this.#tokens[this.#at], '}')) depth -= 1
    }
  }
}

/**
 * The text of a style element without anything that fetches, runs or leaves the letter: @import, @font-face, @namespace and
 * other unknown at-rules, addresses (images of raster types in data: stay), image-set and its like, bindings and
 * expressions, `position: fixed`. What is left is written anew from its tokens, so a browser reads it as it was read here,
 * and it cannot end the style element. Never throws.
 *
 * `rewrite` may give an address another one that is safe to load (an inline image of the letter); null blocks it.
 */
export function filterStyleSheet(css: string, rewrite: RewriteUrl = noUrl): FilteredCss {
  const filter = new Filter(css, rewrite)
  const filtered = filter.contents('rules', 0)
  return { css: filtered, blocked: filter.blocked }
}

/** The same for the value of a style attribute: declarations only. The result is text and still has to be escaped as HTML. */
export function filterStyleAttribute(css: string, rewrite: RewriteUrl = noUrl): FilteredCss {
  const filter = new Filter(css, rewrite)
  const filtered = filter.contents('declarations', 0)
  return { css: filtered, blocked: filter.blocked }
}
