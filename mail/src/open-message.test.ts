import { expect, test } from 'vitest'
import { type OpenedMessage, openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import { HEAD, in8Bit, letter } from './testing/hard-case.ts'

function open(entity: string): OpenedMessage {
  const source = letter(`${HEAD}\n${entity}\n`)
  return openMessage(source, parseMessage(source).parts)
}

function multipart(subtype: string, ...parts: readonly string[]): string {
  return `Content-Type: multipart/${subtype}; boundary=${subtype}\n\n${parts.map((part) => `--${subtype}\n${part}\n`).join('')}--${subtype}--`
}

const PLAIN = 'Content-Type: text/plain\n\nplain <words>'
const HTML = 'Content-Type: text/html\n\n<p>html words</p>'

test('a plain letter has text and no HTML', () => {
  expect(open(PLAIN)).toEqual({ text: 'plain <words>\n', html: null, attachments: [] })
})

test('of an alternative the HTML is shown as HTML and the plain part as text', () => {
  const { text, html } = open(multipart('alternative', PLAIN, HTML))
  expect(text).toBe('plain <words>')
  expect(html).toBe('<p>html words</p>')
})

test('all HTML parts are joined, and a text part of its own is shown among them, escaped', () => {
  const { html } = open(multipart('mixed', HTML, PLAIN, 'Content-Type: text/html\n\n<p>more</p>'))
  expect(html).toBe('<p>html words</p>\n<div style="white-space: pre-wrap">plain &lt;words&gt;</div>\n<p>more</p>')
})

test('a footer outside of the alternative is shown under the HTML', () => {
  const { html, text } = open(
    multipart('mixed', multipart('alternative', PLAIN, HTML), 'Content-Type: text/plain\n\nfooter'),
  )
  expect(html).toContain('html words')
  expect(html).toContain('footer')
  expect(html).not.toContain('plain')
  expect(text).toBe('plain <words>\nfooter')
})

test('HTML with nothing to see gives way to the text', () => {
  expect(open(multipart('alternative', PLAIN, 'Content-Type: text/html\n\n<p>&nbsp;</p>')).html).toBeNull()
})

test('HTML with nothing but a picture is something to see', () => {
  expect(open('Content-Type: text/html\n\n<img src="cid:a">').html).toContain('cid:a')
})

test('flowed text is joined to paragraphs', () => {
  expect(open('Content-Type: text/plain; format=flowed\n\none \ntwo\n> quoted \n> on').text).toBe(
    'one two\n> quoted on\n',
  )
})

test('HTML is decoded by its charset and keeps its markup', () => {
  expect(open(`Content-Type: text/html; charset=koi8-r\n\n<b>${in8Bit('Привет', 'koi8-r')}</b>`).html).toBe(
    '<b>Привет</b>\n',
  )
})

test('attachments carry what a list of them shows', () => {
  const pdf =
    'Content-Type: application/pdf; name=a.pdf\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64\n\naGVsbG8='
  expect(open(multipart('mixed', PLAIN, pdf)).attachments).toEqual([
    { path: '2', name: 'a.pdf', type: 'application/pdf', size: 5, inline: false, contentId: 'a@b' },
  ])
})
