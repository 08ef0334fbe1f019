import { afterAll, beforeEach, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { grant } from '../testing/rows.ts'
import { startTestApp, type TestPerson } from '../testing/test-app.ts'
import { createIngestService } from './ingest.service.ts'
import { beginFolder, createGroundAccount, makeBatch } from './testing/ingest-ground.ts'

const app = await startTestApp()
const ingest = createIngestService({ db: app.db, pool: app.pool, log: createLogger('silent') })
afterAll(() => ingest.stop())

const SOURCE = [
  'From: client@client.test',
  'Subject: With a file',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See the file.',
  '--b',
  'Content-Type: application/pdf; name=offer.pdf',
  'Content-Disposition: attachment',
  '',
  'the offer',
  '--b--',
  '',
].join('\r\n')

let reader: TestPerson
let accountId: string
let address: string
let paths: string[]

beforeEach(async () => {
  reader = await app.addPerson()
  const account = await createGroundAccount(app.db, `${reader.actor.userId}@corp.test`)
  accountId = account.id
  await grant(app.db, accountId, reader.actor)
  await beginFolder(app.db, account.folders['INBOX'] ?? '', 2)
  await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source: SOURCE }]))
  const [item] = (await reader.api.interactions.list({ account: [accountId] })).items
  const { attachments } = await reader.api.interactions.read({ id: item?.id ?? '' })
  address = attachments[0]?.address ?? ''
  paths = [`/api/v1/attachments/${attachments[0]?.id}`, `/api/v1/interactions/${item?.id}/source`]
})

test('N10 a signed address opens nothing any more once its reader may not read the account', async () => {
  expect(await (await app.asNobody.fetch(address)).text()).toBe('the offer')
  await app.db.deleteFrom('accountGrants').where('accountId', '=', accountId).execute()
  expect((await app.asNobody.fetch(address)).status).toBe(404)
})

test('N10 a signed address opens nothing any more once its reader is no active user', async () => {
  await app.asAdministrator.api.users.update({ id: reader.actor.userId, active: false })
  expect((await app.asNobody.fetch(address)).status).toBe(403)
})

test('N10 what a sign-in opens is left in no cache for the next one at the same browser', async () => {
  for (const path of paths) {
    const answer = await reader.fetch(path)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  }
})
