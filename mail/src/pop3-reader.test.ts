import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apopStamp, readCapabilities, readSizes, readUniqueIds } from './pop3-answers.ts'
import { defaultPop3Limits, type Pop3Event, Pop3Reader, type Pop3Shape, Pop3SyntaxError } from './pop3-reader.ts'

/** What comes out of the reader, pieces of a letter put together. */
function read(chunks: readonly Buffer[], shapes: readonly Pop3Shape[], limits = defaultPop3Limits) {
  const events: (Exclude<Pop3Event, { kind: 'bytes' }> | { kind: 'letter'; text: string })[] = []
  let letter: Buffer[] | null = null
  const reader = new Pop3Reader((event) => {
    if (event.kind === 'bytes') letter = [...(letter ?? []), Buffer.from(event.bytes)]
    else {
      if (letter !== null) events.push({ kind: 'letter', text: Buffer.concat(letter).toString('latin1') })
      letter = null
      events.push(event)
    }
  }, limits)
  for (const shape of shapes) reader.expect(shape)
  for (const chunk of chunks) reader.push(chunk)
  return events
}

const bytewise = (text: string) => [...Buffer.from(text, 'latin1')].map((byte) => Buffer.of(byte))
const whole = (text: string) => [Buffer.from(text, 'latin1')]

/** As a server sends a letter (RFC 1939 section 3). */
const stuff = (letter: string) =>
  `+OK\r\n${letter
    .split('\r\n')
    .map((line) => (line.startsWith('.') ? `.${line}` : line))
    .join('\r\n')}.\r\n`

const hard = [
  '',
  'one line\r\n',
  '.\r\n',
  '..\r\n',
  '...\r\n.\r\n..\r\n',
  '.\r\r\n',
  '.\rx\r\n',
  '.\n\r\n',
  'bare\n.\nfeeds\n.x\r\n',
  'cr\r\r\n.\r\n',
  '\r\n\r\n.a\r\n\r\n',
  'ends in a dot.\r\n',
  '\n.\r\n',
  '\r.\r\n',
  '\0\xff\x80\r\n',
]

test.each(hard)('P02 a letter keeps every byte, whole or byte by byte: %j', (letter) => {
  const expected = letter === '' ? [] : [{ kind: 'letter', text: letter }]
  for (const chunks of [whole(stuff(letter)), bytewise(stuff(letter))]) {
    expect(read(chunks, ['letter']).filter(({ kind }) => kind === 'letter')).toEqual(expected)
    expect(read(chunks, ['letter']).at(-1)).toEqual({ kind: 'end' })
  }
})

const lines = fc.array(fc.array(fc.constantFrom('.', '\r', '\n', 'a', '\xe9', '\0')).map((all) => all.join('')))
/** A line of a letter cannot hold CRLF, nor end in CR before one. */
const letters = lines.map((all) => all.map((line) => `${line.replaceAll('\r\n', '').replace(/\r+$/, '')}\r\n`).join(''))

test('P02 any letters, one after the other, come out as they went in, however they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (all, cuts) => {
        const sent = Buffer.from(all.map(stuff).join(''), 'latin1')
        const chunks: Buffer[] = []
        for (let at = 0; at < sent.length; ) {
          const size = cuts[chunks.length % cuts.length] ?? 1
          chunks.push(sent.subarray(at, at + size))
          at += size
        }
        const got: string[] = []
        let text = ''
        const reader = new Pop3Reader((event) => {
          if (event.kind === 'bytes') text += event.bytes.toString('latin1')
          if (event.kind !== 'end') return
          got.push(text)
          text = ''
        })
        for (const _ of all) reader.expect('letter')
        for (const chunk of chunks) reader.push(chunk)
        expect(got).toEqual(all)
        expect(reader.isBetweenAnswers).toBe(true)
      },
    ),
  )
})

test('tells statuses, their codes, lines and a dialogue apart, whatever the pieces', () => {
  const sent = '+OK ready\r\n-ERR [in-use] busy\n+OK\r\n1 a\r\n..b\r\n.\r\n+ Y2hhbGxlbmdl\r\n+\r\n+OK in\r\n'
  const shapes: Pop3Shape[] = ['single', 'lines', 'lines', 'dialogue']
  const expected = [
    { kind: 'status', ok: true, text: 'ready', code: null },
    { kind: 'end' },
    { kind: 'status', ok: false, text: '[in-use] busy', code: 'IN-USE' },
    { kind: 'end' },
    { kind: 'status', ok: true, text: '', code: null },
    { kind: 'line', text: '1 a' },
    { kind: 'line', text: '.b' },
    { kind: 'end' },
    { kind: 'challenge', text: 'Y2hhbGxlbmdl' },
    { kind: 'challenge', text: '' },
    { kind: 'status', ok: true, text: 'in', code: null },
    { kind: 'end' },
  ]
  expect(read(whole(sent), shapes)).toEqual(expected)
  expect(read(bytewise(sent), shapes)).toEqual(expected)
})

test.each<[string, string, Pop3Shape[]]>([
  ['an answer nobody asked for', '+OK\r\n+OK again\r\n', ['single']],
  ['something that is no status', 'HTTP/1.1 400\r\n', ['single']],
  ['a greeting without an end', 'x'.repeat(40), ['single']],
  ['a line of a list without an end', `+OK\r\n${'9'.repeat(40)}`, ['lines']],
  ['a list without an end', `+OK\r\n${'1 2\r\n'.repeat(9)}`, ['lines']],
])('refuses %s', (_name, sent, shapes) => {
  for (const chunks of [whole(sent), bytewise(sent)]) {
    expect(() => read(chunks, shapes, { lineBytes: 30, lines: 5 })).toThrow(Pop3SyntaxError)
  }
})

test('whatever bytes come, it throws its own error or none', () => {
  const shapes: Pop3Shape[] = ['single', 'lines', 'dialogue', 'letter', 'letter']
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('+OK\r\n', '-ERR x\r\n', '.\r\n', '+ \r\n', '1 2\r\n'))),
      (sent) => {
        try {
          read(
            sent.map((text) => Buffer.from(text)),
            shapes,
            { lineBytes: 50, lines: 20 },
          )
        } catch (error) {
          expect(error).toBeInstanceOf(Pop3SyntaxError)
        }
      },
    ),
  )
})

test('reads capabilities, time stamps and lists, and passes over what is none', () => {
  const capabilities = readCapabilities(['TOP', 'sasl PLAIN cram-md5', 'LOGIN-DELAY 10', 'PIPELINING', ''])
  expect(capabilities.names).toEqual(new Set(['TOP', 'SASL', 'LOGIN-DELAY', 'PIPELINING']))
  expect(capabilities.sasl).toEqual(new Set(['PLAIN', 'CRAM-MD5']))
  expect(capabilities.loginDelaySeconds).toBe(10)
  expect(readCapabilities(['LOGIN-DELAY soon']).loginDelaySeconds).toBe(0)
  expect(apopStamp('POP3 server ready <1896.697170952@dbc.mtview.ca.us> go')).toBe('<1896.697170952@dbc.mtview.ca.us>')
  expect(apopStamp('ready <no stamp>')).toBeNull()
  expect(readSizes(['1 120', '2 x', 'nonsense', '0 5', '3 7 more'])).toEqual(
    new Map([
      [1, 120],
      [3, 7],
    ]),
  )
  expect(readUniqueIds(['1 whqtswO00WBw418f9t5JxYwZ', '2 ', ' 3 a.b'])).toEqual(
    new Map([
      [1, 'whqtswO00WBw418f9t5JxYwZ'],
      [3, 'a.b'],
    ]),
  )
})
