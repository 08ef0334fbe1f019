/** From the leaves of a letter to its parts, its text and its snippet. */

import { decodeTextPart, hasWords, markupToText } from './message-text.ts'
import type { Defect, Part } from './parsed-message.ts'
import { inventName, typeByName } from './part-name.ts'
import { decodedSize } from './part-size.ts'
import type { Leaf } from './part-tree.ts'
import { cutUnits } from './safe-text.ts'
import { snippetOf } from './snippet.ts'
import { findUuBlocks } from './uuencode-scan.ts'

export interface MessageBody {
  readonly parts: readonly Part[]
  readonly text: string
  readonly snippet: string
  readonly hasHtml: boolean
  readonly defects: readonly Defect[]
}

/** A longer text is cut; the source keeps all of it. */
const LONGEST_TEXT = 8 * 1024 * 1024

/** Markups that are shown in place of nothing better, as text. */
const TEXT_TYPES = new Set([
  'text/plain',
  'text/html',
  'text/enriched',
  'text/richtext',
  'text/markdown',
  'text/x-markdown',
])

export function buildBody(source: Buffer, leaves: readonly Leaf[], decodeRaw: (raw: string) => string): MessageBody {
  const defects: Defect[] = []
  const parts: Part[] = []
  for (const leaf of leaves) {
    const part = partOf(source, leaf, parts)
    parts.push(part)
    if (part.body && part.type === 'text/plain' && part.encoding === 'identity')
      parts.push(...uuParts(source, part, decodeRaw))
  }
  const reading = new BodyReader(source, parts, defects)
  const text = cutText(reading.text(), defects)
  return {
    parts: markReferred(parts, reading),
    text,
    snippet: snippetOf(text),
    hasHtml: parts.some((part) => part.body && part.type === 'text/html'),
    defects,
  }
}

function cutText(text: string, defects: Defect[]): string {
  if (text.length <= LONGEST_TEXT) return text
  defects.push({ code: 'too-much-text', part: null })
  return cutUnits(text, LONGEST_TEXT)
}

function partOf(source: Buffer, leaf: Leaf, before: readonly Part[]): Part {
  const { header, path, alternative, start, end } = leaf
  const body = TEXT_TYPES.has(header.type) && header.disposition !== 'attachment'
  const isFirstBody = body && (alternative !== null || !before.some((part) => part.body))
  return {
    path,
    type: header.type,
    charset: header.charset,
    encoding: header.encoding,
    name: header.name ?? inventName(path, header.type),
    contentId: header.contentId,
    disposition: header.disposition,
    inline: header.disposition === 'inline' && header.type.startsWith('image/'),
    body,
    // A name on the letter's own text says nothing; on a further text it means a file.
    attachment: !body || (header.name !== null && !(isFirstBody && header.disposition === null)),
    alternative,
    flowed: header.flowed,
    start,
    end,
    size: decodedSize(source, header.encoding, start, end),
  }
}

function uuParts(source: Buffer, part: Part, decodeRaw: (raw: string) => string): Part[] {
  return findUuBlocks(source, part.start, part.end, decodeRaw).map((block, i) => {
    const path = `${part.path}.uu${i + 1}`
    const type = block.name === null ? 'application/octet-stream' : typeByName(block.name)
    return {
      path,
      type,
      charset: null,
      encoding: 'uuencode',
      name: block.name ?? inventName(path, type),
      contentId: null,
      disposition: 'attachment',
      inline: false,
      body: false,
      attachment: true,
      alternative: null,
      flowed: 'no',
      start: block.start,
      end: block.end,
      size: block.size,
    }
  })
}

/** Decodes each text part once, whoever asks. */
class BodyReader {
  readonly #source: Buffer
  readonly #parts: readonly Part[]
  readonly #defects: Defect[]
  readonly #contents = new Map<Part, string>()

  constructor(source: Buffer, parts: readonly Part[], defects: Defect[]) {
    this.#source = source
    this.#parts = parts
    this.#defects = defects
  }

  /** Plain parts; the others only where no plain part of the same alternative has words. */
  text(): string {
    const bodies = this.#parts.filter((part) => part.body)
    const served = new Set<string>()
    for (const part of bodies) {
      if (part.type === 'text/plain' && part.alternative !== null && hasWords(this.content(part)))
        served.add(part.alternative)
    }
    const texts: string[] = []
    for (const part of bodies) {
      if (part.type !== 'text/plain' && part.alternative !== null && served.has(part.alternative)) continue
      const text = part.type === 'text/plain' ? this.content(part) : markupToText(this.content(part), part.type).text
      if (hasWords(text)) texts.push(text)
    }
    return texts.join('\n')
  }

  content(part: Part): string {
    const known = this.#contents.get(part)
    if (known !== undefined) return known
    const gaps = this.#parts.filter((other) => other.encoding === 'uuencode')
    const { text, problem } = decodeTextPart(this.#source, part, gaps)
    if (problem !== null) this.#defects.push({ code: problem, part: part.path })
    if (text.includes('\ufffd')) this.#defects.push({ code: 'replacement-characters', part: part.path })
    this.#contents.set(part, text)
    return text
  }

  /** Content-IDs that the HTML refers to. */
  references(): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const part of this.#parts) {
      if (!part.body || part.type !== 'text/html') continue
      for (const [, id = ''] of this.content(part).matchAll(/\bcid:([^"'\s>)]{1,998})/gi)) ids.add(plainId(id))
    }
    return ids
  }
}

function plainId(id: string): string {
  try {
    return decodeURIComponent(id.replace(/&amp;/g, '&')).toLowerCase()
  } catch {
    return id.toLowerCase()
  }
}

/** A part that the HTML shows by its Content-ID is inline (RFC 2392). */
function markReferred(parts: readonly Part[], reader: BodyReader): readonly Part[] {
  if (!parts.some((part) => part.contentId !== null && !part.body)) return parts
  const ids = reader.references()
  return parts.map((part) => {
    const isReferred = part.contentId !== null && !part.body && ids.has(part.contentId.toLowerCase())
    return isReferred ? { ...part, inline: true } : part
  })
}
