/** Names of attachments: RFC 2231, RFC 2047 where it must not stand, raw bytes, and nothing at all. */

import { base64, charsetBytes, type HardCase, HEAD, in8Bit, letter, word } from './hard-case.ts'

const CONTENT = 'the file itself'

interface FileFields {
  readonly type?: string
  readonly disposition?: string
}

function fileCase(title: string, fields: FileFields, name: string, more: Partial<HardCase> = {}): HardCase {
  const type = fields.type ?? 'application/pdf'
  const disposition = fields.disposition === undefined ? '' : `Content-Disposition: ${fields.disposition}\n`
  const source = letter(`${HEAD}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

see attachment
--b
Content-Type: ${type}
${disposition}Content-Transfer-Encoding: base64

${base64(CONTENT)}
--b--
`)
  return { title, source, text: 'see attachment', attachments: [{ name, content: CONTENT }], ...more }
}

const percent = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
const report = Buffer.from('отчёт.pdf')
const long = `${'Очень длинное имя файла '.repeat(30)}.pdf`

export const FILE_NAME_CASES: readonly HardCase[] = [
  fileCase('plain name', { disposition: 'attachment; filename=report.pdf' }, 'report.pdf'),
  fileCase('quoted name with spaces', { disposition: 'attachment; filename="my report.pdf"' }, 'my report.pdf'),
  fileCase(
    'name with spaces but without quotes is whole',
    { disposition: 'attachment; filename=my report.pdf' },
    'my report.pdf',
  ),
  fileCase('name with a semicolon in quotes', { disposition: 'attachment; filename="a;b.pdf"' }, 'a;b.pdf'),
  fileCase('name with escaped quotes', { disposition: 'attachment; filename="a\\"b\\".pdf"' }, 'a"b".pdf'),
  fileCase(
    'a quote in the middle of a quoted name is a letter of it; mailparser cuts the name there',
    { disposition: 'attachment; filename="the "final" one.pdf"' },
    'the "final" one.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'a missing semicolon between parameters does not swallow the next, as mailparser lets it',
    { type: 'application/pdf; x="y" name="report.pdf"' },
    'report.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'a missing semicolon behind the type spoils neither type nor name, as it does for mailparser',
    { type: 'application/pdf name="report.pdf"' },
    'report.pdf',
    { attachments: [{ name: 'report.pdf', type: 'application/pdf', content: CONTENT }], differs: ['attachments'] },
  ),
  fileCase('name only in the content type', { type: 'application/pdf; name="report.pdf"' }, 'report.pdf'),
  fileCase(
    'name of the disposition wins over that of the type',
    { type: 'application/pdf; name="type.pdf"', disposition: 'attachment; filename="disposition.pdf"' },
    'disposition.pdf',
  ),
  fileCase('extended name in UTF-8', { disposition: `attachment; filename*=utf-8''${percent(report)}` }, 'отчёт.pdf'),
  fileCase(
    'extended name in koi8-r',
    { disposition: `attachment; filename*=koi8-r'ru'${percent(charsetBytes('отчет.pdf', 'koi8-r'))}` },
    'отчет.pdf',
  ),
  fileCase(
    'extended name in windows-1251',
    { disposition: `attachment; filename*=windows-1251''${percent(charsetBytes('отчет.pdf', 'windows-1251'))}` },
    'отчет.pdf',
  ),
  fileCase(
    'extended name in windows-1258',
    { disposition: `attachment; filename*=windows-1258''${percent(charsetBytes('báo cáo.pdf', 'windows-1258'))}` },
    'báo cáo.pdf',
  ),
  fileCase(
    'extended name in pieces',
    {
      disposition: `attachment;\n filename*0*=utf-8''${percent(report.subarray(0, 6))};\n filename*1*=${percent(report.subarray(6))}`,
    },
    'отчёт.pdf',
  ),
  fileCase(
    'extended name in pieces that split a character',
    {
      disposition: `attachment;\n filename*0*=utf-8''${percent(report.subarray(0, 5))};\n filename*1*=${percent(report.subarray(5))}`,
    },
    'отчёт.pdf',
  ),
  fileCase(
    'pieces in any order',
    {
      disposition: `attachment;\n filename*1*=${percent(report.subarray(6))};\n filename*0*=utf-8''${percent(report.subarray(0, 6))}`,
    },
    'отчёт.pdf',
  ),
  fileCase(
    'pieces without encoding',
    { disposition: 'attachment; filename*0="very long "; filename*1="name.pdf"' },
    'very long name.pdf',
  ),
  fileCase(
    'pieces, the second plain',
    { disposition: `attachment; filename*0*=utf-8''${percent(report.subarray(0, 10))}; filename*1=".pdf"` },
    'отчёт.pdf',
  ),
  fileCase(
    'twelve pieces are joined by number, not by letter',
    {
      disposition: `attachment; ${Array.from({ length: 12 }, (_, i) => `filename*${i}="${String.fromCharCode(97 + i)}"`).join('; ')}`,
    },
    'abcdefghijkl',
  ),
  fileCase(
    'extended name wins over the plain one',
    { disposition: `attachment; filename="report.pdf"; filename*=utf-8''${percent(report)}` },
    'отчёт.pdf',
  ),
  fileCase(
    'a broken percent sign stays as it is; mailparser makes an equals sign of it',
    { disposition: "attachment; filename*=utf-8''100%25%ZZ.pdf" },
    '100%%ZZ.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'extended name without a charset is guessed',
    { disposition: `attachment; filename*=''${percent(report)}` },
    'отчёт.pdf',
  ),
  fileCase(
    'encoded word in the name, though RFC 2047 forbids it',
    { disposition: `attachment; filename="${word('utf-8', 'B', report)}"` },
    'отчёт.pdf',
  ),
  fileCase(
    'encoded words over folded lines',
    {
      disposition: `attachment;\n filename="${word('utf-8', 'B', report.subarray(0, 6))}\n ${word('utf-8', 'B', report.subarray(6))}"`,
    },
    'отчёт.pdf',
  ),
  fileCase(
    'encoded word without quotes',
    { disposition: `attachment; filename=${word('koi8-r', 'Q', charsetBytes('отчет.pdf', 'koi8-r'))}` },
    'отчет.pdf',
  ),
  fileCase('raw UTF-8', { disposition: `attachment; filename="${in8Bit('отчёт.pdf', 'utf-8')}"` }, 'отчёт.pdf'),
  fileCase(
    'raw windows-1251 without any label is guessed; mailparser loses it',
    { disposition: `attachment; filename="${in8Bit('отчет по договору.pdf', 'windows-1251')}"` },
    'отчет по договору.pdf',
    { differs: ['attachments'] },
  ),
  fileCase('no name at all gets one from its number and type', { disposition: 'attachment' }, 'part-2.pdf'),
  fileCase('no name and an unknown type is a .bin', { type: 'application/x-strange' }, 'part-2.bin'),
  fileCase('empty name counts as none', { disposition: 'attachment; filename=""' }, 'part-2.pdf'),
  fileCase(
    'folders in a name cannot lead anywhere; mailparser keeps them',
    { disposition: 'attachment; filename="../../etc/passwd"' },
    '.._.._etc_passwd',
    { differs: ['attachments'] },
  ),
  fileCase(
    'a slash in a document number becomes a low line, so it can be saved; mailparser keeps it',
    { disposition: `attachment; filename*=utf-8''${percent(Buffer.from('Акт 12/34.pdf'))}` },
    'Акт 12_34.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'of a Windows path the name stays; mailparser keeps the path',
    { disposition: 'attachment; filename="C:\\Documents\\report.pdf"' },
    'report.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'marks that turn the writing direction are dropped; mailparser keeps them',
    { disposition: `attachment; filename*=utf-8''report${percent(Buffer.from('\u202efdp.exe'))}` },
    'reportfdp.exe',
    { differs: ['attachments'] },
  ),
  fileCase(
    'a NUL in a name is dropped; mailparser lets it pass',
    { disposition: "attachment; filename*=utf-8''a%00b.pdf" },
    'ab.pdf',
    { differs: ['attachments'] },
  ),
  fileCase(
    'a name too long for a file system is cut before its extension; mailparser keeps it',
    { disposition: `attachment; filename*=utf-8''${percent(Buffer.from(long))}` },
    `${'Очень длинное имя файла '.repeat(30).slice(0, 136)}.pdf`,
    { differs: ['attachments'] },
  ),
  fileCase('quote that never closes', { disposition: 'attachment; filename="report.pdf' }, 'report.pdf'),
  fileCase(
    'small and capital letters in the field do not matter',
    { disposition: 'ATTACHMENT; FileName="Report.PDF"' },
    'Report.PDF',
  ),
  fileCase(
    'an unknown disposition is an attachment',
    { disposition: 'form-data; name=x; filename="report.pdf"' },
    'report.pdf',
  ),
  fileCase(
    'Outlook message without a name',
    { type: 'application/vnd.ms-outlook', disposition: 'attachment' },
    'part-2.bin',
  ),
]
