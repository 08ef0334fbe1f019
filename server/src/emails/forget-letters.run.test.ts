import { afterAll, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { forgetLettersHandler } from './forget-letters.run.ts'
import { createIngestService } from './ingest.service.ts'
import { beginFolder, createGroundAccount, letter, makeBatch, switchMailClient } from './testing/ingest-ground.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())
const run = { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal }

test('letters of a removed account are deleted with their sources, but for what another account holds', async () => {
  await switchMailClient(db, true)
  const write = (subject: string, from = 'client@client.test', to = 'box@corp.test') =>
    letter({ From: from, To: to, Subject: subject })
  const [removed, kept] = [
    await createGroundAccount(db, 'removed@corp.test'),
    await createGroundAccount(db, 'kept@corp.test'),
  ]
  for (const { folders } of [removed, kept]) await beginFolder(db, folders['INBOX'] ?? '', 4)
  const own = (address: string) => ({ uid: 3, source: write(`to oneself ${address}`, address, address) })
  const common = { uid: 2, source: write('common') }
  await ingest.ingest(
    makeBatch(removed, 'INBOX', [{ uid: 1, source: write('alone') }, common, own('removed@corp.test')]),
  )
  await ingest.ingest(makeBatch(kept, 'INBOX', [common, own('kept@corp.test')]))
  await db.deleteFrom('accounts').where('id', '=', removed.id).execute()
  await forgetLettersHandler(pool).run({}, run)
  const { rows } = await pool.query<{ subject: string }>(
    'select m.subject from messages m join message_sources s on s.message_id = m.id order by m.subject',
  )
  expect(rows.map(({ subject }) => subject)).toEqual(['common', 'to oneself kept@corp.test'])
  expect(await db.selectFrom('messageSources').select('messageId').execute()).toHaveLength(2)
})
