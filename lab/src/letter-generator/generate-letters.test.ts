import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Lab } from '../lab-types.ts'
import { startLab } from '../start-lab.ts'
import { type GeneratedLetter, generateLetters } from './generate-letters.ts'
import { loadGeneratedMail } from './load-generated-mail.ts'

const count = 1_500
let letters: GeneratedLetter[]
const mail = generateLetters({ count, seed: 7 })

beforeAll(() => {
  letters = [...mail.letters]
})

const share = (check: (letter: GeneratedLetter) => boolean) => letters.filter(check).length / count
const holds = (letter: GeneratedLetter, pattern: RegExp) => pattern.test(letter.source.toString('latin1'))

test('the same options give the same bytes, another seed gives others', () => {
  const digest = (seed: number) => {
    const hash = createHash('sha256')
    for (const { source } of generateLetters({ count: 50, seed }).letters) hash.update(source)
    return hash.digest('hex')
  }
  expect(digest(7)).toBe(digest(7))
  expect(digest(7)).not.toBe(digest(8))
  expect([...mail.letters].at(-1)?.source).toEqual(letters.at(-1)?.source)
})

test('the letters have the size, the kinds and the folders that are promised', () => {
  const average = letters.reduce((sum, { source }) => sum + source.length, 0) / count
  expect(Math.abs(average - 15_000)).toBeLessThan(750)
  const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(0.05)
  near(
    share(({ folder }) => folder === 'INBOX'),
    0.53,
  )
  near(
    share(({ folder }) => folder === 'Sent'),
    0.25,
  )
  near(
    share(({ folder }) => folder === 'Archive'),
    0.13,
  )
  near(
    share(({ folder }) => folder === 'Projects'),
    0.09,
  )
  near(
    share((letter) => holds(letter, /^In-Reply-To:/m)),
    0.45,
  )
  near(
    share((letter) => holds(letter, /text\/html/)),
    0.66,
  )
  near(
    share((letter) => holds(letter, /Content-Disposition: attachment/)),
    0.1,
  )
  near(
    share((letter) => holds(letter, /charset=windows-1251/)),
    0.15,
  )
  near(
    share((letter) => holds(letter, /charset=koi8-r/)),
    0.09,
  )
})

test('words follow a steep curve with a long tail', async () => {
  const counts = new Map<string, number>()
  for (const { source } of letters.slice(0, 200)) {
    const { text } = await simpleParser(source)
    for (const word of (text ?? '').toLowerCase().match(/\p{L}+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const ranked = [...counts.values()].sort((a, b) => b - a)
  expect(ranked.length).toBeGreaterThan(5_000)
  const total = ranked.reduce((sum, number) => sum + number, 0)
  expect(ranked.slice(0, 100).reduce((sum, number) => sum + number, 0) / total).toBeGreaterThan(0.35)
})

test('every planted word is in exactly the letters named', async () => {
  const texts = await Promise.all(
    letters.map(async ({ source }) => {
      const { subject, text, html } = await simpleParser(source)
      return { subject: subject ?? '', text: text ?? '', html: html || '' }
    }),
  )
  for (const { word, forms, place, letters: named } of mail.planted) {
    const pattern = new RegExp(`(?<!\\p{L})(${forms.join('|')})(?!\\p{L})`, 'u')
    const found = texts.flatMap(({ subject, text, html }, index) => {
      const inText = place === 'subject' ? subject : text
      if (html !== '' && place === 'body') expect(pattern.test(html), `${word} ${index}`).toBe(pattern.test(text))
      return pattern.test(inText) ? [index] : []
    })
    expect([word, found]).toEqual([word, named])
  }
})

describe('in a lab', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab({ smtp: false })
  })
  afterAll(() => lab.stop())

  test('the letters arrive in their folders, and the server finds what was planted', async () => {
    const loaded = await loadGeneratedMail(lab, 'anna@corp.test', { count: 600, averageBytes: 4_000 })
    const client = await lab.imap('anna@corp.test')
    let found = 0
    for (const [folder, number] of loaded.folders) {
      const opened = await client.mailboxOpen(folder, { readOnly: true })
      expect([folder, opened.exists]).toEqual([folder, number])
      const hits = await client.search({ body: 'spillway' })
      found += hits === false || hits === undefined ? 0 : hits.length
    }
    expect(found).toBe(loaded.planted.find(({ word }) => word === 'spillway')?.letters.length)
  })
})
