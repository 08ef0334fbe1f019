import { randomBytes } from 'node:crypto'
import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountFor, type BlackBox, connectAccount, startBlackBox } from './testing/black-box-ground.ts'
import { untilReceived } from './testing/until-received.ts'

const list = page(interactionItem)
const lines = (...all: string[]) => Buffer.from(`${all.join('\r\n')}\r\n`)
const plain = (subject: string) =>
  lines('From: Anna <anna@client.test>', 'To: odd@corp.test', `Subject: ${subject}`, '', 'an ordinary letter')

/** Letters as the world sends them, by what is odd about them. */
const odd: Record<string, Buffer> = {
  'no headers': lines('', 'A body that stands alone.'),
  'nothing at all': Buffer.from('\r\n'),
  'headers only': lines('From: anna@client.test', 'Subject: headers only'),
  'NUL bytes': lines('From: anna@client.test', 'Subject: NUL \u0000 bytes', '', 'before \u0000 after'),
  'no Message-ID, no From, bad Date': lines('Subject: lost half', 'Date: the day before', '', 'text of the lost half'),
  'a header of 200 kB': lines('From: anna@client.test', `Subject: ${'long '.repeat(40_000)}`, '', 'short text'),
  'a Message-ID of 10 kB': lines(`Message-ID: <${'x'.repeat(10_000)}@client.test>`, 'Subject: long id', '', 'text'),
  'headers doubled': lines('From: a@x.test', 'From: b@x.test', 'Subject: one', 'Subject: two', '', 'text'),
  'raw windows-1251': Buffer.concat([
    Buffer.from('From: anna@client.test\r\nSubject: raw 8 bit\r\n\r\n'),
    Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xf1, 0xea, 0xeb, 0xe0, 0xe4, 0x0d, 0x0a]),
  ]),
  'broken surrogates and controls': lines('Subject: =?utf-8?B?7aCA7bCA?= \u0001', '', 'text \ud83d end'),
  '1,000 nested parts': nested(1_000),
  '2 MB of distinct words': lines('Subject: many words', '', distinctWords(2_000_000)),
  'a date of 1970': lines(
    'From: anna@client.test',
    'Date: Thu, 1 Jan 1970 00:00:00 +0000',
    'Subject: from 1970',
    '',
    'old',
  ),
  'a date of 2099': lines(
    'From: anna@client.test',
    'Date: Thu, 31 Dec 2099 12:00:00 +0000',
    'Subject: from 2099',
    '',
    'new',
  ),
  '5 MB of HTML': lines(
    'From: anna@client.test',
    'Subject: a long page',
    'Content-Type: text/html',
    '',
    longPage(5_000_000),
  ),
  '25 MB': withFile(25 * 1024 * 1024),
}

function nested(depth: number): Buffer {
  const open = Array.from({ length: depth }, (_, level) => [
    `Content-Type: multipart/mixed; boundary=b${level}`,
    '',
    `--b${level}`,
  ]).flat()
  return lines('From: anna@client.test', 'Subject: deep', 'MIME-Version: 1.0', ...open, '', 'the innermost words')
}

function distinctWords(bytes: number): string {
  const words: string[] = []
  for (let size = 0, index = 0; size < bytes; index++) {
    const word = `w${index.toString(36)}q`
    words.push(index % 12 === 11 ? `${word}\r\n` : word)
    size += word.length + 1
  }
  return words.join(' ')
}

/** Tables, links and styles as newsletters have them. */
function longPage(bytes: number): string {
  const row = (index: number) =>
    `<tr><td style="padding:4px;color:#333">Line ${index}</td><td><a href="https://client.test/${index}">more</a></td></tr>\r\n`
  const rows: string[] = []
  for (let size = 0, index = 0; size < bytes; index++) {
    rows.push(row(index))
    size += row(index).length
  }
  return `<p>first words</p><table>${rows.join('')}</table><p>last words</p>`
}

function withFile(bytes: number): Buffer {
  const file = randomBytes(Math.floor((bytes * 57) / 78) - 500).toString('base64')
  return lines(
    'From: anna@client.test',
    'Subject: a large file',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'see the file',
    '--b',
    'Content-Type: application/octet-stream; name=large.bin',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename=large.bin',
    '',
    file.replaceAll(/.{76}/g, '$&\r\n'),
    '--b--',
  )
}

let box: BlackBox
let accountId: string

beforeAll(async () => {
  box = await startBlackBox()
  await box.lab.addUser({ address: 'odd@corp.test', password: 'secret', name: 'Odd letters' })
  await box.lab.append('odd@corp.test', 'INBOX', [plain('the first'), ...Object.values(odd), plain('the last')])
  accountId = await connectAccount(box, 'odd@corp.test')
})
afterAll(() => box.stop())

async function received(): Promise<{ items: Awaited<ReturnType<typeof list.parse>>['items']; quarantined: number }> {
  const { items } = list.parse(await box.api.get(`/interactions?account=${accountId}&limit=200`))
  const ledger = (await box.api.get(`/accounts/${accountId}/ledger`)) as { folders: { quarantined: unknown[] }[] }
  return { items, quarantined: ledger.folders.reduce((sum, { quarantined }) => sum + quarantined.length, 0) }
}

/** As the server gives them, in the order of `odd`: over IMAP a NUL byte cannot pass, the server puts another in its place. */
async function sourcesOnServer(): Promise<Buffer[]> {
  const client = await box.lab.imap('odd@corp.test')
  await client.mailboxOpen('INBOX', { readOnly: true })
  const sources: Buffer[] = []
  for await (const { source } of client.fetch('1:*', { source: true })) sources.push(source ?? Buffer.alloc(0))
  await client.logout()
  return sources.slice(1, -1)
}

describe('P06 letters that follow no rule', () => {
  test('P06 every one of them arrives, and those around them as well', async () => {
    const { items, quarantined } = await received()
    expect(items.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['the first', 'the last']))
    expect(items).toHaveLength(Object.keys(odd).length + 2)
    expect(quarantined).toBe(0)
  })

  test('P06 each opens, tells what was wrong with it, and has kept its bytes', { timeout: 60_000 }, async () => {
    const { items } = await received()
    const sources = await sourcesOnServer()
    const found = new Set<number>()
    for (const { id } of items) {
      const letter = interaction.parse(await box.api.get(`/interactions/${id}`))
      const { bytes } = await box.api.ask('GET', `/interactions/${id}/source`)
      const index = sources.findIndex((source) => source.equals(bytes))
      if (index < 0) continue
      found.add(index)
      const name = Object.keys(odd)[index] ?? ''
      if (wantedDefects[name] !== undefined) expect(letter.defects, name).toContain(wantedDefects[name])
      for (const word of wantedWords[name] ?? []) expect(`${letter.subject} ${letter.text}`, name).toContain(word)
    }
    expect(Object.keys(odd).filter((_name, index) => !found.has(index))).toEqual([])
  })

  test('a mailbox of no letters is complete at once', async () => {
    await box.lab.addUser({ address: 'empty@corp.test', password: 'secret', name: 'Nobody writes' })
    const receiving = { ...accountFor(box, 'empty@corp.test'), useForSending: false, outgoing: undefined }
    const { id } = (await box.api.send('POST', '/accounts', receiving)) as { id: string }
    await untilReceived(box.api, id)
    expect(await box.api.get(`/interactions?account=${id}`)).toEqual({ items: [], next: null })
  })

  test('the program still stands', async () => {
    expect((await box.api.ask('GET', '//readyz')).status).toBe(200)
    expect(box.program.output()).not.toContain('"level":60')
  })
})

const wantedDefects: Record<string, string> = {
  'no headers': 'no-from',
  'no Message-ID, no From, bad Date': 'bad-date',
  'headers doubled': 'duplicate-header',
  'raw windows-1251': 'unlabelled-8bit',
  '1,000 nested parts': 'too-deep',
}

const wantedWords: Record<string, string[]> = {
  'no headers': ['A body that stands alone.'],
  'NUL bytes': ['before', 'after'],
  'raw windows-1251': ['Привет, склад'],
  'no Message-ID, no From, bad Date': ['lost half'],
  '1,000 nested parts': ['the innermost words'],
  '2 MB of distinct words': ['w0q', 'w1q'],
  'a Message-ID of 10 kB': ['long id'],
  'a date of 1970': ['from 1970', 'old'],
  'a date of 2099': ['from 2099', 'new'],
  '5 MB of HTML': ['a long page', 'first words', 'last words'],
}
