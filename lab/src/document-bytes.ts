import { crc32, deflateSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { zipFiles } from './document-zip.ts'

/** A one-page PDF with a title and lines of text; Cyrillic can be read and extracted. */
export function makePdf(title: string, lines: readonly string[]): Buffer {
  const show = (text: string, size: number) =>
    `/F1 ${size} Tf <${iconv.encode(text, 'windows-1251').toString('hex')}> Tj`
  const content = [
    'BT 60 780 Td',
    show(title, 16),
    '0 -14 Td',
    ...lines.map((line) => `0 -18 Td ${show(line, 11)}`),
    'ET',
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    [
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255',
      `/Widths [${widths()}] /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${glyphs()}] >> >>`,
    ].join('\n'),
  ]
  let pdf = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = pdf.length
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`
  return Buffer.from(pdf, 'latin1')
}

// Helvetica's own metrics know no Cyrillic; without these widths its letters would lie on top of each other.
function widths(): string {
  const narrow = new Set(Buffer.from(' .,:;!()-'))
  const width = (code: number) => (narrow.has(code) ? 300 : code >= 192 && code < 224 ? 700 : 556)
  return Array.from({ length: 224 }, (_, index) => width(index + 32)).join(' ')
}

// Adobe's glyph names of the Cyrillic letters at their windows-1251 codes.
function glyphs(): string {
  const name = (index: number, first: number, yo: number) => `/afii${first + index + (first + index >= yo ? 1 : 0)}`
  const upper = Array.from({ length: 32 }, (_, index) => name(index, 10_017, 10_023))
  const lower = Array.from({ length: 32 }, (_, index) => name(index, 10_065, 10_071))
  return `168 /afii10023 184 /afii10071 /afii61352 192 ${[...upper, ...lower].join(' ')}`
}

/** A workbook of one sheet; numbers stay numbers. */
export function makeXlsx(sheet: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`
  const data = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return zipFiles({
    '[Content_Types].xml': contentTypes({
      '/xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
      '/xl/worksheets/sheet1.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml',
    }),
    '_rels/.rels': relationship('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${officeSchema}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationship('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
  })
}

/** A text document of plain paragraphs. */
export function makeDocx(paragraphs: readonly string[]): Buffer {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const text = paragraphs.map((line) => `<w:p><w:r><w:t>${escapeXml(line)}</w:t></w:r></w:p>`).join('')
  return zipFiles({
    '[Content_Types].xml': contentTypes({
      '/word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    }),
    '_rels/.rels': relationship('officeDocument', 'word/document.xml'),
    'word/document.xml': `${xml}<w:document xmlns:w="${main}"><w:body>${text}</w:body></w:document>`,
  })
}

/** Red, green and blue of a pixel, 0 to 255. */
export type Paint = (x: number, y: number) => readonly [number, number, number]

/** A true-colour PNG painted pixel by pixel. */
export function makePng(width: number, height: number, paint: Paint): Buffer {
  const raw = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3
      for (const [channel, value] of paint(x, y).entries()) raw[at + channel] = value
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(raw)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const officeSchema = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function contentTypes(parts: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(parts).map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
  const rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
  return `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${rels}<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

function relationship(type: string, target: string): string {
  return `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${officeSchema}/${type}" Target="${target}"/></Relationships>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
