import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIngestService } from '../emails/ingest.service.ts'
import {
  beginFolder,
  createGroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from '../emails/testing/ingest-ground.ts'
import { transaction } from '../platform/database.ts'
import { createLogger } from '../platform/log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addUser, grant } from '../testing/rows.ts'
import { completeAddress } from './addresses.service.ts'
import { learnNext } from './known-addresses.store.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())

const administrator = await addUser(db, 'administrator')
const owner = await addUser(db)
const granted = await addUser(db)

let shared: Awaited<ReturnType<typeof createGroundAccount>>
let personal: typeof shared

beforeAll(async () => {
  await switchMailClient(db, true)
  shared = await createGroundAccount(db, 'sales@corp.test')
  personal = await createGroundAccount(db, 'boss@corp.test', undefined, { ownerId: owner.userId })
  await grant(db, shared.id, granted)
  await store(shared, 'INBOX', [
    { From: 'Павел Ершов <pavel@client.test>', Cc: 'Ann <ann@client.test>', Date: 'Mon, 1 Jan 2024 10:00:00 +0000' },
    { From: 'pavel@client.test', Date: 'Tue, 2 Jan 2024 10:00:00 +0000' },
    { From: 'Pavlov <zz@client.test>', Date: 'Wed, 3 Jan 2024 10:00:00 +0000' },
    { From: '"100%_sure" <sure@client.test>', Date: 'Wed, 3 Jan 2024 10:00:00 +0000' },
  ])
  await store(shared, 'Sent', [
    { From: 'sales@corp.test', To: 'Pavla <pavla@old.test>', Date: 'Mon, 6 Feb 2023 10:00:00 +0000' },
  ])
  await store(personal, 'INBOX', [
    { From: 'Pavel Secret <pavel.secret@client.test>', Date: 'Mon, 1 Jan 2024 10:00:00 +0000' },
  ])
})

let numbered = 0
async function store(account: typeof shared, path: string, all: Record<string, string>[]) {
  await beginFolder(db, account.folders[path] ?? '', all.length + 1)
  const letters = all.map((headers, index) => {
    numbered += 1
    const whole = { To: 'sales@corp.test', Subject: 'x', 'Message-ID': `<a${numbered}@x>`, ...headers }
    return { uid: index + 1, source: letter(whole) }
  })
  await ingest.ingest(makeBatch(account, path, letters))
}

const complete = async (q: string, actor = granted) =>
  (await completeAddress(db, actor, { q, limit: 10 })).map(({ address }) => address)

async function learn(accountId: string): Promise<void> {
  while (await transaction(db, (trx) => learnNext(trx, accountId, 2)));
}

describe.each(['before they are counted', 'while they are counted', 'after they are counted'])(
  'completion %s',
  (moment) => {
    beforeAll(async () => {
      if (moment === 'while they are counted') await transaction(db, (trx) => learnNext(trx, shared.id, 2))
      if (moment === 'after they are counted') for (const { id } of [shared, personal]) await learn(id)
    })

    test('finds by the beginning of an address, of a word of the name and of a domain; those written to come first', async () => {
      expect(await complete('pav')).toEqual(['pavla@old.test', 'zz@client.test', 'pavel@client.test'])
      expect(await complete('ЕРШ')).toEqual(['pavel@client.test'])
      expect(await complete('old.t')).toEqual(['pavla@old.test'])
      expect(await completeAddress(db, granted, { q: 'pavel@', limit: 10 })).toEqual([
        { name: 'Павел Ершов', address: 'pavel@client.test' },
      ])
      expect(await complete('avel')).toEqual([])
    })

    test('finds nothing in letters that one may not read', async () => {
      expect(await complete('pavel.secret')).toEqual([])
      expect(await complete('pavel.secret', administrator)).toEqual([])
      expect(await complete('pav', owner)).toEqual(['pavel.secret@client.test'])
      expect(await complete('pav', await addUser(db))).toEqual([])
    })

    test('takes signs of patterns for what they are', async () => {
      expect(await complete('%')).toEqual([])
      expect(await complete('100%_s')).toEqual(['sure@client.test'])
      expect(await complete('\\')).toEqual([])
      expect(await complete('\u0000 ')).toEqual([])
    })
  },
)

test('every letter is counted once, whoever else comes in between', async () => {
  await store(shared, 'INBOX', [])
  await learn(shared.id)
  const row = await db
    .selectFrom('knownAddresses')
    .select(['letters', 'written', 'name'])
    .where('accountId', '=', shared.id)
    .where('address', '=', 'pavel@client.test')
    .executeTakeFirst()
  expect(row).toEqual({ letters: 2, written: 0, name: 'Павел Ершов' })
})
