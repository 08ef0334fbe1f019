import { isAttribution, isOriginalMark, startsQuotedHeader } from './quote-marks.ts'

export interface SplitText {
  own: string
  /** What the letter repeats of earlier ones at its end; empty without any. */
  quoted: string
}

/**
 * Cuts off the repeated letters at the end of a reply. Quotes between own lines stay where they are: they are being
 * answered. In a forwarded letter a repeated header begins what its reader has not seen: that stays too.
 */
export function splitQuoted(text: string, { isForwarded = false } = {}): SplitText {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const start = quoteStart(lines, isForwarded)
  const own = lines.slice(0, start).join('\n').trimEnd()
  // A letter that is nothing but a quotation shows it.
  if (own.trim() === '') return { own: text.trim(), quoted: '' }
  return { own, quoted: lines.slice(start).join('\n').trim() }
}

function quoteStart(lines: readonly string[], isForwarded: boolean): number {
  const quotedFrom = startOfMarkedEnd(lines)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (!isForwarded && isOriginalMark(line)) return index
    if (!isForwarded && startsQuotedHeader(lines.slice(index, index + 2)) && line.trim() !== '') return index
    if (index + 1 >= quotedFrom && isAttribution(line) && !line.startsWith('>')) return introStart(lines, index)
    if (line.startsWith('>') && index >= quotedFrom) return index
  }
  return lines.length
}

/** From here on only quoted and empty lines follow, at least one quoted. */
function startOfMarkedEnd(lines: readonly string[]): number {
  let start = lines.length
  while (start > 0 && (lines[start - 1]?.startsWith('>') || lines[start - 1]?.trim() === '')) start--
  return lines.slice(start).some((line) => line.startsWith('>')) ? start : Number.POSITIVE_INFINITY
}

/** «20 ноября 2026 г. в 17:42 Анна», then «пишет:»: a line with a date that ends no sentence. */
const datedStart = /(?:\d{1,2}[:.]\d{2}|\d{4}).*[^.!?:;]\s*$/
const longestSecondLine = 80

function introStart(lines: readonly string[], index: number): number {
  const before = lines[index - 1] ?? ''
  const isSecond = (lines[index] ?? '').length <= longestSecondLine && !/\d{4}|\d[:.]\d{2}/.test(lines[index] ?? '')
  return isSecond && datedStart.test(before) && (lines[index - 2] ?? '').trim() === '' ? index - 1 : index
}
