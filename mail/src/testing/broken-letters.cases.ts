/** Letters that break the rules of the envelope itself: line ends, headers, dates, identifiers, sizes. */

import { createHash } from 'node:crypto'
import { base64, type HardCase, HEAD, in8Bit, letter } from './hard-case.ts'

const SIMPLE = `${HEAD}\nSubject: hello\n\nwords one\nwords two\n`

function dateCase(title: string, raw: string, date: string | null, more: Partial<HardCase> = {}): HardCase {
  return { title, source: letter(`From: a@example.org\nDate: ${raw}\n\n.\n`), date, ...more }
}

const lineEnds: HardCase[] = [
  { title: 'bare line feeds', source: Buffer.from(SIMPLE), subject: 'hello', text: 'words one words two' },
  {
    title: 'bare carriage returns, as old Macs wrote; mailparser reads one line',
    source: Buffer.from(SIMPLE.replaceAll('\n', '\r')),
    subject: 'hello',
    text: 'words one words two',
    differs: ['subject', 'addresses', 'text', 'ids', 'date'],
  },
  {
    title: 'doubled carriage returns; mailparser finds no body',
    source: Buffer.from(SIMPLE.replaceAll('\n', '\r\r\n')),
    subject: 'hello',
    text: 'words one words two',
    differs: ['text'],
  },
  {
    title: 'CRLF in the header and LF in the body',
    source: Buffer.concat([letter(`${HEAD}\nSubject: hello\n\n`), Buffer.from('words one\nwords two\n')]),
    subject: 'hello',
    text: 'words one words two',
  },
  {
    title: 'multipart with bare line feeds',
    source: Buffer.from(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${base64('file')}\n--b--\n`,
    ),
    text: 'words',
    attachments: [{ name: 'a.pdf', content: 'file' }],
  },
]

const headers: HardCase[] = [
  {
    title: 'nothing at all',
    source: Buffer.alloc(0),
    text: '',
    subject: '',
    defects: ['no-headers', 'no-from', 'no-message-id'],
  },
  { title: 'only line ends', source: letter('\n\n\n'), text: '', defects: ['no-from'] },
  { title: 'a header and no body', source: letter('Subject: alone'), subject: 'alone', text: '' },
  { title: 'an empty header and a body', source: letter('\nwords\n'), text: 'words', defects: ['no-from'] },
  {
    title: 'no header at all: every line is text; mailparser takes the lines for a header',
    source: letter('just words\nand more words\n'),
    text: 'just words and more words',
    defects: ['no-headers'],
    differs: ['text'],
  },
  {
    title: 'the empty line before the body is missing: the words are not lost; mailparser takes them for a header',
    source: letter('From: a@example.org\nSubject: x\nthese are words\nand these\n'),
    subject: 'x',
    text: 'these are words and these',
    defects: ['junk-header-line'],
    differs: ['text'],
  },
  {
    title: 'junk between header lines is passed over',
    source: letter('From: a@example.org\n@@@ junk\n: nameless\nSubject: x\n\nwords\n'),
    subject: 'x',
    text: 'words',
    from: [{ name: '', address: 'a@example.org' }],
    defects: ['junk-header-line'],
  },
  {
    title:
      'a last header line that is no field may be the text of a letter without the empty line; mailparser drops it',
    source: letter('From: a@example.org\nDear Ivan,\n\nwords\n'),
    text: 'Dear Ivan, words',
    defects: ['junk-header-line'],
    differs: ['text'],
  },
  {
    title: 'the line of an mbox file before the header is no junk',
    source: letter(`From ivan@example.org Fri Jan 12 10:00:00 2024\n${SIMPLE}`),
    subject: 'hello',
    text: 'words one words two',
  },
  {
    title: 'a byte order mark before the first field is no part of its name; mailparser loses the field',
    source: letter('\xef\xbb\xbfFrom: a@example.org\nSubject: marked\n\nwords\n'),
    subject: 'marked',
    from: [{ name: '', address: 'a@example.org' }],
    text: 'words',
    differs: ['addresses'],
  },
  {
    title: 'white space before the first field is no part of its name',
    source: letter(' From: a@example.org\nSubject: spaced\n\n.\n'),
    subject: 'spaced',
    from: [{ name: '', address: 'a@example.org' }],
  },
  {
    title: 'white space before the colon',
    source: letter('Subject : spaced\nFrom: a@example.org\n\n.\n'),
    subject: 'spaced',
  },
  {
    title: 'no space after the colon',
    source: letter('Subject:tight\nFrom:a@example.org\n\n.\n'),
    subject: 'tight',
    from: [{ name: '', address: 'a@example.org' }],
  },
  {
    title: 'names of fields in any case',
    source: letter('SUBJECT: loud\nfrom: a@example.org\n\n.\n'),
    subject: 'loud',
  },
  {
    title: 'subject folded with tabs',
    source: letter('From: a@example.org\nSubject: one\n\ttwo\n  three\n\n.\n'),
    subject: 'one two three',
  },
  {
    title: 'subject that begins on the second line',
    source: letter('From: a@example.org\nSubject:\n second line\n\n.\n'),
    subject: 'second line',
  },
  {
    title: 'a line of white space inside the header does not end it',
    source: letter('From: a@example.org\nX: y\n \nSubject: after\n\nwords\n'),
    subject: 'after',
    text: 'words',
  },
  {
    title: 'of two subjects the first counts',
    source: letter('From: a@example.org\nSubject: first\nSubject: second\n\n.\n'),
    subject: 'first',
    defects: ['duplicate-header'],
  },
  {
    title: 'of two content types the first counts',
    source: letter('From: a@example.org\nContent-Type: text/plain\nContent-Type: text/html\n\n<p>words\n'),
    text: '<p>words',
    defects: ['duplicate-header'],
  },
  {
    title: 'NUL bytes in header and body are removed; mailparser lets them pass',
    source: letter('From: a@example.org\nSubject: a\0b\n\nwo\0rds\n'),
    subject: 'ab',
    text: 'words',
    defects: ['nul-bytes'],
    differs: ['subject', 'text'],
  },
  {
    title: 'a subject of 100 kB is cut with a defect; mailparser keeps it',
    source: letter(`From: a@example.org\nSubject: ${'x'.repeat(100_000)}\n\nwords\n`),
    subject: 'x'.repeat(8192),
    text: 'words',
    defects: ['header-too-long'],
    differs: ['subject'],
  },
  {
    title: 'a header of two megabytes is read up to its first, and the body is found; mailparser refuses the letter',
    source: letter(`From: a@example.org\nSubject: x\n${`X-Filler: ${'y'.repeat(900)}\n`.repeat(2300)}\nwords\n`),
    subject: 'x',
    text: 'words',
    defects: ['header-too-long'],
    differs: ['subject', 'addresses', 'text'],
  },
  {
    title: 'importance by its several names',
    source: letter('From: a@example.org\nX-Priority: 1 (Highest)\n\n.\n'),
    importance: 'high',
  },
]

const longId = `${'x'.repeat(10_000)}@example.org`
const longHash = createHash('sha256').update(longId).digest('hex').slice(0, 32)
const manyIds = Array.from({ length: 500 }, (_, i) => `ref${i}@example.org`)

const ids: HardCase[] = [
  {
    title: 'identifier without brackets',
    source: letter('From: a@example.org\nMessage-ID: bare@example.org\n\n.\n'),
    messageId: 'bare@example.org',
  },
  {
    title: 'identifier folded inside its brackets',
    source: letter('From: a@example.org\nMessage-ID:\n <folded@example.org>\n\n.\n'),
    messageId: 'folded@example.org',
  },
  { title: 'no identifier', source: letter('From: a@example.org\n\n.\n'), messageId: null, defects: ['no-message-id'] },
  {
    title: 'empty identifier counts as none, for mailparser as an empty one',
    source: letter('From: a@example.org\nMessage-ID: <>\n\n.\n'),
    messageId: null,
    defects: ['no-message-id'],
    differs: ['ids'],
  },
  {
    title: 'an identifier of 10 kB is cut and ends in a hash of the whole; mailparser keeps it',
    source: letter(`From: a@example.org\nMessage-ID: <${longId}>\n\n.\n`),
    messageId: `${'x'.repeat(965)}~${longHash}`,
    defects: ['header-too-long'],
    differs: ['ids'],
  },
  {
    title: 'references with commas, repeats and folds are a list without repeats; mailparser keeps the repeat',
    source: letter('From: a@example.org\nReferences: <a@x>,<b@x>\n <a@x>\n\t<c@x>\n\n.\n'),
    references: ['a@x', 'b@x', 'c@x'],
    differs: ['ids'],
  },
  {
    title: 'references without white space between them; mailparser takes them for one',
    source: letter('From: a@example.org\nReferences: <a@x><b@x>\n\n.\n'),
    references: ['a@x', 'b@x'],
    differs: ['ids'],
  },
  {
    title: 'of 500 references the first 20 and the last 180 stay; mailparser keeps all',
    source: letter(`From: a@example.org\nReferences: ${manyIds.map((id) => `<${id}>`).join('\n ')}\n\n.\n`),
    references: [...manyIds.slice(0, 20), ...manyIds.slice(-180)],
    differs: ['ids'],
  },
  {
    title: 'In-Reply-To in words gives the identifier among them; mailparser keeps the words',
    source: letter('From: a@example.org\nIn-Reply-To: Your message of "Fri, 12 Jan" <a@x>\n\n.\n'),
    inReplyTo: ['a@x'],
    differs: ['ids'],
  },
]

const dates: HardCase[] = [
  dateCase('date with a numeric zone', 'Fri, 12 Jan 2024 10:00:00 +0300', '2024-01-12T07:00:00.000Z'),
  dateCase('date without the day of the week', '12 Jan 2024 10:00:00 -0500', '2024-01-12T15:00:00.000Z'),
  dateCase(
    'date with a named zone and a comment',
    'Fri, 12 Jan 2024 10:00:00 EST (Eastern)',
    '2024-01-12T15:00:00.000Z',
  ),
  dateCase('date without seconds', 'Fri, 12 Jan 2024 10:00 GMT', '2024-01-12T10:00:00.000Z'),
  dateCase('date with a year of two digits', 'Fri, 12 Jan 24 10:00:00 +0000', '2024-01-12T10:00:00.000Z'),
  dateCase(
    'date in Moscow time by name; mailparser takes the time of receipt',
    'Fri, 12 Jan 2010 10:00:00 MSK',
    '2010-01-12T07:00:00.000Z',
    { differs: ['date'] },
  ),
  dateCase('date of the C library', 'Fri Jan 12 10:00:00 2024', '2024-01-12T10:00:00.000Z'),
  dateCase('ISO date', '2024-01-12T10:00:00Z', '2024-01-12T10:00:00.000Z'),
  dateCase('ISO date with a zone', '2024-01-12 10:00:00 +03:00', '2024-01-12T07:00:00.000Z'),
  dateCase(
    'leap second is the last of its minute, for mailparser the first',
    'Sat, 31 Dec 2016 23:59:60 +0000',
    '2016-12-31T23:59:59.000Z',
    { differs: ['date'] },
  ),
  dateCase(
    'the 30th of February is no date, for mailparser the 1st of March',
    'Fri, 30 Feb 2024 10:00:00 +0000',
    null,
    {
      defects: ['bad-date'],
      differs: ['date'],
    },
  ),
  dateCase('month 13 is no date; mailparser takes the time of receipt', '2024-13-05T10:00:00Z', null, {
    defects: ['bad-date'],
    differs: ['date'],
  }),
  dateCase('hour 25 is no date; mailparser takes the time of receipt', 'Fri, 12 Jan 2024 25:00:00 +0000', null, {
    defects: ['bad-date'],
    differs: ['date'],
  }),
  dateCase('words are no date; mailparser takes the time of receipt', 'yesterday evening', null, {
    defects: ['bad-date'],
    differs: ['date'],
  }),
  dateCase(
    'a date without any zone counts as UTC, wherever it is read',
    'Fri, 12 Jan 2024 10:00:00',
    '2024-01-12T10:00:00.000Z',
  ),
  { title: 'no date', source: letter('From: a@example.org\n\n.\n'), date: null, defects: ['no-date'] },
]

function nestedMultiparts(depth: number): Buffer {
  const opening = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  ).join('')
  const closing = Array.from({ length: depth }, (_, i) => `--b${depth - 1 - i}--\n`).join('')
  return letter(`${HEAD}\n${opening}Content-Type: text/plain\n\ndeep words\n${closing}`)
}

const sizes: HardCase[] = [
  { title: 'ninety multiparts inside each other', source: nestedMultiparts(90), text: 'deep words' },
  {
    title: 'a thousand multiparts inside each other still give their text; mailparser gives up',
    source: nestedMultiparts(1000),
    text: 'deep words',
    defects: ['too-deep'],
    differs: ['text'],
  },
  {
    title: 'ten thousand multiparts inside each other end in one file; mailparser gives up',
    source: nestedMultiparts(10_000),
    defects: ['too-deep', 'too-many-parts'],
    differs: ['text', 'attachments'],
  },
  {
    title: 'twenty thousand parts side by side: the rest after five thousand is one file; mailparser gives up',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n${'--b\nContent-Type: image/gif\n\nx\n'.repeat(20_000)}--b--\n`,
    ),
    text: 'words',
    defects: ['too-many-parts'],
    differs: ['text', 'attachments'],
  },
  {
    title: 'an attachment of 25 MB',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/zip; name=big.zip\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.alloc(25 * 1024 * 1024, 'besedka'))}\n--b--\n`,
    ),
    text: 'words',
    attachments: [{ name: 'big.zip', type: 'application/zip', content: Buffer.alloc(25 * 1024 * 1024, 'besedka') }],
  },
  {
    title: 'a line of 300 kB',
    source: letter(`${HEAD}\n\n${'x'.repeat(300_000)} end\n`),
    text: `${'x'.repeat(300_000)} end`,
  },
  {
    title: 'raw bytes of every value in the body are kept as some text',
    source: Buffer.concat([
      letter('From: a@example.org\nContent-Type: text/plain; charset=iso-8859-1\n\n'),
      Buffer.from('abc \xff\xfe\x80 def', 'latin1'),
    ]),
    text: 'abc ÿþ€ def',
  },
  {
    title: 'a letter in Russian from header to signature',
    source: letter(
      `From: ${in8Bit('Иван', 'utf-8')} <a@example.org>\nContent-Type: text/plain; charset=utf-8\n\n${in8Bit('Добрый день.\n\n-- \nИван', 'utf-8')}\n`,
    ),
    text: 'Добрый день. -- Иван',
  },
]

export const BROKEN_LETTER_CASES: readonly HardCase[] = [...lineEnds, ...headers, ...ids, ...dates, ...sizes]
