import { parseMessage } from '@besedka/mail/parse-message'
import { afterAll, expect, test } from 'vitest'
import { createLetterReader } from './letter-reader.ts'

const reader = createLetterReader({ patienceMs: 5_000 })
afterAll(() => reader.stop())

function html(messageId: string, body: string) {
  const source = Buffer.from(`From: a@client.test\r\nContent-Type: text/html\r\n\r\n${body}`)
  return { messageId, source, parts: parseMessage(source).parts, pictures: [] }
}

/** A hundred kilobytes that keep the parser of HTML busy for longer than anybody waits. */
const ENDLESS = '<b>word '.repeat(25_000)

test('a letter that is too much for the sanitiser holds up nobody, shows its text, and costs the time once', async () => {
  const ended: string[] = []
  const open = async (name: string, letter: ReturnType<typeof html>) => {
    const opened = await reader.open(letter)
    ended.push(name)
    return opened
  }
  const endless = open('endless', html('1', ENDLESS))
  const ordinary = await open('ordinary', html('2', '<p>Hello'))
  expect(ordinary).toMatchObject({ html: '<p>Hello</p>', htmlFailed: false })
  expect(await endless).toMatchObject({ html: null, htmlFailed: true, text: expect.stringContaining('word word') })
  const other = open('another endless', html('3', ENDLESS))
  const again = open('the same again', html('1', ENDLESS))
  expect(await again).toMatchObject({ html: null, htmlFailed: true, text: expect.stringContaining('word word') })
  await other
  expect(ended).toEqual(['ordinary', 'endless', 'the same again', 'another endless'])
}, 60_000)

test('a letter with more HTML than anybody waits for shows its text without a try', async () => {
  const opened = await reader.open(html('4', `<p>${'word '.repeat(320_000)}</p>`))
  expect(opened).toMatchObject({ html: null, htmlFailed: true, text: expect.stringContaining('word word') })
  const shorter = await reader.open(html('5', `<p>${'word '.repeat(1_000)}</p>`))
  expect(shorter.htmlFailed).toBe(false)
})
