import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePart } from './decode-part.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { BROKEN_TREE_CASES } from './testing/broken-trees.cases.ts'
import { CHARSET_CASES } from './testing/charsets.cases.ts'
import { FILE_NAME_CASES } from './testing/file-names.cases.ts'
import { generatedLetters } from './testing/generated-letters.ts'
import { base64, type HardCase, HEAD, letter } from './testing/hard-case.ts'
import { oneSpaced } from './testing/letter-reading.ts'
import { STRUCTURE_CASES } from './testing/structures.cases.ts'

function expectFiles({ title, source, attachments = [] }: HardCase): void {
  const { parts } = parseMessage(source)
  const opened = openMessage(source, parts).attachments
  expect(
    opened.map((file) => file.name),
    title,
  ).toEqual(attachments.map((file) => file.name))
  for (const [i, { path }] of opened.entries()) {
    const part = parts.find((candidate) => candidate.path === path)
    const content = attachments[i]?.content
    if (part === undefined) throw new Error(`${title}: no part ${path}`)
    if (content !== undefined)
      expect(Buffer.from(decodePart(source, part)).equals(Buffer.from(content)), title).toBe(true)
  }
}

test('P53 a declared charset wins where it fits, and a wrong or missing one does not spoil a word', () => {
  for (const { title, source, text, subject } of CHARSET_CASES) {
    const parsed = parseMessage(source)
    const read = { text: text && oneSpaced(parsed.text), subject: subject && parsed.subject }
    expect(read, title).toEqual({ text, subject })
  }
})

test('P53 a word that is well-formed in UTF-8 by chance stays what its charset says', () => {
  const head = 'Content-Type: text/plain; charset=cp866\r\nContent-Transfer-Encoding: base64\r\n\r\n'
  expect(parseMessage(Buffer.from(`${head}8auqoCDxq6qgIPGrqqA=`)).text).toBe('ёлка ёлка ёлка')
})

test('P54 every visible word of 1 000 generated letters is in the text and on the screen', () => {
  const letters = generatedLetters(['plain', 'html', 'alternative'])
  fc.assert(
    fc.property(letters, ({ source, words }) => {
      const { parts, text, hasHtml } = parseMessage(source)
      const opened = openMessage(source, parts)
      expect(oneSpaced(text)).toBe(words.join(' '))
      expect(opened.text).toBe(text)
      if (hasHtml) for (const word of words) expect(opened.html).toContain(word)
      expect(text).not.toContain('hidden')
    }),
    { numRuns: 1000 },
  )
})

test('P54 words below a thousand nested elements are in the text', () => {
  for (const element of ['div', 'table', 'blockquote', 'font', 'pre']) {
    const markup = `${`<${element}>`.repeat(1000)}deep words${`</${element}>`.repeat(1000)}`
    expect(parseMessage(letter(`${HEAD}\nContent-Type: text/html\n\n${markup}\n`)).text).toBe('deep words')
  }
})

test('P54 an empty text part hides neither the HTML beside it nor that before it', () => {
  const html = 'Content-Type: text/html\n\n<p>html words</p>'
  const empty = 'Content-Type: text/plain\n\n \t'
  for (const subtype of ['alternative', 'mixed', 'related']) {
    for (const parts of [
      [empty, html],
      [html, empty],
    ]) {
      const body = parts.map((part) => `--b\n${part}\n`).join('')
      const source = letter(`${HEAD}\nContent-Type: multipart/${subtype}; boundary=b\n\n${body}--b--\n`)
      const parsed = parseMessage(source)
      expect(parsed.text).toBe('html words')
      expect(openMessage(source, parsed.parts).html).toContain('html words')
    }
  }
})

test('P54 a letter of nothing but HTML has text and snippet', () => {
  const parsed = parseMessage(
    letter(`${HEAD}\nContent-Type: text/html\n\n<p>Hello <b>Ivan</b> ;)</p><pre>a\n b</pre>\n`),
  )
  expect(parsed.text).toBe('Hello Ivan ;)\n\na\nb')
  expect(parsed.snippet).toBe('Hello Ivan ;) a b')
})

test('P55 every picture that the HTML shows is inline, in quoted replies too, and none is lost', () => {
  const picture = (id: string, disposition: string): string => `--b
Content-Type: image/png; name=${id}.png
Content-ID: <${id}@example>
Content-Disposition: ${disposition}
Content-Transfer-Encoding: base64

${base64(id)}
`
  const ids = ['one', 'two', 'three', 'four']
  const source = letter(`${HEAD}
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<p>new <img src="cid:one@example"></p>
<blockquote><img src=cid:two@example><div style="background: url('cid:three%40example')"></div></blockquote>
${picture('one', 'inline')}${picture('two', 'attachment')}${picture('three', 'attachment')}${picture('four', 'attachment')}--b--
`)
  const { parts } = parseMessage(source)
  const files = openMessage(source, parts).attachments
  expect(files.map((file) => file.contentId)).toEqual(ids.map((id) => `${id}@example`))
  expect(files.map((file) => file.inline)).toEqual([true, true, true, false])
  expect(openMessage(source, parts).html).toContain('cid:one@example')
})

test('P56 every leaf part is downloadable under the right name, or under one made up', () => {
  for (const hardCase of FILE_NAME_CASES) expectFiles(hardCase)
})

test('P56 an attached letter opens as a letter', () => {
  const inner = letter('From: inner@example.org\nSubject: inner\n\ninner words\n')
  for (const encoding of ['7bit', 'base64']) {
    const content = encoding === 'base64' ? base64(inner) : inner.toString('latin1')
    const source = letter(`${HEAD}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: message/rfc822; name=inner.eml
Content-Transfer-Encoding: ${encoding}

${content}
--b--
`)
    const [part] = parseMessage(source).parts
    if (part === undefined) throw new Error('no part')
    const opened = parseMessage(decodePart(source, part))
    expect([part.name, opened.subject, opened.text.trim()]).toEqual(['inner.eml', 'inner', 'inner words'])
  }
})

test('P57 every nesting of mixed, related and alternative keeps all attachments byte for byte', () => {
  for (const hardCase of [...STRUCTURE_CASES, ...BROKEN_TREE_CASES]) expectFiles(hardCase)
})

test('P57 attachments of 1 000 generated letters are what was attached, byte for byte', () => {
  fc.assert(
    fc.property(generatedLetters(['plain', 'html', 'alternative']), ({ source, files }) => {
      const found = parseMessage(source).parts.filter((part) => part.attachment)
      expect(found.map((part) => part.name)).toEqual(files.map((file) => file.name))
      for (const [i, part] of found.entries()) expect(Buffer.from(decodePart(source, part))).toEqual(files[i]?.content)
    }),
    { numRuns: 1000 },
  )
})
