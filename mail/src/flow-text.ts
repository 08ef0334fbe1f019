/** Text as format=flowed, RFC 3676: programs that know it join the lines again, others show lines that fit. */

import { cleanText } from './safe-text.ts'

/** Section 4.2 asks for no more than 78; with a space at its end a line stays within 76. */
const WIDTH = 76
/** Deep quotes keep some room. */
const LEAST_WIDTH = 30
const SIGNATURE = '-- '

/**
 * Breaks a text at spaces, with CRLF at line ends; lines that begin with ">" are quotes and stay so when broken. Spaces at
 * line ends are dropped, because they would join the next line; nothing else changes for who joins the lines.
 */
export function flowText(text: string): string {
  if (text === '') return ''
  const lines = cleanText(text).replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return `${lines.flatMap(flowLine).join('\r\n')}\r\n`
}

function flowLine(line: string): string[] {
  const marks = /^>+/.exec(line)?.[0] ?? ''
  const behind = line.slice(marks.length)
  const content = marks !== '' && behind.startsWith(' ') ? behind.slice(1) : behind
  const isSignature = content === SIGNATURE
  const pieces = isSignature
    ? [content]
    : breakLine(withoutEndSpaces(content), Math.max(WIDTH - marks.length - 1, LEAST_WIDTH))
  return pieces.map((piece) => marks + stuff(piece, marks !== ''))
}

/** Section 4.4: a space before what would be read as a quote, a mailbox separator or another stuffed space. */
function stuff(piece: string, isQuoted: boolean): string {
  if (isQuoted) return piece === '' ? '' : ` ${piece}`
  return /^(?: |>|From )/.test(piece) ? ` ${piece}` : piece
}

function withoutEndSpaces(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--
  return text.slice(0, end)
}

/** Pieces that end in a space but for the last; a longer word stays whole. */
function breakLine(content: string, width: number): string[] {
  const pieces: string[] = []
  let start = 0
  while (content.length - start > width) {
    const end = breakAfter(content, start, width)
    if (end === content.length) break
    pieces.push(content.slice(start, end))
    start = end
  }
  pieces.push(content.slice(start))
  return pieces
}

function breakAfter(content: string, start: number, width: number): number {
  const space = content.lastIndexOf(' ', start + width - 1)
  if (space >= start && content.slice(start, space + 1) !== SIGNATURE) return space + 1
  const later = content.indexOf(' ', start + width)
  return later < 0 ? content.length : later + 1
}
