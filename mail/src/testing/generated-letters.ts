/** Random well-formed letters of which every word and every byte is known. */

import fc from 'fast-check'
import type { Mailbox } from '../parsed-message.ts'
import { base64, charsetBytes, letter, quoted, word } from './hard-case.ts'

export interface GeneratedFile {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

export interface GeneratedLetter {
  readonly source: Buffer
  readonly subject: string
  readonly from: Mailbox
  /** Words that a reader sees, in order. */
  readonly words: readonly string[]
  readonly files: readonly GeneratedFile[]
}

interface Leaf {
  readonly kind: 'plain' | 'html' | 'alternative'
  readonly words: readonly string[]
  readonly charset: string
  readonly encoding: 'base64' | 'quoted-printable' | '8bit'
}

type Node =
  | Leaf
  | { readonly kind: 'file'; readonly file: GeneratedFile }
  | { readonly kind: 'mixed' | 'related'; readonly children: readonly Node[] }

const RUSSIAN = 'договор счет оплата поставка срок заказ клиент письмо отчет ёлка Москва объём'.split(' ')
const ENGLISH = 'invoice order delivery please confirm meeting tomorrow report'.split(' ')
const CHARSETS = ['utf-8', 'koi8-r', 'windows-1251', 'iso-8859-5', 'cp866', 'utf-16le']

const words = fc.array(fc.constantFrom(...RUSSIAN, ...ENGLISH), { minLength: 1, maxLength: 40 })

const file: fc.Arbitrary<GeneratedFile> = fc.record({
  name: fc
    .array(fc.constantFrom(...RUSSIAN, ...ENGLISH), { minLength: 1, maxLength: 3 })
    .map((parts) => `${parts.join(' ')}.bin`),
  type: fc.constantFrom('application/pdf', 'image/png', 'application/x-strange', 'text/csv'),
  content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
})

function leaf(kinds: readonly Leaf['kind'][]): fc.Arbitrary<Leaf> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    words,
    charset: fc.constantFrom(...CHARSETS),
    encoding: fc.constantFrom('base64', 'quoted-printable', '8bit'),
  })
}

function tree(kinds: readonly Leaf['kind'][]): fc.Arbitrary<Node> {
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf(kinds),
      file.map((value): Node => ({ kind: 'file', file: value })),
      fc.record({
        kind: fc.constantFrom('mixed' as const, 'related' as const),
        children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      }),
    ),
  }))
  return node
}

/** Letters whose texts are of the given kinds. */
export function generatedLetters(kinds: readonly Leaf['kind'][]): fc.Arbitrary<GeneratedLetter> {
  return fc
    .record({
      root: tree(kinds),
      subject: words,
      name: words,
      isQ: fc.boolean(),
      lineEnd: fc.constantFrom('\r\n', '\n'),
    })
    .map(({ root, subject, name, isQ, lineEnd }) => {
      const title = subject.join(' ')
      const sender = name.slice(0, 3).join(' ')
      const head = `From: ${word('koi8-r', isQ ? 'Q' : 'B', charsetBytes(sender, 'koi8-r'))} <sender@example.org>
Subject: ${longSubject(title, isQ)}
Message-ID: <generated@example.org>
Date: Fri, 12 Jan 2024 10:00:00 +0300
MIME-Version: 1.0\n`
      const source = letter(head + new Renderer().render(root))
      return {
        source: lineEnd === '\n' ? Buffer.from(source.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : source,
        subject: title,
        from: { name: sender, address: 'sender@example.org' },
        words: wordsOf(root),
        files: filesOf(root),
      }
    })
}

/** Words of at most 45 bytes each, cut without regard to characters, as careless senders do. */
function longSubject(title: string, isQ: boolean): string {
  const bytes = Buffer.from(title)
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 45) pieces.push(word('utf-8', isQ ? 'Q' : 'B', bytes.subarray(at, at + 45)))
  return pieces.join('\n ')
}

function wordsOf(node: Node): readonly string[] {
  if (node.kind === 'file') return []
  return 'children' in node ? node.children.flatMap(wordsOf) : node.words
}

function filesOf(node: Node): readonly GeneratedFile[] {
  if (node.kind === 'file') return [node.file]
  return 'children' in node ? node.children.flatMap(filesOf) : []
}

class Renderer {
  #boundaries = 0

  render(node: Node): string {
    switch (node.kind) {
      case 'file':
        return this.#file(node.file)
      case 'mixed':
      case 'related':
        return this.#multipart(
          node.kind,
          node.children.map((child) => this.render(child)),
        )
      case 'alternative':
        return this.#multipart('alternative', [this.#text(node, 'plain'), this.#text(node, 'html')])
      default:
        return this.#text(node, node.kind)
    }
  }

  #multipart(subtype: string, parts: readonly string[]): string {
    const boundary = `=_${subtype}_${++this.#boundaries}`
    const content = parts.map((part) => `--${boundary}\n${part}\n`).join('')
    return `Content-Type: multipart/${subtype}; boundary="${boundary}"\n\n${content}--${boundary}--\n`
  }

  #file({ name, type, content }: GeneratedFile): string {
    const encoded = Array.from(Buffer.from(name), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    const half = Math.floor(encoded.length / 6) * 3
    return `Content-Type: ${type}
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename*0*=utf-8''${encoded.slice(0, half)};
 filename*1*=${encoded.slice(half)}

${base64(content)}`
  }

  #text({ words, charset, encoding }: Leaf, subtype: 'plain' | 'html'): string {
    const text = subtype === 'plain' ? words.join(' ') : markup(words)
    const bytes = charsetBytes(text, charset)
    const isRaw = encoding === '8bit' && charset !== 'utf-16le'
    const content = isRaw ? bytes.toString('latin1') : encoding === 'quoted-printable' ? quoted(bytes) : base64(bytes)
    return `Content-Type: text/${subtype}; charset=${charset}
Content-Transfer-Encoding: ${isRaw ? '8bit' : encoding === 'quoted-printable' ? encoding : 'base64'}

${content}`
  }
}

const WRAPPERS = [
  '<p>',
  '<div style="a>b">',
  '<td>',
  '<li>',
  '<span><br></span><b>',
  '<!-- hidden -->',
  '<style>hidden{}</style><h1>',
  '<pre>',
]

/** Words in elements of every kind, none of them glued to its neighbour. */
function markup(words: readonly string[]): string {
  return words.map((text, i) => `${WRAPPERS[(i + words.length) % WRAPPERS.length]} ${text} `).join('')
}
