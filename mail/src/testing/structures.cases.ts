/** Trees of parts: every nesting of mixed, related and alternative, and letters inside letters. */

import { base64, type HardCase, HEAD, letter } from './hard-case.ts'

const PLAIN = 'Content-Type: text/plain\n\nplain words'
const HTML = 'Content-Type: text/html\n\n<p>html words <img src="cid:pic@example"></p>'
const IMAGE = `Content-Type: image/png; name=pic.png
Content-ID: <pic@example>
Content-Disposition: inline; filename=pic.png
Content-Transfer-Encoding: base64

${base64('picture')}`
const PDF = `Content-Type: application/pdf; name=doc.pdf
Content-Disposition: attachment; filename=doc.pdf
Content-Transfer-Encoding: base64

${base64('document')}`
const TNEF = `Content-Type: application/ms-tnef; name=winmail.dat
Content-Transfer-Encoding: base64

${base64(Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0, 1]))}`

let boundaries = 0

function multipart(subtype: string, ...parts: readonly string[]): string {
  const boundary = `----=_${subtype}_${++boundaries}`
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--`
}

function whole(entity: string): Buffer {
  return letter(`${HEAD}\n${entity}\n`)
}

const pic = { name: 'pic.png', type: 'image/png', content: 'picture', inline: true }
const doc = { name: 'doc.pdf', type: 'application/pdf', content: 'document', inline: false }
const tnef = { name: 'winmail.dat', type: 'application/ms-tnef' }

/** Title, entity, and what hangs on it; the plain words are the text everywhere. */
const MATRIX: readonly (readonly [string, string, HardCase['attachments']])[] = [
  ['alternative', multipart('alternative', PLAIN, HTML), []],
  ['alternative in mixed', multipart('mixed', multipart('alternative', PLAIN, HTML), PDF), [doc]],
  ['related in alternative', multipart('alternative', PLAIN, multipart('related', HTML, IMAGE)), [pic]],
  ['alternative in related', multipart('related', multipart('alternative', PLAIN, HTML), IMAGE), [pic]],
  [
    'related in alternative in mixed',
    multipart('mixed', multipart('alternative', PLAIN, multipart('related', HTML, IMAGE)), PDF),
    [pic, doc],
  ],
  [
    'alternative in related in mixed',
    multipart('mixed', multipart('related', multipart('alternative', PLAIN, HTML), IMAGE), PDF),
    [pic, doc],
  ],
  ['mixed in alternative, as Apple Mail sends', multipart('alternative', PLAIN, multipart('mixed', HTML, PDF)), [doc]],
  [
    'mixed in related, as Outlook sends',
    multipart('related', multipart('mixed', multipart('alternative', PLAIN, HTML), PDF), IMAGE),
    [doc, pic],
  ],
  [
    'attachment inside related, as Outlook sends',
    multipart('related', multipart('alternative', PLAIN, HTML), IMAGE, PDF),
    [pic, doc],
  ],
  [
    'picture inside mixed, referred to from alternative',
    multipart('mixed', multipart('alternative', PLAIN, HTML), IMAGE, PDF),
    [pic, doc],
  ],
  ['winmail.dat beside text', multipart('mixed', PLAIN, TNEF), [tnef]],
  [
    'winmail.dat inside related inside mixed',
    multipart('mixed', multipart('related', multipart('alternative', PLAIN, HTML), IMAGE), TNEF),
    [pic, tnef],
  ],
  [
    'mixed in mixed in mixed',
    multipart('mixed', multipart('mixed', multipart('mixed', PLAIN, PDF), IMAGE)),
    [doc, pic],
  ],
  [
    'signed around mixed',
    multipart(
      'signed',
      multipart('mixed', PLAIN, PDF),
      `Content-Type: application/pgp-signature; name=signature.asc\n\nsignature`,
    ),
    [doc, { name: 'signature.asc', content: 'signature' }],
  ],
  ['an unknown multipart counts as mixed', multipart('x-strange', PLAIN, PDF), [doc]],
  [
    'alternative with a calendar part',
    multipart(
      'alternative',
      PLAIN,
      HTML,
      'Content-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\nEND:VCALENDAR',
    ),
    [{ name: 'invite.ics', type: 'text/calendar' }],
  ],
]

const matrix: HardCase[] = MATRIX.map(([title, entity, attachments]) => ({
  title: `${title}: text and every attachment come out`,
  source: whole(entity),
  text: 'plain words',
  attachments: attachments ?? [],
}))

const INNER = `From: inner@example.org
Subject: inner
Content-Type: multipart/mixed; boundary=inner

--inner
Content-Type: text/plain

inner words
--inner
Content-Type: application/pdf; name=inner.pdf

inner file
--inner--
`

const nested: HardCase[] = [
  {
    title: 'an attached letter is one attachment, its own parts are not taken out of it',
    source: whole(
      multipart(
        'mixed',
        PLAIN,
        `Content-Type: message/rfc822; name=inner.eml\nContent-Disposition: attachment; filename=inner.eml\n\n${INNER}`,
      ),
    ),
    text: 'plain words',
    attachments: [{ name: 'inner.eml', type: 'message/rfc822', content: letter(INNER) }],
  },
  {
    title: 'an attached letter without disposition is one attachment',
    source: whole(multipart('mixed', PLAIN, `Content-Type: message/rfc822\n\n${INNER}`)),
    text: 'plain words',
    attachments: [{ name: 'part-2.eml', type: 'message/rfc822', content: letter(INNER) }],
  },
  {
    title: 'an attached letter sent inline is one attachment; mailparser mixes its parts into the outer letter',
    source: whole(multipart('mixed', PLAIN, `Content-Type: message/rfc822\nContent-Disposition: inline\n\n${INNER}`)),
    text: 'plain words',
    attachments: [{ name: 'part-2.eml', type: 'message/rfc822', content: letter(INNER) }],
    differs: ['text', 'attachments'],
  },
  {
    title: 'letters of a digest are attachments (RFC 2046 section 5.1.5); mailparser mixes their texts together',
    source: whole(multipart('digest', '\nFrom: one@example.org\n\nfirst', '\nFrom: two@example.org\n\nsecond')),
    text: '',
    attachments: [
      { name: 'part-1.eml', type: 'message/rfc822', content: letter('From: one@example.org\n\nfirst') },
      { name: 'part-2.eml', type: 'message/rfc822', content: letter('From: two@example.org\n\nsecond') },
    ],
    differs: ['text', 'attachments'],
  },
  {
    title: 'a delivery report keeps its machine-readable part and the returned header',
    source: whole(
      multipart(
        'report; report-type=delivery-status',
        PLAIN,
        'Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org',
        'Content-Type: text/rfc822-headers\n\nSubject: returned',
      ),
    ),
    text: 'plain words',
    attachments: [
      { name: 'part-2.bin', type: 'message/delivery-status' },
      { name: 'part-3.txt', type: 'text/rfc822-headers' },
    ],
  },
  {
    title: 'a letter that is one PDF',
    source: whole(PDF),
    text: '',
    attachments: [doc],
  },
  {
    title: 'two texts in mixed are both the text',
    source: whole(multipart('mixed', PLAIN, PDF, 'Content-Type: text/plain\n\nfooter of the list')),
    text: 'plain words footer of the list',
    attachments: [doc],
  },
  {
    title: 'HTML and then a plain footer: no word of either is lost',
    source: whole(
      multipart(
        'mixed',
        'Content-Type: text/html\n\n<p>html body</p>',
        'Content-Type: text/plain\n\nfooter of the list',
      ),
    ),
    text: 'html body footer of the list',
  },
  {
    title: 'an empty plain part beside HTML gives way to the HTML; mailparser leaves the text empty',
    source: whole(
      multipart('alternative', 'Content-Type: text/plain\n\n ', 'Content-Type: text/html\n\n<p>html words</p>'),
    ),
    text: 'html words',
    differs: ['text'],
  },
  {
    title: 'a plain part of no-break spaces beside HTML is empty too; mailparser leaves the text empty',
    source: whole(
      multipart(
        'alternative',
        'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nwqDCoOKAiw==',
        'Content-Type: text/html\n\n<p>html words</p>',
      ),
    ),
    text: 'html words',
    differs: ['text'],
  },
  {
    title: 'a named text part sent as an attachment is a file and not the text',
    source: whole(
      multipart(
        'mixed',
        PLAIN,
        'Content-Type: text/plain; name=notes.txt\nContent-Disposition: attachment; filename=notes.txt\n\nnotes',
      ),
    ),
    text: 'plain words',
    attachments: [{ name: 'notes.txt', type: 'text/plain', content: 'notes' }],
  },
  {
    title: 'a named text part sent inline, as Apple Mail does, is text and file',
    source: whole(
      multipart(
        'mixed',
        PLAIN,
        'Content-Type: text/plain; name=notes.txt\nContent-Disposition: inline; filename=notes.txt\n\nnotes',
      ),
    ),
    text: 'plain words notes',
    attachments: [{ name: 'notes.txt', type: 'text/plain', content: 'notes' }],
  },
  {
    title: 'a picture with Content-ID that nothing refers to stays an ordinary attachment',
    source: whole(multipart('mixed', PLAIN, IMAGE.replace('inline', 'attachment'))),
    text: 'plain words',
    attachments: [{ ...pic, inline: false }],
  },
  {
    title:
      'a picture sent as attachment but referred to from the HTML is inline; of HTML inside related mailparser makes no text',
    source: whole(multipart('related', HTML, IMAGE.replace('inline', 'attachment'))),
    text: 'html words',
    attachments: [pic],
    differs: ['text'],
  },
]

export const STRUCTURE_CASES: readonly HardCase[] = [...matrix, ...nested]
