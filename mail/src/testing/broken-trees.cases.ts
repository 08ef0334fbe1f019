/** Trees of parts whose delimiters are missing, misspelt or misplaced. */

import { base64, type HardCase, HEAD, letter } from './hard-case.ts'

const PLAIN = 'Content-Type: text/plain\n\nplain words'
const PDF = `Content-Type: application/pdf; name=doc.pdf
Content-Disposition: attachment; filename=doc.pdf
Content-Transfer-Encoding: base64

${base64('document')}`

const doc = { name: 'doc.pdf', type: 'application/pdf', content: 'document', inline: false }

const body = `--b
${PLAIN}
--b
${PDF}
--b--
`

export const BROKEN_TREE_CASES: readonly HardCase[] = [
  {
    title: 'closing delimiter is missing',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n${body.replace('--b--\n', '')}`),
    text: 'plain words',
    attachments: [doc],
    defects: ['unclosed-multipart'],
  },
  {
    title: 'closing delimiter of the inner multipart is missing',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/mixed; boundary=b\n\n${body.replace('--b--\n', '')}--out\nContent-Type: text/plain\n\nouter words\n--out--\n`,
    ),
    text: 'plain words outer words',
    attachments: [doc],
    defects: ['unclosed-multipart'],
  },
  {
    title: 'white space behind delimiters',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n${body.replace(/--b\n/g, '--b  \t\n')}`),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'more than white space behind the closing delimiter: mailparser takes it for content of the last part',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n${body.replace('--b--', '--b--> end')}`),
    text: 'plain words',
    attachments: [doc],
    differs: ['attachments'],
  },
  {
    title: 'preamble and epilogue are no text',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\nThis is a multi-part message.\n${body}epilogue\n`,
    ),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'boundary of the outer multipart begins with that of the inner',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: multipart/mixed; boundary=b\n\n${body}--b1\nContent-Type: text/plain\n\nouter words\n--b1--\n`,
    ),
    text: 'plain words outer words',
    attachments: [doc],
  },
  {
    title: 'a line like a delimiter in the text is text',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n--bb\n-- b\n--b-\nwords\n--b--\n`,
    ),
    text: '--bb -- b --b- words',
  },
  {
    title: 'boundary is not declared: the first line that looks like one is taken; mailparser finds no part',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed\n\n${body}`),
    text: 'plain words',
    attachments: [doc],
    defects: ['bad-boundary'],
    differs: ['text', 'attachments'],
  },
  {
    title: 'boundary is declared wrongly: the first line that looks like one is taken; mailparser finds no part',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=wrong\n\n${body}`),
    text: 'plain words',
    attachments: [doc],
    defects: ['bad-boundary'],
    differs: ['text', 'attachments'],
  },
  {
    title: 'a multipart without any part is read as text; mailparser shows nothing',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\nonly words here\n`),
    text: 'only words here',
    defects: ['bad-boundary'],
    differs: ['text'],
  },
  {
    title: 'a part without the empty line before its body: the words are not lost; mailparser reads them as header',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nwords without header\n--b--\n`),
    text: 'words without header',
    differs: ['text'],
  },
  {
    title: 'a part with an empty header',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b--\n`),
    text: 'words',
  },
  {
    title: 'a part that is only a header',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n--b\n${PLAIN}\n--b--\n`,
    ),
    text: 'plain words',
  },
  {
    title: 'parts after the closing delimiter are epilogue',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n${body}${body}`),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'inner multipart with the boundary of the outer',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n${PLAIN}\n--b--\n\n--b\n${PDF}\n--b--\n`,
    ),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'boundary with signs of every kind',
    source: letter(
      `${HEAD}\nContent-Type: multipart/mixed; boundary="=_(b)'+_,-./:=?"\n\n${body.replace(/--b/g, "--=_(b)'+_,-./:=?")}`,
    ),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'boundary without quotes but with an equals sign',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=----=_b\n\n${body.replace(/--b/g, '------=_b')}`),
    text: 'plain words',
    attachments: [doc],
  },
  {
    title: 'content type that is no type is plain text (RFC 2045 section 5.2), not an attachment as for mailparser',
    source: letter(`${HEAD}\nContent-Type: text\n\nwords\n`),
    text: 'words',
    defects: ['bad-content-type'],
    differs: ['text', 'attachments'],
  },
  {
    title: 'letter that ends inside a part header: half a type counts as plain text, for mailparser as a type',
    source: letter(`${HEAD}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n${PLAIN}\n--b\nContent-Type: appli`),
    text: 'plain words',
    differs: ['attachments'],
  },
]
