import { createHash } from 'node:crypto'
import { type CssToken, readCssTokens, writeCssToken } from './css-tokens.ts'

const STYLE = /(<style\b[^>]*>)([\s\S]*?)(<\/style\s*>)/gi

/**
 * HTML of a letter that is to stand inside another one: the rules of its style elements, as the sanitiser left them, reach no
 * further than a block around it. Programs for mail know no other wall between two letters in one page. HTML without style
 * elements comes back as it was, to the letter.
 */
export function isolateStyles(html: string): string {
  if (!/<style\b/i.test(html)) return html
  // Told by the content: quotes within quotes keep apart.
  const scope = `quoted-${createHash('sha256').update(html).digest('hex').slice(0, 8)}`
  const scoped = html.replace(
    STYLE,
    (_, open: string, css: string, close: string) => open + scopeCss(css, `.${scope}`) + close,
  )
  return `<div class="${scope}">${scoped}</div>`
}

/** Every selector of a style sheet behind `scope`; what speaks of the page itself speaks of the block then. */
export function scopeCss(css: string, scope: string): string {
  const tokens = readCssTokens(css)
  let written = ''
  let prelude: CssToken[] = []
  // What the blocks that are open hold: rules, or what takes no selector of the page.
  const blocks: ('rules' | 'other')[] = []
  for (const token of tokens) {
    const holdsRules = !blocks.includes('other')
    if (holdsRules && isSign(token, '{')) {
      written += writePrelude(prelude, scope)
      blocks.push(kindOf(prelude))
      prelude = []
    } else if (isSign(token, '{')) {
      blocks.push('other')
    } else if (isSign(token, '}')) {
      blocks.pop()
      written += prelude.map(writeCssToken).join('')
      prelude = []
    } else if (holdsRules) {
      prelude.push(token)
      continue
    }
    written += writeCssToken(token)
  }
  return written
}

function kindOf(prelude: readonly CssToken[]): 'rules' | 'other' {
  const at = prelude.find((token) => token.type === 'at')
  return at?.type === 'at' && !/keyframes$/i.test(at.value) ? 'rules' : 'other'
}

function writePrelude(prelude: readonly CssToken[], scope: string): string {
  if (prelude.some((token) => token.type === 'at')) return prelude.map(writeCssToken).join('')
  return selectorsOf(prelude)
    .map((selector) => scoped(selector.map(writeCssToken).join('').trim(), scope))
    .join(',')
}

/** Apart by the commas that stand outside of brackets. */
function selectorsOf(tokens: readonly CssToken[]): CssToken[][] {
  const selectors: CssToken[][] = [[]]
  let brackets = 0
  for (const token of tokens) {
    if (token.type === 'function' || isSign(token, '([')) brackets += 1
    else if (isSign(token, ')]')) brackets -= 1
    if (brackets === 0 && isSign(token, ',')) selectors.push([])
    else selectors.at(-1)?.push(token)
  }
  return selectors
}

function scoped(selector: string, scope: string): string {
  const inside = selector.replace(/^(?:(?:html|body|:root)(?![\w-])\s*>?\s*)+/i, '')
  if (inside === selector) return `${scope} ${selector}`
  if (inside === '') return scope
  return /^[.#[:]/.test(inside) && !/\s$/.test(selector.slice(0, -inside.length))
    ? `${scope}${inside}`
    : `${scope} ${inside}`
}

function isSign(token: CssToken, signs: string): boolean {
  return token.type === 'sign' && signs.includes(token.value)
}
