/** Encoded words (RFC 2047) in subjects and names, as senders really write them. */

import { charsetBytes, type HardCase, letter, word } from './hard-case.ts'

const bytes = (text: string): Buffer => Buffer.from(text)

function subjectCase(title: string, raw: string, subject: string, more: Partial<HardCase> = {}): HardCase {
  return { title, source: letter(`From: a@example.org\nSubject: ${raw}\n\n.\n`), subject, ...more }
}

const privet = bytes('Привет мир')

export const ENCODED_WORD_CASES: readonly HardCase[] = [
  subjectCase(
    'white space between encoded words is dropped',
    `${word('utf-8', 'B', bytes('При'))} ${word('utf-8', 'B', bytes('вет'))}`,
    'Привет',
  ),
  subjectCase(
    'a line fold between encoded words is dropped',
    `${word('utf-8', 'B', bytes('При'))}\n ${word('utf-8', 'B', bytes('вет'))}`,
    'Привет',
  ),
  subjectCase(
    'white space between an encoded word and a plain one stays',
    `Re: ${word('utf-8', 'B', privet)} again`,
    'Re: Привет мир again',
  ),
  subjectCase(
    'a UTF-8 character split over two base64 words is whole again',
    `${word('utf-8', 'B', privet.subarray(0, 5))} ${word('utf-8', 'B', privet.subarray(5))}`,
    'Привет мир',
  ),
  subjectCase(
    'a UTF-8 character split over two quoted words is whole again',
    `${word('utf-8', 'Q', privet.subarray(0, 5))}\n ${word('utf-8', 'Q', privet.subarray(5))}`,
    'Привет мир',
  ),
  subjectCase(
    'an iso-2022-jp text split over two words is whole again',
    `${word('iso-2022-jp', 'B', charsetBytes('請求', 'iso-2022-jp'))} ${word('iso-2022-jp', 'B', charsetBytes('書です', 'iso-2022-jp'))}`,
    '請求書です',
  ),
  subjectCase('base64 without its padding is decoded', '=?utf-8?B?0J/RgNC40LLQtdGC0YE?=', 'Приветс'),
  subjectCase(
    'base64 split where a group is not full goes on in the next word',
    '=?utf-8?B?0J/RgN?= =?utf-8?B?C40LLQtdGC?=',
    'Привет',
  ),
  subjectCase(
    'neighbours in two charsets are decoded each by its own',
    `${word('koi8-r', 'B', charsetBytes('Привет', 'koi8-r'))} ${word('windows-1251', 'Q', charsetBytes('мир', 'windows-1251'))}`,
    'Приветмир',
  ),
  subjectCase(
    'neighbours in two encodings are joined',
    `${word('utf-8', 'B', bytes('При'))} ${word('utf-8', 'Q', bytes('вет'))}`,
    'Привет',
  ),
  subjectCase('an underscore is a space, =5F is an underscore', '=?utf-8?Q?a_b=5Fc?=', 'a b_c'),
  subjectCase('small hexadecimal digits count', '=?utf-8?q?=d0=9f=d1=80?=', 'Пр'),
  subjectCase('a raw space inside a quoted word is let pass', '=?utf-8?Q?Hello big world?=', 'Hello big world'),
  subjectCase('a question mark inside a quoted word does not end it', '=?utf-8?Q?What? Now?=', 'What? Now', {
    title: 'a question mark inside a quoted word does not end it; mailparser leaves the word undecoded',
    differs: ['subject'],
  }),
  subjectCase(
    'a language after the charset is passed over (RFC 2231 section 5)',
    '=?utf-8*ru?B?0J/RgNC40LLQtdGC?=',
    'Привет',
  ),
  subjectCase('an encoded word glued to plain text is decoded', 'Re:=?utf-8?B?0J/RgNC40LLQtdGC?=!', 'Re:Привет!'),
  subjectCase('an encoding that is neither B nor Q stays as written', '=?utf-8?X?abc?=', '=?utf-8?X?abc?='),
  subjectCase('a word that never ends stays as written', '=?utf-8?B?0J/RgNC4', '=?utf-8?B?0J/RgNC4'),
  subjectCase('an empty word is nothing', 'a =?utf-8?Q??= b', 'a b'),
  subjectCase('a NUL in an encoded word is removed; mailparser lets it pass', '=?utf-8?Q?a=00b?=', 'ab', {
    differs: ['subject'],
  }),
  subjectCase('a line break in an encoded word cannot split the header', '=?utf-8?Q?a=0D=0ABcc:_x?=', 'a Bcc: x'),
  subjectCase(
    'utf-8 content labelled us-ascii is read as UTF-8; mailparser shows mojibake',
    '=?us-ascii?B?0J/RgNC40LLQtdGC?=',
    'Привет',
    { differs: ['subject'] },
  ),
  subjectCase(
    'windows-1251 content labelled utf-8 is guessed; mailparser loses it',
    word('utf-8', 'Q', charsetBytes('Коммерческое предложение', 'windows-1251')),
    'Коммерческое предложение',
    { differs: ['subject'] },
  ),
  subjectCase(
    'a charset that nobody knows falls back to a guess; mailparser loses it',
    word('x-unheard', 'B', charsetBytes('Коммерческое предложение', 'koi8-r')),
    'Коммерческое предложение',
    { differs: ['subject'] },
  ),
  subjectCase(
    'an encoded word as long as a paragraph is decoded',
    word('utf-8', 'B', bytes('Очень длинная тема письма '.repeat(40).trim())),
    'Очень длинная тема письма '.repeat(40).trim(),
  ),
  subjectCase('an emoji beyond the basic plane is whole', word('utf-8', 'Q', bytes('🙂🎉 party')), '🙂🎉 party'),
  subjectCase(
    'half an emoji is a replacement character, never the lone surrogate that mailparser gives',
    '=?utf-16be?B?2D0AIA==?=',
    '\ufffd',
    {
      title: 'half an emoji is a replacement character, never the lone surrogate that mailparser gives',
      defects: ['replacement-characters'],
      differs: ['subject'],
    },
  ),
]
