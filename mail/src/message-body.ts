/** From the leaves of a letter to its parts, its text and its snippet. */

import { BodyReader } from './body-reader.ts'
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
  const parts: Part[] = []
  for (const leaf of leaves) {
    const part = partOf(source, leaf, parts)
    parts.push(part)
    if (part.body && part.type === 'text/plain' && part.encoding === 'identity')
      parts.push(...uuParts(source, part, decodeRaw))
  }
  const reader = new BodyReader(source, parts)
  const whole = reader.text()
  const text = cutUnits(whole, LONGEST_TEXT)
  const tooMuch: Defect[] = text === whole ? [] : [{ code: 'too-much-text', part: null }]
  return {
    parts: markReferred(parts, reader),
    text,
    snippet: snippetOf(text),
    hasHtml: parts.some((part) => part.body && part.type === 'text/html'),
    defects: [...reader.defects, ...tooMuch],
  }
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

/** A part that the HTML shows by its Content-ID is inline (RFC 2392). */
function markReferred(parts: readonly Part[], reader: BodyReader): readonly Part[] {
  if (!parts.some((part) => part.contentId !== null && !part.body)) return parts
  const ids = reader.contentIds()
  return parts.map((part) => {
    const isReferred = part.contentId !== null && !part.body && ids.has(part.contentId.toLowerCase())
    return isReferred ? { ...part, inline: true } : part
  })
}
