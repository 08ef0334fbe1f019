import { afterAll, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { startTestApp } from '../testing/test-app.ts'
import { createIngestService } from './ingest.service.ts'
import { beginFolder, createGroundAccount, letter, makeBatch } from './testing/ingest-ground.ts'

const app = await startTestApp()
const ingest = createIngestService({ db: app.db, pool: app.pool, log: createLogger('silent') })
afterAll(() => ingest.stop())

test('a letter to a thousand people tells a list the first of them, and all to whoever opens it', async () => {
  const account = await createGroundAccount(app.db, 'many@corp.test')
  await beginFolder(app.db, account.folders['INBOX'] ?? '', 2)
  const people = Array.from({ length: 1000 }, (_, index) => `p${index}@client.test`)
  const source = letter({ From: 'client@client.test', To: people.join(', '), Cc: 'cc@client.test', Subject: 'Many' })
  await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source }]))
  const { api } = app.asAdministrator
  const [item] = (await api.interactions.list({ account: [account.id] })).items
  expect(item?.from).toEqual([{ name: '', address: 'client@client.test' }])
  expect(item?.to.map(({ address }) => address)).toEqual(people.slice(0, 20))
  const opened = await api.interactions.read({ id: item?.id ?? '' })
  expect(opened.to.map(({ address }) => address)).toEqual(people)
  expect(opened.contacts).toHaveLength(1002)
})
