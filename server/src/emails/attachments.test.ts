import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { grant } from '../testing/rows.ts'
import { startTestApp, type TestPerson } from '../testing/test-app.ts'
import { entryNames } from './attachment-archive.service.ts'
import { createIngestService } from './ingest.service.ts'
import { beginFolder, createGroundAccount, makeBatch } from './testing/ingest-ground.ts'

const app = await startTestApp()
const ingest = createIngestService({ db: app.db, pool: app.pool, log: createLogger('silent') })
afterAll(() => ingest.stop())

const part = (headers: string[], body: string) => ['--b', ...headers, '', body]
const inner = [
  'From: Anna <anna@client.test>',
  'Subject: The letter inside',
  'Content-Type: text/html',
  '',
  '<p onclick="x()">inner words</p><script>alert(1)</script><img src="https://tracker.test/x.png">',
].join('\r\n')
const source = [
  'Authentication-Results: mail.corp.test; dkim=pass header.d=client.test',
  'Received: from client.test by mail.corp.test',
  'From: Boris <boris@client.test>',
  'Subject: With files',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  ...part(['Content-Type: text/plain'], 'See the files.'),
  ...part(['Content-Type: application/octet-stream; name=a.bin', 'Content-Disposition: attachment'], 'first'),
  ...part(['Content-Type: application/octet-stream; name=a.bin', 'Content-Disposition: attachment'], 'second'),
  ...part(['Content-Type: message/rfc822; name=inside.eml', 'Content-Disposition: attachment'], inner),
  ...part(
    ['Content-Type: text/calendar; method=REQUEST'],
    'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR',
  ),
  '--b--',
  '',
].join('\r\n')

let reader: TestPerson
let id: string

beforeAll(async () => {
  reader = await app.addPerson()
  const account = await createGroundAccount(app.db, 'files@corp.test')
  await grant(app.db, account.id, reader.actor)
  await beginFolder(app.db, account.folders['INBOX'] ?? '', 2)
  await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source }]))
  id = (await reader.api.interactions.list({ account: [account.id] })).items[0]?.id ?? ''
})

describe('files of a letter', () => {
  test('come as one archive that holds each of them, two of one name apart', async () => {
    const answer = await reader.fetch(`/api/v1/interactions/${id}/attachments`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    expect(text.startsWith('PK')).toBe(true)
    for (const word of ['a.bin', 'a (2).bin', 'inside.eml', 'first', 'second']) expect(text).toContain(word)
  })

  test('a letter among them opens as safely as the one around it', async () => {
    const { attachments } = await reader.api.interactions.read({ id })
    const file = attachments.find(({ name }) => name === 'inside.eml')
    const opened = await reader.api.interactions.attachedLetter({ id: file?.id ?? '' })
    expect(opened).toMatchObject({
      subject: 'The letter inside',
      from: [{ name: 'Anna', address: 'anna@client.test' }],
      text: expect.stringContaining('inner words'),
    })
    expect(opened.html).toContain('inner words')
    expect(opened.html).not.toMatch(/onclick|script|tracker/)
  })

  test('a file that is no letter is not opened as one', async () => {
    const { attachments } = await reader.api.interactions.read({ id })
    const file = attachments.find(({ name }) => name === 'a.bin')
    await expect(reader.api.interactions.attachedLetter({ id: file?.id ?? '' })).rejects.toMatchObject({ status: 404 })
  })

  test('the invitation and the verdict on the signature are told with the letter', async () => {
    expect(await reader.api.interactions.read({ id })).toMatchObject({
      invitation: { method: 'request', summary: 'Meeting' },
      dkim: { result: 'pass', domain: 'client.test' },
    })
  })
})

test('a name in an archive leads nowhere else, and no two are the same', () => {
  const names = ['../../etc/passwd', 'a/b\\c.txt', 'A.pdf', 'a.pdf', 'a.pdf', '']
  expect(entryNames(names.map((name, index) => ({ name, path: String(index) })))).toEqual([
    '__.._etc_passwd',
    'a_b_c.txt',
    'A.pdf',
    'a (2).pdf',
    'a (3).pdf',
    '5',
  ])
})
