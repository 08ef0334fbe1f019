import { isAttribution, isForwardMark, startsQuotedHeader } from './quote-marks.ts'

export interface FoldOptions {
  /** Says what the mark opens. */
  label: string
  /** Of a letter that passes another one on, a repeated header begins what its reader has not seen. */
  isForwarded: boolean
}

/** Classes by which programs mark the letter that is answered. */
const quoteClass = /(?:^|\s)(?:gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|moz-cite-prefix)(?:\s|$)/
/** A fold may not stand between these and their parts. */
const rigid = new Set(['TABLE', 'TBODY', 'THEAD', 'TFOOT', 'TR', 'COLGROUP', 'UL', 'OL', 'DL'])
const lineStart = new Set(['BR', 'P', 'DIV', 'TR', 'LI', 'BLOCKQUOTE', 'H1', 'H2', 'H3', 'H4', 'HR'])
const longestHead = 600
/** NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT */
const elementsAndText = 5

/**
 * Folds what a letter repeats at its end behind a mark that opens without a script. Folded is only what a program has
 * marked as a quotation, or what stands below a repeated header, and only where nothing of the writer's own follows it; a
 * letter that is nothing else stays open. Changes the tree; says whether it did.
 */
export function foldQuotes(body: HTMLElement, options: FoldOptions): boolean {
  for (const start of body.querySelectorAll<HTMLElement>('blockquote, div, p, hr')) {
    const kind = kindOf(start, body, options)
    if (kind === null) continue
    const quote = climb(start, body)
    const first = introduction(quote)
    const parent = first.parentElement
    if (parent === null || rigid.has(parent.tagName)) continue
    // Below a repeated header everything is the repeated letter, as far as the block around it reaches.
    if (kind === 'marked' && hasVisible(quote, 'nextSibling')) continue
    if (isFollowed(parent, body)) continue
    if (!isPreceded(first, body)) return false
    fold(first, parent, options)
    return true
  }
  return false
}

function kindOf(element: HTMLElement, body: HTMLElement, options: FoldOptions): 'marked' | 'header' | null {
  const isMarked = element.tagName === 'BLOCKQUOTE' ? isCitation(element) : quoteClass.test(element.className)
  const head = isMarked || mayStartHeader(element) ? linesFrom(element, body) : []
  if (isMarked) return isForwardMark(head.find((line) => line.trim() !== '') ?? '') ? null : 'marked'
  return !options.isForwarded && startsQuotedHeader(head) ? 'header' : null
}

/** Some programs indent by blockquote: those have no type and no line at their side. */
function isCitation(quote: HTMLElement): boolean {
  if (quote.getAttribute('type') === 'cite' || quoteClass.test(quote.className)) return true
  const { borderLeftStyle, borderLeftWidth } = quote.style
  if (borderLeftStyle !== '' && borderLeftStyle !== 'none' && borderLeftWidth !== '0px') return true
  return isAttribution(visibleBefore(quote)?.textContent ?? '')
}

/** A look at the first letters, before the costly one. */
function mayStartHeader(element: HTMLElement): boolean {
  if (element.tagName === 'HR') return false
  let node: ChildNode | null = element.firstChild
  while (node !== null && (node.nodeType === 1 ? node.firstChild !== null : node.textContent?.trim() === '')) {
    node = node.nodeType === 1 ? node.firstChild : node.nextSibling
  }
  return node !== null && /^\s*(?:from|от)/i.test(node.textContent ?? '')
}

/** The text from the beginning of an element on, out of it too: a header has a block for each field in some letters. */
function linesFrom(element: HTMLElement, body: HTMLElement): string[] {
  const walker = element.ownerDocument.createTreeWalker(body, elementsAndText)
  walker.currentNode = element
  let text = ''
  for (let node = walker.nextNode(); node !== null && text.length < longestHead; node = walker.nextNode()) {
    if (node.nodeType === 3) text += (node.nodeValue ?? '').replace(/\s+/g, ' ')
    else if (lineStart.has(node.nodeName)) text += '\n'
  }
  return text.split('\n')
}

/** Out of blocks that show nothing but this. */
function climb(start: HTMLElement, body: HTMLElement): HTMLElement {
  let top = start
  for (let parent = top.parentElement; parent !== null && parent !== body; parent = parent.parentElement) {
    if (hasVisible(top, 'previousSibling') || hasVisible(top, 'nextSibling')) break
    top = parent
  }
  return top
}

/** With the rule and the line above that say whose letter it is: «20 ноября Анна пишет:». */
function introduction(quote: HTMLElement): ChildNode {
  const above = visibleBefore(quote)
  if (above === null) return quote
  const isLine = above.nodeName === 'HR' || isAttribution(above.textContent ?? '')
  return isLine ? above : quote
}

function visibleBefore(node: ChildNode): ChildNode | null {
  let above = node.previousSibling
  while (above !== null && !isVisible(above)) above = above.previousSibling
  return above
}

function hasVisible(node: Node, direction: 'previousSibling' | 'nextSibling'): boolean {
  for (let other = node[direction]; other !== null; other = other[direction]) if (isVisible(other)) return true
  return false
}

function isFollowed(parent: HTMLElement, body: HTMLElement): boolean {
  for (let at: Node | null = parent; at !== null && at !== body; at = at.parentNode) {
    if (hasVisible(at, 'nextSibling')) return true
  }
  return false
}

/** Something of the writer's own comes before: words or a picture. */
function isPreceded(first: ChildNode, body: HTMLElement): boolean {
  for (let at: Node | null = first; at !== null && at !== body; at = at.parentNode) {
    if (hasVisible(at, 'previousSibling')) return true
  }
  return false
}

function isVisible(node: Node): boolean {
  if (node.nodeType === 3) return /[^\s\u200b\ufeff]/.test(node.nodeValue ?? '')
  if (node.nodeType !== 1 || node.nodeName === 'STYLE') return false
  if (node.nodeName === 'IMG' || node.nodeName === 'HR') return true
  for (const child of node.childNodes) if (isVisible(child)) return true
  return false
}

/** `details` opens and closes by itself, by pointer and keys. */
function fold(first: ChildNode, parent: HTMLElement, { label }: FoldOptions): void {
  const { ownerDocument } = parent
  const details = ownerDocument.createElement('details')
  const mark = ownerDocument.createElement('summary')
  mark.textContent = '•••'
  mark.title = label
  mark.setAttribute('aria-label', label)
  mark.style.cssText = markLook
  first.before(details)
  details.append(mark)
  while (details.nextSibling !== null) details.append(details.nextSibling)
}

/** The letter's own styles must not make the mark vanish. */
const markLook = [
  'display: inline-block',
  'margin: 10px 0',
  'padding: 0 8px',
  'border-radius: 9px',
  'font: 8px/18px sans-serif',
  'letter-spacing: 1px',
  'color: #54504a',
  'background: #eceae6',
  'cursor: pointer',
  'list-style: none',
]
  .map((declaration) => `${declaration} !important`)
  .join('; ')
