/** Text and HTML of a letter from its parts; each text part is decoded once, whoever asks. */

import { decodeTextPart, hasWords, markupToText } from './message-text.ts'
import type { Defect, Part } from './parsed-message.ts'

export class BodyReader {
  readonly #source: Uint8Array
  readonly #parts: readonly Part[]
  readonly #bodies: readonly Part[]
  readonly #contents = new Map<Part, string>()
  /** What decoding found wrong so far. */
  readonly defects: Defect[] = []

  constructor(source: Uint8Array, parts: readonly Part[]) {
    this.#source = source
    this.#parts = parts
    this.#bodies = parts.filter((part) => part.body)
  }

  /** Plain parts; the others only where no plain part of the same alternative has words. */
  text(): string {
    const served = this.#alternatives((part) => part.type === 'text/plain' && hasWords(this.#content(part)))
    const texts: string[] = []
    for (const part of this.#bodies) {
      if (part.type !== 'text/plain' && part.alternative !== null && served.has(part.alternative)) continue
      const text = this.#plainText(part)
      if (hasWords(text)) texts.push(text)
    }
    return texts.join('\n')
  }

  /**
   * All HTML parts in order, and between them, escaped, the text parts that are no alternative to any of them.
   * Null where no HTML part has anything to see.
   */
  html(): string | null {
    const shown = this.#bodies.filter((part) => part.type === 'text/html' && this.#hasSight(part))
    if (shown.length === 0) return null
    const served = new Set(shown.map((part) => part.alternative))
    const pieces: string[] = []
    for (const part of this.#bodies) {
      if (part.type === 'text/html') {
        if (shown.includes(part)) pieces.push(this.#content(part))
      } else if (part.alternative === null || !served.has(part.alternative)) {
        const text = this.#plainText(part)
        if (hasWords(text)) pieces.push(`<div style="white-space: pre-wrap">${escapeHtml(text)}</div>`)
      }
    }
    return pieces.join('\n')
  }

  /** Content-IDs that the HTML refers to, in lower case. */
  contentIds(): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const part of this.#bodies) {
      if (part.type !== 'text/html') continue
      for (const [, id = ''] of this.#content(part).matchAll(/\bcid:([^"'\s>)]{1,998})/gi)) ids.add(plainId(id))
    }
    return ids
  }

  #alternatives(serves: (part: Part) => boolean): ReadonlySet<string> {
    const served = new Set<string>()
    for (const part of this.#bodies) if (part.alternative !== null && serves(part)) served.add(part.alternative)
    return served
  }

  #plainText(part: Part): string {
    const content = this.#content(part)
    return part.type === 'text/plain' ? content : markupToText(content, part.type).text
  }

  #hasSight(part: Part): boolean {
    const { text, hasImage } = markupToText(this.#content(part), part.type)
    return hasImage || hasWords(text)
  }

  #content(part: Part): string {
    const known = this.#contents.get(part)
    if (known !== undefined) return known
    const gaps = this.#parts.filter((other) => other.encoding === 'uuencode')
    const { text, problem } = decodeTextPart(this.#source, part, gaps)
    if (problem !== null) this.defects.push({ code: problem, part: part.path })
    if (text.includes('\ufffd')) this.defects.push({ code: 'replacement-characters', part: part.path })
    this.#contents.set(part, text)
    return text
  }
}

/** RFC 2392: the address is the identifier, percent-encoded. */
function plainId(id: string): string {
  try {
    return decodeURIComponent(id.replace(/&amp;/g, '&')).toLowerCase()
  } catch {
    return id.toLowerCase()
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
}
