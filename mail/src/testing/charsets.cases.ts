/** Text in the charsets that mail comes in, labelled well, badly and not at all. */

import { base64, charsetBytes, type HardCase, HEAD, in8Bit, letter, quoted, word } from './hard-case.ts'

const RUSSIAN = 'Здравствуйте! Направляем счет на оплату. Ждем подтверждения, спасибо.'
const UKRAINIAN = 'Її привіт з Києва, ґанок і єнот'
const CHINESE = '您好，请查收附件中的发票'
const TAIWANESE = '您好，請查收附件中的發票'
const JAPANESE = 'こんにちは、請求書を送ります'
const KOREAN = '안녕하세요 청구서를 보냅니다'

/** Label in the letter, charset of the bytes, text. */
const LABELLED: readonly (readonly [string, string, string])[] = [
  ['koi8-r', 'koi8-r', RUSSIAN],
  ['KOI8-R', 'koi8-r', RUSSIAN],
  ['koi8-u', 'koi8-u', UKRAINIAN],
  ['windows-1251', 'windows-1251', RUSSIAN],
  ['cp1251', 'windows-1251', RUSSIAN],
  ['x-cp1251', 'windows-1251', RUSSIAN],
  ['ibm866', 'cp866', RUSSIAN],
  ['cp866', 'cp866', RUSSIAN],
  ['iso-8859-5', 'iso-8859-5', RUSSIAN],
  ['x-mac-cyrillic', 'maccyrillic', RUSSIAN],
  ['gb18030', 'gb18030', CHINESE],
  ['gb2312', 'gb2312', CHINESE],
  ['gbk', 'gbk', CHINESE],
  ['big5', 'big5', TAIWANESE],
  ['shift_jis', 'shift_jis', JAPANESE],
  ['euc-jp', 'euc-jp', JAPANESE],
  ['iso-2022-jp', 'iso-2022-jp', JAPANESE],
  ['euc-kr', 'euc-kr', KOREAN],
  ['ks_c_5601-1987', 'euc-kr', KOREAN],
  ['iso-8859-1', 'iso-8859-1', 'Grüße aus München, déjà vu'],
  ['iso-8859-2', 'iso-8859-2', 'Příliš žluťoučký kůň'],
  ['iso-8859-15', 'iso-8859-15', 'Preis: 5 €'],
  ['windows-1250', 'windows-1250', 'Příliš žluťoučký kůň'],
  ['windows-1252', 'windows-1252', '“quotes” – dash …'],
  ['windows-1253', 'windows-1253', 'Καλημέρα κόσμε'],
  ['windows-1254', 'windows-1254', 'Günaydın, ışık şişe'],
  ['windows-1255', 'windows-1255', 'שלום עולם'],
  ['windows-1256', 'windows-1256', 'مرحبا بالعالم'],
  ['windows-1258', 'windows-1258', 'Chào anh'],
  ['utf-8', 'utf-8', `${RUSSIAN} ${JAPANESE} 🙂`],
  ['UTF8', 'utf-8', RUSSIAN],
  ['utf-16le', 'utf-16le', RUSSIAN],
  ['utf-16be', 'utf-16be', RUSSIAN],
]

const bodies: HardCase[] = LABELLED.map(([label, charset, text]) => ({
  title: `body in ${label} comes out as it was written`,
  source: letter(`${HEAD}
Subject: charset
Content-Type: text/plain; charset="${label}"
Content-Transfer-Encoding: base64

${base64(charsetBytes(text, charset))}
`),
  text,
}))

const subjects: HardCase[] = LABELLED.filter(([label]) => !label.startsWith('utf-16')).map(
  ([label, charset, text], i) => ({
    title: `subject and name as encoded words in ${label} come out as they were written`,
    source:
      letter(`From: ${word(label, i % 2 === 0 ? 'Q' : 'B', charsetBytes(text.slice(0, 12), charset))} <a@example.org>
Subject: ${word(label, i % 2 === 0 ? 'B' : 'Q', charsetBytes(text, charset))}

.
`),
    subject: text,
    from: [{ name: text.slice(0, 12).trim(), address: 'a@example.org' }],
  }),
)

/** Labels that no list knows; mailparser reads them as UTF-8 and loses every letter. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['windows1251', 'windows-1251'],
  ['win-1251', 'windows-1251'],
  ['cp-1251', 'windows-1251'],
  ['cp-866', 'cp866'],
  ['koi8r', 'koi8-r'],
]

const aliases: HardCase[] = ALIASES.map(([label, charset]) => ({
  title: `body labelled ${label} is read by the charset that is meant`,
  source: letter(`${HEAD}
Content-Type: text/plain; charset=${label}
Content-Transfer-Encoding: quoted-printable

${quoted(charsetBytes(RUSSIAN, charset))}
`),
  text: RUSSIAN,
}))

const unlabelled: HardCase[] = (['windows-1251', 'koi8-r', 'cp866'] as const).flatMap((charset) => [
  {
    title: `raw ${charset} in header and body without any label is guessed; mailparser reads UTF-8 and loses it`,
    source: letter(`${HEAD.replace('Ivan', in8Bit('Иван Петров', charset))}
Subject: ${in8Bit('Договор поставки оборудования', charset)}

${in8Bit(RUSSIAN, charset)}
`),
    subject: 'Договор поставки оборудования',
    from: [{ name: 'Иван Петров', address: 'ivan@example.org' }],
    text: RUSSIAN,
    defects: ['unlabelled-8bit'],
    differs: ['subject', 'addresses', 'text'],
  } satisfies HardCase,
  {
    title: `body in ${charset} labelled utf-8 is not valid UTF-8, so it is guessed; mailparser loses it`,
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-8

${in8Bit(RUSSIAN, charset)}
`),
    text: RUSSIAN,
    defects: ['bad-charset'],
    differs: ['text'],
  } satisfies HardCase,
  {
    title: `body in ${charset} labelled us-ascii cannot be ASCII, so it is guessed; mailparser loses it`,
    source: letter(`${HEAD}
Content-Type: text/plain; charset=us-ascii

${in8Bit(RUSSIAN, charset)}
`),
    text: RUSSIAN,
    defects: ['unlabelled-8bit'],
    differs: ['text'],
  } satisfies HardCase,
  {
    title: `body in ${charset} under a label that nobody knows is guessed; mailparser reads UTF-8 and loses it`,
    source: letter(`${HEAD}
Content-Type: text/plain; charset=x-nobody-knows
Content-Transfer-Encoding: base64

${base64(charsetBytes(RUSSIAN, charset))}
`),
    text: RUSSIAN,
    defects: ['bad-charset'],
    differs: ['text'],
  } satisfies HardCase,
])

/** Label in the letter, charset of the bytes. */
const EXCHANGED: readonly (readonly [string, string])[] = [
  ['koi8-r', 'windows-1251'],
  ['windows-1251', 'koi8-r'],
  ['windows-1251', 'cp866'],
  ['ibm866', 'windows-1251'],
  ['iso-8859-5', 'koi8-r'],
]

const exchanged: HardCase[] = EXCHANGED.map(([label, charset]) => ({
  title: `Russian in ${charset} labelled ${label} is read by what it is; mailparser believes the label`,
  source: letter(`${HEAD}
Content-Type: text/plain; charset=${label}

${in8Bit(RUSSIAN, charset)}
`),
  text: RUSSIAN,
  defects: ['bad-charset'],
  differs: ['text'],
}))

const mislabelled: HardCase[] = [
  {
    title: 'correct utf-8 label wins over any guess',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-8

${in8Bit('Ååååå ööö ñandú', 'utf-8')}
`),
    text: 'Ååååå ööö ñandú',
  },
  {
    title: 'utf-8 body labelled windows-1251 is UTF-8: no Russian text looks so; mailparser shows mojibake',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=windows-1251

${in8Bit(RUSSIAN, 'utf-8')}
`),
    text: RUSSIAN,
    defects: ['bad-charset'],
    differs: ['text'],
  },
  {
    title: 'utf-8 body labelled iso-8859-1 is UTF-8; mailparser shows mojibake',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

${in8Bit('Příliš žluťoučký kůň úpěl', 'utf-8')}
`),
    text: 'Příliš žluťoučký kůň úpěl',
    defects: ['bad-charset'],
    differs: ['text'],
  },
  {
    title: 'windows-1251 body labelled iso-8859-1, as old Russian programs did, is Russian; mailparser shows mojibake',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=iso-8859-1

${in8Bit(RUSSIAN, 'windows-1251')}
`),
    text: RUSSIAN,
    defects: ['bad-charset'],
    differs: ['text'],
  },
  {
    title: 'French labelled iso-8859-1 stays French however many accents it has',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=iso-8859-1

${in8Bit('Été à Orléans, où naît la forêt: déjà l’été', 'windows-1252')}
`),
    text: 'Été à Orléans, où naît la forêt: déjà l’été',
  },
  {
    title: 'a header without label follows the charset of the body; mailparser loses it',
    source: letter(`From: a@example.org
Subject: ${in8Bit('СЧЕТ', 'koi8-r')}
Content-Type: text/plain; charset=koi8-r

${in8Bit('Оплата', 'koi8-r')}
`),
    subject: 'СЧЕТ',
    text: 'Оплата',
    differs: ['subject'],
  },
  {
    title: 'utf-8 in a header without encoded words is text (RFC 6532)',
    source: letter(`From: ${in8Bit('Иван', 'utf-8')} <a@example.org>
Subject: ${in8Bit('Привет 🙂', 'utf-8')}

.
`),
    subject: 'Привет 🙂',
    from: [{ name: 'Иван', address: 'a@example.org' }],
  },
  {
    title: 'utf-7 body is decoded; mailparser refuses the charset',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-7

${in8Bit('Привет из UTF-7', 'utf-7')}
`),
    text: 'Привет из UTF-7',
    differs: ['text'],
  },
  {
    title: 'utf-16 with a byte order mark is read in its order',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-16
Content-Transfer-Encoding: base64

${base64(Buffer.concat([Buffer.from([0xfe, 0xff]), charsetBytes(RUSSIAN, 'utf-16be')]))}
`),
    text: RUSSIAN,
  },
  {
    title: 'utf-16 without a mark is read by where its zero bytes lie',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-16
Content-Transfer-Encoding: base64

${base64(charsetBytes('order number 1234, Заказ', 'utf-16be'))}
`),
    text: 'order number 1234, Заказ',
  },
  {
    title: 'rare Japanese signs (JIS X 0212) are left unreadable for mailparser, which is right: the letter goes to it',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=iso-2022-jp-1

\x1b$(D0!0"\x1b(B end
`),
    defects: ['replacement-characters'],
    differs: ['text'],
  },
  {
    title: 'a byte order mark in utf-8 is no letter of the text',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-8

${in8Bit('\ufeffПривет', 'utf-8')}
`),
    text: 'Привет',
  },
  {
    title: 'utf-8 cut in the middle of a character keeps all the rest',
    source: letter(`${HEAD}
Content-Type: text/plain; charset=utf-8

${in8Bit(RUSSIAN, 'utf-8')} ${in8Bit('Ж', 'utf-8').slice(0, 1)}
`),
    text: `${RUSSIAN} \ufffd`,
    defects: ['replacement-characters'],
  },
  {
    title: 'charset in quotes and with a comment behind it is found',
    source: letter(`${HEAD}
Content-Type: text/plain; charset='koi8-r' (old Russian)

${in8Bit(RUSSIAN, 'koi8-r')}
`),
    text: RUSSIAN,
  },
  {
    title: 'HTML without a charset in its header names it in a meta element; mailparser does not look there',
    source: letter(`${HEAD}
Content-Type: text/html

<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body>${in8Bit(RUSSIAN, 'windows-1251')}</body></html>
`),
    text: RUSSIAN,
    differs: ['text'],
  },
  {
    title: 'parts of one letter have a charset each',
    source: letter(`${HEAD}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=koi8-r

${in8Bit('Первая часть', 'koi8-r')}
--b
Content-Type: text/plain; charset=windows-1251

${in8Bit('Вторая часть', 'windows-1251')}
--b--
`),
    text: 'Первая часть Вторая часть',
  },
]

export const CHARSET_CASES: readonly HardCase[] = [
  ...bodies,
  ...subjects,
  ...aliases,
  ...unlabelled,
  ...exchanged,
  ...mislabelled,
]
