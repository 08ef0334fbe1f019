/** The second opinion of a full MIME parser on letters that the light pass found odd. */

import { type AttachmentStream, MailParser, type MessageText } from 'mailparser'
import { bufferOf } from './charset-decode.ts'
import { parseMessage } from './parse-message.ts'
import type { Defect, DefectCode, ParsedMessage } from './parsed-message.ts'
import { cleanLine, cleanText } from './safe-text.ts'
import { snippetOf } from './snippet.ts'

const ODD: ReadonlySet<DefectCode> = new Set([
  'bad-boundary',
  'bad-charset',
  'bad-content-type',
  'bad-encoding',
  'parser-failed',
  'replacement-characters',
])

/** Whether the light pass met something that a full parser may read better. */
export function needsFullParse(parsed: ParsedMessage): boolean {
  return parsed.defects.some((defect) => ODD.has(defect.code))
}

/**
 * Parses a letter with mailparser beside the light pass and takes from it what it reads better: text and subject with
 * fewer unreadable characters. Parts keep the offsets of the light pass. Never rejects: where mailparser gives up, the
 * result is that of the light pass with the defect "parser-failed", and the source stays downloadable.
 */
export async function parseMessageFully(source: Uint8Array): Promise<ParsedMessage> {
  const light = parseMessage(source)
  const full = await runMailParser(source)
  if (full === null) return { ...light, defects: [...light.defects, { code: 'parser-failed', part: null }] }
  const text = clearer(light.text, full.text)
  const subject = clearer(light.subject, full.subject)
  if (text === light.text && subject === light.subject) return light
  return { ...light, subject, text, snippet: snippetOf(text), defects: remaining(light.defects, subject + text) }
}

interface FullReading {
  readonly subject: string
  readonly text: string
}

/** Text that is there and has fewer replacement characters wins; the light pass wins a draw. */
function clearer(light: string, full: string): string {
  if (full.trim() === '') return light
  if (light.trim() === '') return full
  return unreadable(full) < unreadable(light) && full.length * 2 > light.length ? full : light
}

function unreadable(text: string): number {
  return text.split('\ufffd').length - 1
}

function remaining(defects: readonly Defect[], text: string): readonly Defect[] {
  if (text.includes('\ufffd')) return defects
  return defects.filter((defect) => defect.code !== 'replacement-characters')
}

/** Null where mailparser fails. Attachments flow past and are not kept. */
function runMailParser(source: Uint8Array): Promise<FullReading | null> {
  return new Promise((resolve) => {
    const parser = new MailParser({
      skipImageLinks: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
    })
    let subject = ''
    let text = ''
    parser.on('headers', (headers) => {
      const value = headers.get('subject')
      if (typeof value === 'string') subject = cleanLine(value)
    })
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        text = cleanText(data.text ?? '')
        return
      }
      data.content.on('end', () => data.release?.())
      data.content.resume()
    })
    parser.on('end', () => resolve({ subject, text }))
    parser.on('error', () => {
      resolve(null)
      parser.destroy()
    })
    parser.end(bufferOf(source))
  })
}
