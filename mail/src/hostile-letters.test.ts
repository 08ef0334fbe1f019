import { expect, test } from 'vitest'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { HEAD } from './testing/hard-case.ts'

const MEGABYTE = 1024 * 1024

function filled(unit: string): string {
  return unit.repeat(Math.floor((MEGABYTE - 1000) / unit.length))
}

const FIELDS: readonly (readonly [string, string])[] = [
  ['To', '(<'],
  ['To', '"\\"'],
  ['To', '('],
  ['To', '<,'],
  ['To', '<a>'],
  ['To', '=?'],
  ['To', 'a:'],
  ['To', 'a@'],
  ['Subject', '=?utf-8?q?a?= '],
  ['Subject', '=?a'],
  ['Content-Type', ';'],
  ['Content-Type', 'a/b;a="\\";'],
  ['Content-Type', '('],
  ['Content-Transfer-Encoding', '('],
  ['Content-ID', '< '],
  ['Content-Disposition', 'a;n*1*='],
  ['List-Id', '<'],
  ['Date', '1 jan '],
  ['References', '<a'],
  ['Message-ID', '<'],
]

const MARKUP = [
  '<title>',
  '<!--',
  '<style>',
  '<template>',
  '<',
  '<a b="',
  '<a b=\'"',
  '<img alt=',
  '&',
  '&amp',
  ' \n',
  'cid:',
  '<div>',
]

const BODIES: readonly (readonly [string, string])[] = [
  ['text/plain', 'begin 644 a\n#0V%T\n'],
  ['text/plain; format=flowed', '> a \n'],
  ['text/plain; charset=iso-2022-jp', '\x1b(B'],
  ['text/plain', 'on wrote: '],
  ['multipart/mixed; boundary=b', '--b\n'],
  ['multipart/mixed; boundary=b', '\n--'],
  ['multipart/mixed; boundary=b', '--b\nContent-Type: multipart/mixed; boundary=b\n\n'],
  ['multipart/mixed', '--b\nContent-Type: multipart/mixed\n\n'],
  ['multipart/mixed', `--${' '.repeat(1000)}\n`],
]

function expectRead(source: string): void {
  const bytes = Buffer.from(source, 'latin1')
  const parsed = parseMessage(bytes)
  expect(parsed.defects.map((defect) => defect.code)).not.toContain('parser-failed')
  expect(parsed.parts.length).toBeGreaterThan(0)
  openMessage(bytes, parsed.parts)
}

// Where reading cost the square of the length, these would not come to an end.
test.each(FIELDS)('a header field %s of a megabyte of "%s" is read', (name, unit) => {
  expectRead(`From: a@example.org\n${name}: ${filled(unit)}\n\nwords\n`)
})

test.each(MARKUP)('a megabyte of the markup "%s" is read', (unit) => {
  expectRead(`${HEAD}\nContent-Type: text/html\n\n${filled(unit)}`)
})

test.each(BODIES)('a body of %s and a megabyte of "%s" is read', (type, unit) => {
  expectRead(`${HEAD}\nContent-Type: ${type}\n\n${filled(unit)}`)
})
