export interface SplitText {
  own: string
  /** What the letter repeats of earlier ones at its end; empty without any. */
  quoted: string
}

const separator =
  /^\s*[-_]{2,}\s*(?:original message|исходное сообщение|пересылаемое сообщение|forwarded message)\s*[-_]*\s*$/i
const attribution = /(?:wrote|writes|пишет|писал|писала|написал|написала|писал\(а\)|написал\(а\)):\s*$/i
const headerStart = /^(?:from|от|отправитель):\s+\S/i
const headerNext = /^(?:sent|date|to|cc|subject|отправлено|дата|кому|копия|тема):\s/i

/**
 * Cuts off the repeated letters at the end of a reply. Quotes between own lines stay where they are: they are being
 * answered.
 */
export function splitQuoted(text: string): SplitText {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const start = quoteStart(lines)
  const own = lines.slice(0, start).join('\n').trimEnd()
  // A letter that is nothing but a quotation shows it.
  if (own.trim() === '') return { own: text.trim(), quoted: '' }
  return { own, quoted: lines.slice(start).join('\n').trim() }
}

function quoteStart(lines: readonly string[]): number {
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (separator.test(line)) return index
    if (headerStart.test(line) && headerNext.test(lines[index + 1] ?? '')) return index
    if (attribution.test(line) && isQuotedToEnd(lines, index + 1)) return introStart(lines, index)
    if (line.startsWith('>') && isQuotedToEnd(lines, index)) return index
  }
  return lines.length
}

/** Only quoted and empty lines follow, at least one quoted; a short signature below them is part of it. */
function isQuotedToEnd(lines: readonly string[], from: number): boolean {
  const rest = lines.slice(from).filter((line) => line.trim() !== '')
  return rest.length > 0 && rest.every((line) => line.startsWith('>'))
}

/** An attribution often runs over two lines: «20 ноября 2026 г. в 17:42 Анна» / «пишет:». */
function introStart(lines: readonly string[], index: number): number {
  const before = lines[index - 1] ?? ''
  return before.trim() !== '' && /\d/.test(before) && (lines[index - 2] ?? '').trim() === '' ? index - 1 : index
}
