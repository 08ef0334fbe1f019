/** Bodies: transfer encodings, well-formed and broken, flowed text, uuencode and HTML. */

import { base64, type HardCase, HEAD, in8Bit, letter } from './hard-case.ts'

type BodyCase = (title: string, body: string, text: string, more?: Partial<HardCase>) => HardCase

function bodyWith(fields: string): BodyCase {
  return (title, body, text, more = {}) => ({ title, source: letter(`${HEAD}\n${fields}\n\n${body}\n`), text, ...more })
}

const QP = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable'
const B64 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64'
const FLOWED = 'Content-Type: text/plain; charset=utf-8; format=flowed'
const HTML = 'Content-Type: text/html; charset=utf-8'
const privet = Buffer.from('Привет, мир')

const UU = `begin 644 hello.txt
+:&5L;&\\@=V]R;&0 
\`
end`

function html(title: string, markup: string, text: string, more: Partial<HardCase> = {}): HardCase {
  return bodyWith(HTML)(title, in8Bit(markup, 'utf-8'), text, more)
}

export const BODY_CASES: readonly HardCase[] = [
  bodyWith(QP)(
    'quoted-printable with a character over a soft line break',
    '=D0=9F=D1=80=D0=\n=B8=D0=B2=D0=B5=D1=82',
    'Привет',
  ),
  bodyWith(QP)('quoted-printable in small letters', '=d0=9f=d1=80', 'Пр'),
  bodyWith(QP)('an equals sign that escapes nothing stays', 'a=b =ZZ 1=3D2', 'a=b =ZZ 1=2'),
  bodyWith(QP)('an equals sign at the very end', 'words=', 'words'),
  bodyWith(QP)('white space behind a soft line break', 'one =  \ntwo', 'one two'),
  bodyWith(QP)('raw 8-bit in quoted-printable', in8Bit('Привет =3D', 'utf-8'), 'Привет ='),
  bodyWith(QP.replace('quoted-printable', 'QUOTED-PRINTABLE'))('name of the encoding in capitals', '=D0=9F', 'П'),
  bodyWith('Content-Type: text/plain\nContent-Transfer-Encoding: x-strange')(
    'encoding that nobody knows is taken as none',
    'words',
    'words',
    { defects: ['bad-encoding'] },
  ),
  bodyWith(B64)('base64 without line breaks', privet.toString('base64'), 'Привет, мир'),
  bodyWith(B64)('base64 in very short lines', privet.toString('base64').replace(/(.{3})/g, '$1\n'), 'Привет, мир'),
  bodyWith(B64)('base64 without its padding', privet.toString('base64').replace(/=/g, ''), 'Привет, мир'),
  bodyWith(B64)(
    'base64 with foreign characters between',
    privet.toString('base64').replace(/(.{5})/g, '$1!* '),
    'Привет, мир',
  ),
  bodyWith(B64)(
    'base64 put together from padded pieces',
    `${base64('one ')}\n${base64('and two ')}\n${base64('three')}`,
    'one and two three',
  ),
  bodyWith(B64)(
    'text that is labelled base64 but was never encoded is text; mailparser decodes it to rubbish',
    'These words, as they stand, were never encoded.',
    'These words, as they stand, were never encoded.',
    { defects: ['bad-encoding'], differs: ['text'] },
  ),
  bodyWith(B64)('base64 of nothing', '', ''),
  bodyWith(FLOWED)('flowed lines are joined', 'one \ntwo \nthree\nnew', 'one two three new'),
  bodyWith(`${FLOWED}; delsp=yes`)(
    'flowed lines with DelSp are joined without the space',
    `${in8Bit('дли \nнное', 'utf-8')}`,
    'длинное',
  ),
  bodyWith(FLOWED)('flowed quotes keep their depth', '> one \n> two\n>> deep\nmine', '> one two >> deep mine'),
  bodyWith(FLOWED)('a stuffed space is dropped', ' From here\n >no quote', 'From here >no quote'),
  bodyWith(FLOWED)('a signature line does not flow', 'words\n-- \nIvan', 'words -- Ivan'),
  bodyWith('Content-Type: text/plain')(
    'a uuencoded file in the text is an attachment; mailparser leaves it in the text',
    `before\n${UU}\nafter`,
    'before after',
    {
      attachments: [{ name: 'hello.txt', content: 'hello world' }],
      differs: ['text', 'attachments'],
    },
  ),
  bodyWith('Content-Type: text/plain')(
    'two uuencoded files are two attachments; mailparser leaves them in the text',
    `${UU}\nbetween\n${UU.replace('hello.txt', 'copy.txt')}`,
    'between',
    {
      attachments: [
        { name: 'hello.txt', content: 'hello world' },
        { name: 'copy.txt', content: 'hello world' },
      ],
      differs: ['text', 'attachments'],
    },
  ),
  bodyWith('Content-Type: text/plain')(
    'the words "begin 644" alone are text',
    'we begin 644 tests\nbegin 644 tests now\nend',
    'we begin 644 tests begin 644 tests now end',
  ),
  bodyWith('Content-Type: application/octet-stream; name=hello.txt\nContent-Transfer-Encoding: x-uuencode')(
    'uuencode named as transfer encoding; mailparser does not decode it',
    UU,
    '',
    {
      attachments: [{ name: 'hello.txt', content: 'hello world' }],
      differs: ['attachments'],
    },
  ),
  html(
    'blocks, breaks and cells set words apart; mailparser glues cells together',
    '<div>one</div><div>two<br>three</div><table><tr><td>four</td><td>five</td></tr></table>',
    'one two three four five',
    { differs: ['text'] },
  ),
  html(
    'style, script and title are not seen',
    '<html><head><title>no</title><style>p{}</style></head><body>yes<script>no()</script></body></html>',
    'yes',
  ),
  html('comments are not seen, conditional ones of Outlook included', 'a<!-- no --><!--[if mso]>no<![endif]-->b', 'ab'),
  html('entities are letters', '&lt;b&gt; &amp; &eacute; &#1055;&#x440; &laquo;x&raquo;&nbsp;y', '<b> & é Пр «x» y'),
  html(
    'an entity without its semicolon, and an ampersand that is none',
    'AT&T &copy 2024 &unknown;',
    'AT&T © 2024 &unknown;',
  ),
  html('a bracket that opens no tag is text', 'if a < b and c > d', 'if a < b and c > d'),
  html('a bracket in an attribute does not end the tag', '<a title="x > y" href="#">link</a>', 'link'),
  html(
    'an attribute quote that never closes does not hide the rest, as it does for mailparser',
    '<p class="x>first</p><p>second</p>',
    'first second',
    { differs: ['text'] },
  ),
  html(
    'a comment that never closes does not hide the rest; mailparser shows nothing after it',
    'before<!-- open <p>after</p>',
    'before open after',
    { differs: ['text'] },
  ),
  html('a style that never closes hides what a browser hides too', 'before<style>p{} after', 'before'),
  html('text of pre is kept', '<pre>one\n  two</pre>', 'one two'),
  html(
    'an image is its alternative text, without the address that mailparser adds',
    'see <img src="x.png" alt="the chart"> here',
    'see the chart here',
    {
      differs: ['text'],
    },
  ),
  html('a smiley with brackets is text', 'fine ;) <3 you', 'fine ;) <3 you'),
  html('tags in capitals and with line breaks in them', '<DIV\nCLASS="x"\n>one</DIV\n><P>two', 'one two'),
  html('NUL between letters is dropped; mailparser puts a replacement character', 'wo\0rd', 'word', {
    differs: ['text'],
  }),
  html(
    'a thousand nested blocks are one text',
    `${'<div>'.repeat(900)}deep words${'</div>'.repeat(900)}`,
    'deep words',
  ),
  html(
    'ten thousand nested blocks are one text; mailparser gives up',
    `${'<div>'.repeat(10_000)}deep words${'</div>'.repeat(10_000)}`,
    'deep words',
    { differs: ['text'] },
  ),
]
