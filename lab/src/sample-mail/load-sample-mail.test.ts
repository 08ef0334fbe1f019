import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultUsers } from '../default-users.ts'
import type { Lab } from '../lab-types.ts'
import { startLab } from '../start-lab.ts'
import { loadSampleMail, sampleLetters } from './load-sample-mail.ts'

const now = new Date('2026-05-20T12:00:00Z')
const owners = defaultUsers.map(({ address }) => address)
const letters = sampleLetters(owners, now)

test('the sample is large enough, spread over the last weeks, and the same for the same moment', () => {
  expect(letters.length).toBeGreaterThanOrEqual(80)
  expect(letters.length).toBeLessThanOrEqual(120)
  const ages = letters.map(({ internalDate }) => (now.getTime() - internalDate.getTime()) / 86_400_000)
  expect(Math.min(...ages)).toBeGreaterThan(0)
  expect(Math.max(...ages)).toBeGreaterThan(20)
  expect(sampleLetters(owners, now)).toEqual(letters)
})

test('every answer names the letter it answers, and each thread is whole', async () => {
  const read = await Promise.all(letters.map(({ source }) => simpleParser(source)))
  const ids = new Set(read.map(({ messageId }) => messageId))
  const answers = read.filter(({ inReplyTo }) => inReplyTo !== undefined)
  expect(answers.length).toBeGreaterThan(30)
  for (const { inReplyTo, references } of answers) {
    expect(ids).toContain(inReplyTo)
    expect([references].flat().at(-1)).toBe(inReplyTo)
  }
  const declared = read.filter((_, index) => /charset=/.test(String(letters[index]?.source)))
  expect(declared.length).toBe(read.length - 1)
  for (const { subject, text } of declared) expect(`${subject} ${text}`).not.toMatch(/undefined|�/)
})

test('the sample holds what a mail program has to cope with', async () => {
  const sources = letters.map(({ source }) => source.toString('latin1'))
  const having = (pattern: RegExp) => sources.filter((source) => pattern.test(source)).length
  expect(having(/charset=koi8-r/)).toBeGreaterThanOrEqual(2)
  expect(having(/charset=windows-1251/)).toBeGreaterThanOrEqual(3)
  expect(having(/text\/html/)).toBeGreaterThanOrEqual(12)
  expect(having(/method=REQUEST/)).toBeGreaterThanOrEqual(2)
  expect(having(/method=CANCEL/)).toBeGreaterThanOrEqual(1)
  expect(having(/Content-ID/)).toBeGreaterThanOrEqual(2)
  for (const type of ['application/pdf', 'image/png', 'spreadsheetml.sheet', 'wordprocessingml.document']) {
    expect(having(new RegExp(`Content-Type: \\S*${type}`))).toBeGreaterThanOrEqual(2)
  }
})

describe('in a lab', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab({ smtp: false })
  })
  afterAll(() => lab.stop())

  test('the sample fills every standard folder and folders with Cyrillic names', async () => {
    expect(await loadSampleMail(lab)).toBeGreaterThanOrEqual(80)
    const client = await lab.imap('sales@corp.test')
    const folders = await client.list({ statusQuery: { messages: true, unseen: true } })
    const counts = new Map(folders.map(({ path, status }) => [path, status?.messages ?? 0]))
    for (const folder of ['INBOX', 'Sent', 'Drafts', 'Junk', 'Trash', 'Archive', 'Поставщики.Кирпич и бетон']) {
      expect(counts.get(folder)).toBeGreaterThan(0)
    }
    expect(counts.get('Поставщики.Профнастил')).toBeGreaterThan(0)
    expect(folders.find(({ path }) => path === 'INBOX')?.status?.unseen).toBeGreaterThan(3)
  })
})

test('the command prints the lab and stops everything on SIGTERM', async () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const child = execFile(process.execPath, [main, '--json', '--no-dns'])
  const output = String(await once(child.stdout ?? child, 'data'))
  expect(output).toContain('"address":"sales@corp.test"')
  expect(Number(/"letters":(\d+)/.exec(output)?.[1])).toBeGreaterThanOrEqual(80)
  const dir = /"dir":"([^"]+)"/.exec(output)?.[1] ?? ''
  expect(existsSync(dir)).toBe(true)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(existsSync(dir)).toBe(false)
})
