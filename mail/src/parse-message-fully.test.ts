import { expect, test } from 'vitest'
import { parseMessage } from './parse-message.ts'
import { needsFullParse, parseMessageFully } from './parse-message-fully.ts'
import { HARD_CASES } from './testing/all.cases.ts'
import { HEAD, letter } from './testing/hard-case.ts'

test('an ordinary letter needs no second parser', () => {
  expect(needsFullParse(parseMessage(letter(`${HEAD}\nSubject: x\n\nwords\n`)))).toBe(false)
})

test('an unknown charset, a boundary that never comes and unreadable characters need one', () => {
  for (const rest of [
    'Content-Type: text/plain; charset=x-unheard\n\n\xe4\xf5',
    'Content-Type: multipart/mixed; boundary=b\n\nno part',
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0J/RgNC40LLQ',
  ]) {
    expect(needsFullParse(parseMessage(letter(`${HEAD}\n${rest}\n`)))).toBe(true)
  }
})

test('a letter that both read alike comes out as the light pass gave it', async () => {
  const source = letter(`${HEAD}\nSubject: x\n\nwords\n`)
  expect(await parseMessageFully(source)).toEqual(parseMessage(source))
})

test('every hard letter comes out, with all its parts and no less text', async () => {
  for (const { title, source } of Object.values(HARD_CASES).flat()) {
    const light = parseMessage(source)
    const full = await parseMessageFully(source)
    expect(full.parts, title).toEqual(light.parts)
    expect(full.text.length * 2, title).toBeGreaterThanOrEqual(light.text.length)
  }
})

test('text that mailparser reads better is taken from it, with its snippet, and the defect goes', async () => {
  // JIS X 0212: the decoder of the light pass knows only JIS X 0208.
  const source = letter(`${HEAD}\nContent-Type: text/plain; charset=iso-2022-jp-1\n\n\x1b$(D0!0"\x1b(B end\n`)
  const light = parseMessage(source)
  expect(needsFullParse(light)).toBe(true)
  expect(light.text).toContain('\ufffd')
  const full = await parseMessageFully(source)
  expect(full.text.trim()).toBe('丂丄 end')
  expect(full.snippet).toBe('丂丄 end')
  expect(full.defects).toEqual([])
})

test('where mailparser gives up the letter keeps what the light pass read and says so', async () => {
  const nested = Array.from(
    { length: 1200 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  ).join('')
  const parsed = await parseMessageFully(letter(`${HEAD}\nSubject: deep\n${nested}\nwords\n`))
  expect(parsed.subject).toBe('deep')
  expect(parsed.text.trim()).toBe('words')
  expect(parsed.defects.map((defect) => defect.code)).toContain('parser-failed')
})
