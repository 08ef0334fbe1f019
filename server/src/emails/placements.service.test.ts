import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { createIngestService } from './ingest.service.ts'
import { dropPlaces, emptyGoneFolder, listHeldUids, saveFlags } from './placements.service.ts'
import {
  beginFolder,
  createGroundAccount,
  type GroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from './testing/ingest-ground.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())
beforeAll(() => switchMailClient(db, true))

let accounts = 0

/** Four letters in INBOX: one read, one twice, one to oneself; the read one lies in Work as well. */
async function fill(): Promise<{ account: GroundAccount; inbox: string; work: string }> {
  accounts += 1
  const address = `place${accounts}@corp.test`
  const account = await createGroundAccount(db, address, { INBOX: 'inbox', Work: 'normal' })
  const [inbox = '', work = ''] = [account.folders['INBOX'], account.folders['Work']]
  await beginFolder(db, inbox, 5)
  await beginFolder(db, work, 2)
  const write = (id: string, from = 'client@client.test') =>
    letter({ From: from, To: address, Subject: id, 'Message-ID': `<${id}.${accounts}@x>` })
  await ingest.ingest(
    makeBatch(account, 'INBOX', [
      { uid: 1, source: write('read'), flags: ['\\Seen'] },
      { uid: 2, source: write('twice') },
      { uid: 3, source: write('twice') },
      { uid: 4, source: write('myself', address) },
    ]),
  )
  await ingest.ingest(makeBatch(account, 'Work', [{ uid: 1, source: write('read') }]))
  return { account, inbox, work }
}

const folder = (id: string) => db.selectFrom('folders').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const countLetters = async (account: GroundAccount) =>
  (await db.selectFrom('interactions').select('id').where('accountId', '=', account.id).execute()).length

describe('letters that leave a folder', () => {
  test('take their places and their part of the counters with them, and stay as interactions', async () => {
    const { account, inbox, work } = await fill()
    expect(await folder(inbox)).toMatchObject({ localCount: 4, totalCount: 2, unreviewedCount: 1 })
    expect(await dropPlaces(db, inbox, 1n, [3])).toBe(true)
    expect(await folder(inbox)).toMatchObject({ localCount: 3, totalCount: 2, unreviewedCount: 1 })
    expect(await dropPlaces(db, inbox, 1n, [1, 2, 4])).toBe(true)
    expect(await folder(inbox)).toMatchObject({ localCount: 0, totalCount: 0, unreviewedCount: 0 })
    expect(await listHeldUids(db, inbox, 1n)).toEqual([])
    expect(await folder(work)).toMatchObject({ localCount: 1, totalCount: 1 })
    expect(await countLetters(account)).toBe(2)
    const skipped = await db.selectFrom('skippedLetters').select('goneAt').where('folderId', '=', inbox).execute()
    expect(skipped).toEqual([{ goneAt: expect.any(Date) }])
  })

  test('under another UIDVALIDITY than the folder has now are not touched', async () => {
    const { inbox } = await fill()
    expect(await dropPlaces(db, inbox, 2n, [1, 2, 3, 4])).toBe(false)
    expect(await listHeldUids(db, inbox, 1n)).toEqual([1, 2, 3, 4])
  })

  test('because the folder itself is gone leave it empty and ready to be read anew', async () => {
    const { account, inbox, work } = await fill()
    await emptyGoneFolder(db, inbox)
    expect(await folder(inbox)).toMatchObject({ localCount: 4 })
    await db.updateTable('folders').set({ goneAt: sql`now()` }).where('id', '=', inbox).execute()
    await emptyGoneFolder(db, inbox)
    expect(await folder(inbox)).toMatchObject({ localCount: 0, totalCount: 0, unreviewedCount: 0, uidValidity: null })
    expect(await listHeldUids(db, inbox, 1n)).toEqual([])
    expect(await listHeldUids(db, work, 1n)).toEqual([1])
    expect(await countLetters(account)).toBe(2)
  })
})

test('flags are stored where they differ, for the letters that were named', async () => {
  const { inbox } = await fill()
  await saveFlags(db, inbox, 1n, [
    { uid: 1, flags: ['\\Seen', '\\Answered'] },
    { uid: 2, flags: [] },
    { uid: 99, flags: ['\\Flagged'] },
  ])
  const rows = await db
    .selectFrom('placements')
    .select(['uid', 'flags'])
    .where('folderId', '=', inbox)
    .orderBy('uid')
    .execute()
  expect(rows).toEqual([
    { uid: '1', flags: ['\\Seen', '\\Answered'] },
    { uid: '2', flags: [] },
    { uid: '3', flags: [] },
  ])
})
