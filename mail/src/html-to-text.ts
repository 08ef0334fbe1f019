/** The words a reader sees in an HTML body, in one pass without a tree: nesting of any depth costs nothing. */

import { decodeHTML } from 'entities'

/** Elements whose content nobody sees. */
const INVISIBLE = new Set(['script', 'style', 'title', 'template', 'noframes'])

/** Elements that begin a line. */
const BLOCK = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul caption'
  ).split(' '),
)

/** Raw text up to the end tag: markup in it is none (HTML 13.2.5.2). */
const RAW_TEXT = new Set(['script', 'style', 'title', 'noframes'])

export interface HtmlText {
  readonly text: string
  /** Something to see besides the text. */
  readonly hasImage: boolean
}

/** Text of an HTML document; blocks become lines, cells are set apart by a space, images give their alternative text. */
export function htmlToText(html: string): HtmlText {
  const pieces: string[] = []
  let hasImage = false
  const unclosed = new Set<string>()
  let hidden = ''
  let hiddenDepth = 0
  let pre = 0
  let pos = 0
  while (pos < html.length) {
    const open = html.indexOf('<', pos)
    const end = open < 0 ? html.length : open
    if (end > pos && hidden === '') pieces.push(runOfText(html.slice(pos, end), pre > 0))
    if (open < 0) break
    const tag = readTag(html, open, unclosed)
    pos = tag.end
    if (tag.name === '') {
      if (tag.isText && hidden === '') pieces.push('<')
      continue
    }
    if (hidden !== '') {
      if (tag.name === hidden) hiddenDepth += tag.isClosing ? -1 : 1
      if (hiddenDepth === 0) hidden = ''
      continue
    }
    if (INVISIBLE.has(tag.name) && !tag.isClosing) {
      if (RAW_TEXT.has(tag.name)) pos = endOfRawText(html, tag, unclosed)
      else {
        hidden = tag.name
        hiddenDepth = 1
      }
      continue
    }
    if (tag.name === 'pre') pre = tag.isClosing ? Math.max(0, pre - 1) : pre + 1
    if (tag.name === 'img' || tag.name === 'image') {
      hasImage = true
      const alt = attributeOf(html.slice(open, tag.end), 'alt')
      if (alt !== '') pieces.push(` ${alt} `)
    } else pieces.push(breakOf(tag.name))
  }
  return { text: tidy(pieces.join('')), hasImage }
}

interface Tag {
  /** In lower case; empty for comments, declarations and a stray bracket. */
  readonly name: string
  readonly isClosing: boolean
  /** A bracket that opens no tag is text. */
  readonly isText: boolean
  readonly end: number
}

function readTag(html: string, open: number, unclosed: Set<string>): Tag {
  if (html.startsWith('<!--', open)) {
    return { name: '', isClosing: false, isText: false, end: endOfComment(html, open, unclosed) }
  }
  const isClosing = html.charCodeAt(open + 1) === 47
  const start = open + (isClosing ? 2 : 1)
  const first = html.charCodeAt(start) | 32
  if (first < 97 || first > 122) {
    const isMarkup = isClosing || html.charCodeAt(start) === 33 || html.charCodeAt(start) === 63
    if (!isMarkup) return { name: '', isClosing: false, isText: true, end: open + 1 }
    const close = html.indexOf('>', start)
    return { name: '', isClosing, isText: false, end: close < 0 ? html.length : close + 1 }
  }
  let at = start
  while (at < html.length && !isNameEnd(html.charCodeAt(at))) at++
  return { name: html.slice(start, at).toLowerCase(), isClosing, isText: false, end: endOfTag(html, at) }
}

function isNameEnd(code: number): boolean {
  return code <= 32 || code === 47 || code === 62
}

/** A bracket inside a quoted attribute does not end the tag; a quote that never closes is no quote. */
function endOfTag(html: string, from: number): number {
  let at = from
  while (at < html.length) {
    const code = html.charCodeAt(at)
    if (code === 62) return at + 1
    if ((code === 34 || code === 39) && html.charCodeAt(at - 1) === 61) {
      const close = html.indexOf(html.charAt(at), at + 1)
      if (close < 0) {
        const bracket = html.indexOf('>', at)
        return bracket < 0 ? html.length : bracket + 1
      }
      at = close
    }
    at++
  }
  return html.length
}

/** A comment that never closes would hide the rest of the letter; what does not close is searched for only once. */
function endOfComment(html: string, open: number, unclosed: Set<string>): number {
  if (html.startsWith('>', open + 4)) return open + 5
  const close = unclosed.has('--') ? -1 : html.indexOf('-->', open + 4)
  if (close >= 0) return close + 3
  unclosed.add('--')
  return open + 4
}

function endOfRawText(html: string, tag: Tag, unclosed: Set<string>): number {
  if (unclosed.has(tag.name)) return tag.end
  const close = new RegExp(`</${tag.name}[\\s/>]`, 'gi')
  close.lastIndex = tag.end
  const found = close.exec(html)
  if (found !== null) return found.index
  unclosed.add(tag.name)
  return tag.name === 'title' ? tag.end : html.length
}

function breakOf(name: string): string {
  if (name === 'br') return '\n'
  if (name === 'p' || name === 'blockquote') return '\n\n'
  if (name === 'td' || name === 'th') return ' '
  return BLOCK.has(name) ? '\n' : ''
}

/** White space that is more than one space; matching every single space would cost more than all the rest. */
const LONG_SPACE = /\s{2,}|[^\S ]/g

function runOfText(raw: string, isPre: boolean): string {
  const text = raw.includes('&') ? decodeHTML(raw) : raw
  return isPre ? text : text.replace(LONG_SPACE, ' ')
}

function attributeOf(tag: string, name: string): string {
  const found = new RegExp(`[\\s"'/]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'i').exec(tag)
  return runOfText((found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim(), false)
}

function tidy(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]{2,}|\t/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
