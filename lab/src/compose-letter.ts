import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'

export type LetterCharset = 'utf-8' | 'windows-1251' | 'koi8-r'

export interface Person {
  name: string
  address: string
}

export interface LetterFile {
  name: string
  type: string
  bytes: Buffer
  /** Set for an image the HTML shows as `cid:`. */
  contentId?: string
}

export interface LetterParts {
  from: Person
  to: readonly Person[]
  cc?: readonly Person[]
  subject: string
  date: Date
  /** Without angle brackets, as are `inReplyTo` and `references`. */
  messageId: string
  inReplyTo?: string | undefined
  references?: readonly string[]
  text: string
  html?: string | undefined
  files?: readonly LetterFile[]
  /** iCalendar text (RFC 5545) with its METHOD. */
  calendar?: { method: string; text: string } | undefined
  charset?: LetterCharset
  /** How text parts travel. Default `base64`; `8bit` keeps the charset's raw bytes. */
  encoding?: 'base64' | 'quoted-printable' | '8bit'
  /** `false` leaves the charset unsaid, as careless programs do; header text is then raw bytes as well. */
  declared?: boolean
  headers?: Readonly<Record<string, string>>
}

const newline = '\r\n'

/**
 * The bytes of a letter (RFC 5322, MIME) with CRLF. The same parts always give the same bytes. Throws RangeError for a text
 * that `charset` cannot express.
 */
export function composeLetter(parts: LetterParts): Buffer {
  const header = [
    ['From', address(parts, [parts.from])],
    ['To', address(parts, parts.to)],
    ...(parts.cc === undefined ? [] : [['Cc', address(parts, parts.cc)]]),
    ['Subject', headerText(parts, parts.subject)],
    ['Date', mailDate(parts.date)],
    ['Message-ID', `<${parts.messageId}>`],
    ...(parts.inReplyTo === undefined ? [] : [['In-Reply-To', `<${parts.inReplyTo}>`]]),
    ...(parts.references === undefined || parts.references.length === 0
      ? []
      : [['References', parts.references.map((id) => `<${id}>`).join(`${newline} `)]]),
    ...Object.entries(parts.headers ?? {}),
    ['MIME-Version', '1.0'],
  ]
  const lines = header.map(([name, value]) => `${name}: ${value}${newline}`).join('')
  const head = parts.declared === false ? encodeText(lines, parts.charset ?? 'utf-8') : Buffer.from(lines)
  return Buffer.concat([head, ...body(parts)])
}

// A part is its own header lines followed by its content, as a list of chunks.
type Part = readonly Buffer[]

function body(parts: LetterParts): Part {
  const inline = (parts.files ?? []).filter((file) => file.contentId !== undefined)
  const attached = (parts.files ?? []).filter((file) => file.contentId === undefined)
  const seed = parts.messageId
  let content = textPart(parts, 'plain', parts.text)
  if (parts.html !== undefined || parts.calendar !== undefined) {
    let rich = parts.html === undefined ? [] : textPart(parts, 'html', parts.html)
    if (inline.length > 0) rich = multipart('related', seed, [rich, ...inline.map(filePart)])
    const alternatives = [content, rich, parts.calendar === undefined ? [] : calendarPart(parts.calendar)]
    content = multipart(
      'alternative',
      seed,
      alternatives.filter((part) => part.length > 0),
    )
  }
  return attached.length === 0 ? content : multipart('mixed', seed, [content, ...attached.map(filePart)])
}

function textPart(parts: LetterParts, subtype: 'plain' | 'html', text: string): Part {
  const charset = parts.charset ?? 'utf-8'
  const encoding = parts.encoding ?? 'base64'
  const bytes = encodeText(text.replaceAll(/\r?\n/g, newline), charset)
  const type = parts.declared === false ? `text/${subtype}` : `text/${subtype}; charset=${charset}`
  return [
    Buffer.from(partHead([`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`])),
    encode(bytes, encoding),
  ]
}

/** Throws when the charset lacks a character, so that no letter carries a question mark nobody wrote. */
function encodeText(text: string, charset: LetterCharset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text)
  const bytes = iconv.encode(text, charset)
  if (iconv.decode(bytes, charset) !== text) throw new RangeError(`${charset} cannot express this text`)
  return bytes
}

function calendarPart({ method, text }: { method: string; text: string }): Part {
  const type = `Content-Type: text/calendar; charset=utf-8; method=${method}`
  const bytes = Buffer.from(text.replaceAll(/\r?\n/g, newline))
  return [Buffer.from(partHead([type, 'Content-Transfer-Encoding: base64'])), encode(bytes, 'base64')]
}

function filePart(file: LetterFile): Part {
  // Both spellings, as Outlook does: an encoded word for old readers, RFC 2231 for the others.
  const name = encodedWords(file.name, 'utf-8').replaceAll(newline, '')
  const lines = [
    `Content-Type: ${file.type};${newline} name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${file.contentId === undefined ? 'attachment' : 'inline'};${newline} ${fileName(file.name)}`,
    ...(file.contentId === undefined ? [] : [`Content-ID: <${file.contentId}>`]),
  ]
  return [Buffer.from(partHead(lines)), encode(file.bytes, 'base64')]
}

function multipart(subtype: 'mixed' | 'alternative' | 'related', seed: string, children: readonly Part[]): Part {
  const boundary = `=_${createHash('sha256').update(`${subtype} ${seed}`).digest('hex').slice(0, 24)}`
  return [
    Buffer.from(partHead([`Content-Type: multipart/${subtype};${newline} boundary="${boundary}"`])),
    ...children.flatMap((child) => [Buffer.from(`--${boundary}${newline}`), ...child]),
    Buffer.from(`--${boundary}--${newline}`),
  ]
}

function partHead(lines: readonly string[]): string {
  return `${lines.join(newline)}${newline}${newline}`
}

function encode(bytes: Buffer, encoding: 'base64' | 'quoted-printable' | '8bit'): Buffer {
  if (encoding === '8bit') return Buffer.concat([bytes, Buffer.from(newline)])
  if (encoding === 'quoted-printable') return Buffer.from(`${quotedPrintable(bytes)}${newline}`)
  return Buffer.from(`${bytes.toString('base64').replaceAll(/.{76}(?=.)/g, `$&${newline}`)}${newline}`)
}

/** RFC 2045 6.7: lines of at most 76 characters, CRLF kept as line ends. */
function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split(newline)
    .map((line) =>
      line
        .replaceAll(/[^\x20-\x3c\x3e-\x7e]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
        .replace(/ $/, '=20'),
    )
    .map(softBreaks)
    .join(newline)
}

function softBreaks(line: string): string {
  const out: string[] = []
  let rest = line
  while (rest.length > 76) {
    // An escape of three characters must not be torn apart.
    const end = rest[74] === '=' ? 74 : rest[73] === '=' ? 73 : 75
    out.push(`${rest.slice(0, end)}=`)
    rest = rest.slice(end)
  }
  return [...out, rest].join(newline)
}

function address(parts: LetterParts, people: readonly Person[]): string {
  return people
    .map((person) => {
      const name = isAscii(person.name) ? `"${person.name}"` : headerText(parts, person.name)
      return person.name === '' ? person.address : `${name} <${person.address}>`
    })
    .join(`,${newline} `)
}

function headerText(parts: LetterParts, text: string): string {
  if (isAscii(text) || parts.declared === false) return text
  return encodedWords(text, parts.charset ?? 'utf-8')
}

/** RFC 2047 encoded words (B), each of whole characters and at most 75 long, folded. */
function encodedWords(text: string, charset: LetterCharset): string {
  if (isAscii(text)) return text
  const words: Buffer[] = []
  let word = Buffer.alloc(0)
  for (const character of text) {
    const bytes = encodeText(character, charset)
    if (word.length + bytes.length > 39) {
      words.push(word)
      word = Buffer.alloc(0)
    }
    word = Buffer.concat([word, bytes])
  }
  return [...words, word].map((bytes) => `=?${charset}?B?${bytes.toString('base64')}?=`).join(`${newline} `)
}

function fileName(name: string): string {
  if (isAscii(name)) return `filename="${name}"`
  const escaped = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename*=utf-8''${escaped}`
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 5322 3.3 date, in Moscow time. */
function mailDate(date: Date): string {
  const local = new Date(date.getTime() + 3 * 3_600_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${weekdays[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`
  return `${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} +0300`
}
