/** The light pass over a letter: its header, its parts by offset, and its text, without decoding attachments. */

import { bufferOf } from './charset-decode.ts'
import { headerDecoder } from './header-charset.ts'
import { type HeaderBlock, type HeaderField, scanHeaders } from './header-scan.ts'
import { buildBody } from './message-body.ts'
import { MESSAGE_FIELDS, readMessageHeader } from './message-header.ts'
import type { Defect, DefectCode, ParsedMessage } from './parsed-message.ts'
import { splitParts } from './part-tree.ts'

const MOST_DEFECTS = 50

/**
 * Parses the bytes of one letter. Never throws: what breaks a rule becomes a defect, and a letter without any order
 * comes out as text. Attachments are not decoded; `decodePart` does that by the offsets in `parts`.
 */
export function parseMessage(source: Uint8Array): ParsedMessage {
  try {
    return parse(bufferOf(source))
  } catch {
    return unparsed(source)
  }
}

function parse(source: Buffer): ParsedMessage {
  const block = scanHeaders(source, hasByteOrderMark(source) ? 3 : 0, { wanted: MESSAGE_FIELDS })
  const decoder = headerDecoder(
    block.fields.map((field) => field.value),
    declaredCharset(block.fields),
  )
  const { header, defects } = readMessageHeader(block.fields, decoder.decode)
  const tree = splitParts(source, block, decoder.decode)
  const body = buildBody(source, tree.leaves, decoder.decode)
  const noted = [
    ...wholeDefects(source, block, decoder.isUnlabelled).map(ofMessage),
    ...defects.map(ofMessage),
    ...tree.defects,
    ...body.defects,
  ]
  return {
    ...header,
    text: body.text,
    snippet: body.snippet,
    hasHtml: body.hasHtml,
    parts: body.parts,
    defects: distinct(noted),
  }
}

/** Some programs save letters with a byte order mark before the first field. */
function hasByteOrderMark(source: Buffer): boolean {
  return source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf
}

function ofMessage(code: DefectCode): Defect {
  return { code, part: null }
}

function declaredCharset(fields: readonly HeaderField[]): string | null {
  const type = fields.find((field) => field.name === 'content-type')?.value
  return type === undefined ? null : (/charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? null)
}

function wholeDefects(source: Buffer, block: HeaderBlock, isUnlabelled: boolean): DefectCode[] {
  const codes: DefectCode[] = []
  if (block.isEmpty || source.length === 0) codes.push('no-headers')
  else if (block.hasJunk) codes.push('junk-header-line')
  if (block.isCut) codes.push('header-too-long')
  if (isUnlabelled) codes.push('unlabelled-8bit')
  if (source.includes(0)) codes.push('nul-bytes')
  return codes
}

function distinct(defects: readonly Defect[]): readonly Defect[] {
  const seen = new Set<string>()
  return defects
    .filter(({ code, part }) => {
      const key = `${code} ${part ?? ''}`
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    })
    .slice(0, MOST_DEFECTS)
}

/** A letter that the pass itself failed on: kept whole as one file. */
function unparsed(source: Uint8Array): ParsedMessage {
  const { header } = readMessageHeader([], (raw) => raw)
  return {
    ...header,
    text: '',
    snippet: '',
    hasHtml: false,
    parts: [
      {
        path: '1',
        type: 'message/rfc822',
        charset: null,
        encoding: 'identity',
        name: 'part-1.eml',
        contentId: null,
        disposition: null,
        inline: false,
        body: false,
        attachment: true,
        alternative: null,
        flowed: 'no',
        start: 0,
        end: source.length,
        size: source.length,
      },
    ],
    defects: [{ code: 'parser-failed', part: null }],
  }
}
