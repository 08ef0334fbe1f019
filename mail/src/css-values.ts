import { type CssToken, writeCssToken } from './css-tokens.ts'

/** What becomes of an address in a style: another one, or null where nothing may be fetched. */
export type RewriteUrl = (url: string) => string | null

export interface FilteredValue {
  /** Null where the whole declaration has to go. */
  readonly css: string | null
  /** Addresses that were taken out. */
  readonly blocked: number
}

/** Functions that compute, draw or move, and fetch nothing. */
const harmlessFunctions: ReadonlySet<string> = new Set(
  `rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp round abs sign mod rem pow sqrt
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
  -webkit-linear-gradient -webkit-radial-gradient -webkit-gradient -moz-linear-gradient -moz-radial-gradient -o-linear-gradient
  -ms-linear-gradient from to color-stop matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex
  scaley scalez skew skewx skewy translate translate3d translatex translatey translatez cubic-bezier steps linear blur brightness
  contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia repeat minmax fit-content counter counters symbols
  circle ellipse inset polygon rect path var env`.split(/\s+/),
)

/** Functions that fetch, or show what is not the letter's: they are replaced by "none". */
const imageFunctions: ReadonlySet<string> = new Set(
  'url src image image-set -webkit-image-set cross-fade -webkit-cross-fade element -moz-element paint -webkit-canvas'.split(
    ' ',
  ),
)

const forbiddenProperty = /^(?:behavior|-ms-behavior|-moz-binding|-khtml-binding|src|-webkit-user-modify)$/
const allowedPositions: ReadonlySet<string> = new Set(
  'static relative absolute sticky inherit initial unset revert'.split(' '),
)
const allowedSigns = '()[],/*+-!=.#%&|~^$?'
const rasterImage = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*$/i

/** What would leave this house: neither a fragment of the letter nor something it brings along. */
const outsideAddress = /^\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]{2}/i

/** The index after the bracket that closes the function at `open`, the end where none does. */
function closingIndex(tokens: readonly CssToken[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.type === 'function' || (token?.type === 'sign' && token.value === '(')) depth += 1
    else if (token?.type === 'sign' && token.value === ')') {
      depth -= 1
      if (depth === 0) return index + 1
    }
  }
  return tokens.length
}

/** The address of `url("…")` or `src("…")`, null where there is more in it than one string. */
function stringArgument(tokens: readonly CssToken[]): string | null {
  const inside = tokens.filter((token) => token.type !== 'space' && token.type !== 'comment')
  const [only, close, ...more] = inside
  const isAlone = close?.type === 'sign' && close.value === ')' && more.length === 0
  return only?.type === 'string' && isAlone ? only.value : null
}

function writeUrl(url: string | null, rewrite: RewriteUrl): string | null {
  if (url === null) return null
  const trimmed = url.trim()
  const address = rasterImage.test(trimmed) ? trimmed.replace(/\s+/g, '') : rewrite(trimmed)
  return address === null ? null : writeCssToken({ type: 'url', value: address })
}

/** Whether the brackets of a value close in the order they open. */
export function isBalanced(tokens: readonly CssToken[]): boolean {
  const open: string[] = []
  for (const token of tokens) {
    if (token.type === 'function') open.push(')')
    if (token.type !== 'sign') continue
    if (token.value === '(') open.push(')')
    else if (token.value === '[') open.push(']')
    else if ((token.value === ')' || token.value === ']') && open.pop() !== token.value) return false
  }
  return open.length === 0
}

function isForbidden(property: string, value: readonly CssToken[]): boolean {
  if (forbiddenProperty.test(property)) return true
  if (property !== 'position') return false
  const words = value.filter((token) => token.type !== 'space' && token.type !== 'comment')
  const [word, mark] = words
  const isPlain = word?.type === 'ident' && (mark === undefined || (mark.type === 'sign' && mark.value === '!'))
  return !isPlain || !allowedPositions.has(word.value.toLowerCase())
}

/**
 * The value of a declaration without anything that fetches. An address is replaced by "none", so that
 * `background: #fff url(…)` keeps its colour; a value with a function or sign that is not known to be harmless goes whole.
 */
export function filterValue(property: string, value: readonly CssToken[], rewrite: RewriteUrl): FilteredValue {
  if (isForbidden(property, value) || !isBalanced(value)) return { css: null, blocked: 0 }
  let css = ''
  let blocked = 0
  const put = (url: string | null) => {
    const address = writeUrl(url, rewrite)
    if (address === null && (url === null || outsideAddress.test(url))) blocked += 1
    css += ` ${address ?? 'none'} `
  }
  for (let index = 0; index < value.length; index += 1) {
    const token = value[index]
    if (!token || token.type === 'bad' || token.type === 'at') return { css: null, blocked }
    if (token.type === 'sign' && !allowedSigns.includes(token.value)) return { css: null, blocked }
    if (token.type === 'url') {
      put(token.value)
      continue
    }
    const name = token.type === 'function' ? token.value.toLowerCase() : null
    if (name !== null && imageFunctions.has(name)) {
      const end = closingIndex(value, index)
      const isUrl = name === 'url' || name === 'src'
      put(isUrl ? stringArgument(value.slice(index + 1, end)) : null)
      index = end - 1
      continue
    }
    if (name !== null && !harmlessFunctions.has(name)) return { css: null, blocked }
    css += writeCssToken(token)
  }
  const trimmed = css.replace(/ {2,}/g, ' ').trim()
  return { css: trimmed === '' ? null : trimmed, blocked }
}
