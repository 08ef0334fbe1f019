import { afterAll, expect, test } from 'vitest'
import { createIngestService } from '../emails/ingest.service.ts'
import {
  beginFolder,
  createGroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from '../emails/testing/ingest-ground.ts'
import { createLogger } from '../platform/log.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { keepSearchMerged } from './search-flush.ts'

const { db, pool } = await createTestDatabase()
const log = createLogger('silent')
const ingest = createIngestService({ db, pool, log })
afterAll(() => ingest.stop())

const waiting = async () => {
  const { rows } = await pool.query<{ tuples: string }>(
    `select pending_tuples as tuples from pgstatginindex('search_tsv')`,
  )
  return Number(rows[0]?.tuples)
}

test('new letters do not wait beside the search index until a search is slow', async () => {
  await pool.query('create extension pgstattuple')
  await switchMailClient(db, true)
  const account = await createGroundAccount(db, 'merged@corp.test')
  await beginFolder(db, account.folders['INBOX'] ?? '', 21)
  const letters = Array.from({ length: 20 }, (_, index) => {
    return { uid: index + 1, source: letter({ From: 'client@client.test', Subject: `merged ${index}` }) }
  })
  await ingest.ingest(makeBatch(account, 'INBOX', letters))
  expect(await waiting()).toBe(20)
  const end = keepSearchMerged(db, log, 50)
  await eventually(async () => expect(await waiting()).toBe(0))
  await end()
})
