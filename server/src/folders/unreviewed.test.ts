import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createIngestService } from '../emails/ingest.service.ts'
import { dropPlaces } from '../emails/placements.service.ts'
import {
  beginFolder,
  createGroundAccount,
  type GroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from '../emails/testing/ingest-ground.ts'
import { reviewInteractions } from '../interactions/interactions.service.ts'
import { beginOutgoing, moveOutgoing, removeOutgoing } from '../interactions/outgoing.service.ts'
import { transaction } from '../platform/database.ts'
import { createLogger } from '../platform/log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addAccount, addUser } from '../testing/rows.ts'
import type { Actor } from '../users/actor.ts'
import { readSyncStatus } from './folders.view.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())
await switchMailClient(db, true)

let administrator: Actor
let account: GroundAccount
/** The last UID by path. */
const last = new Map<string, number>()

beforeEach(async () => {
  administrator = await addUser(db, 'administrator')
  const folders = { INBOX: 'inbox', Label: 'normal', Sent: 'sent' } as const
  account = await createGroundAccount(db, `${crypto.randomUUID()}@corp.test`, folders)
  await db.insertInto('accountReceiving').values({ accountId: account.id }).execute()
  for (const id of Object.values(account.folders)) await beginFolder(db, id, 1)
  last.clear()
})

async function receive(path: string, sources: string[]): Promise<void> {
  const from = (last.get(path) ?? 0) + 1
  const letters = sources.map((source, index) => ({ uid: from + index, source }))
  const cover = { order: 'up', from, to: from + letters.length - 1 } as const
  expect((await ingest.ingest(makeBatch(account, path, letters, cover))).kind).toBe('stored')
  last.set(path, cover.to)
}
const aLetter = () =>
  letter({ From: 'pavel@client.test', Subject: 'Order', 'Message-ID': `<${crypto.randomUUID()}@client.test>` })
const told = async () => {
  const { unreviewed, folders } = await readSyncStatus(db, administrator, account.id)
  return { unreviewed, folders: Object.fromEntries(folders.map((folder) => [folder.path, folder.unreviewed])) }
}
const counted = async (id = account.id) => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from interactions where account_id = ${id} and not reviewed`.execute(db)
  return rows[0]?.count
}
const idsOf = async () =>
  (await db.selectFrom('interactions').select('id').where('accountId', '=', account.id).orderBy('id').execute()).map(
    ({ id }) => id,
  )

describe('the number of interactions that an account has left to review', () => {
  test('B03 counts a letter that lies in two folders once, and one that lies in none any more', async () => {
    const [both, alone] = [aLetter(), aLetter()]
    await receive('INBOX', [both, alone])
    await receive('Label', [both])
    expect(await told()).toEqual({ unreviewed: 2, folders: { INBOX: 2, Label: 1, Sent: 0 } })
    await dropPlaces(db, account.folders['INBOX'] ?? '', 1n, [1, 2])
    expect(await told()).toEqual({ unreviewed: 2, folders: { INBOX: 0, Label: 1, Sent: 0 } })
    const [first = ''] = await idsOf()
    await reviewInteractions(db, administrator, [first], { reviewed: true })
    expect(await told()).toEqual({ unreviewed: 1, folders: { INBOX: 0, Label: 0, Sent: 0 } })
    await reviewInteractions(db, administrator, [first], { reviewed: false })
    expect((await told()).unreviewed).toBe(await counted())
  })

  test('follows letters written here that move to another account or go', async () => {
    const other = await addAccount(db)
    await db
      .insertInto('accountReceiving')
      .values({ accountId: other })
      .onConflict((c) => c.doNothing())
      .execute()
    const begin = () =>
      transaction(db, (trx) =>
        beginOutgoing(trx, { accountId: account.id, authorId: administrator.userId, basis: null }),
      )
    const [moved, gone] = [await begin(), await begin()]
    await reviewInteractions(db, administrator, [moved, gone], { reviewed: false })
    expect((await told()).unreviewed).toBe(2)
    await transaction(db, (trx) => moveOutgoing(trx, { id: moved, accountId: account.id }, other))
    await transaction(db, (trx) => removeOutgoing(trx, { id: gone, accountId: account.id }))
    expect((await told()).unreviewed).toBe(0)
    expect((await readSyncStatus(db, administrator, other)).unreviewed).toBe(1)
  })

  test('is right after many change it at the same time, and nobody waits for another to commit', async () => {
    await receive('INBOX', Array.from({ length: 12 }, aLetter))
    const ids = await idsOf()
    const slow = await pool.connect()
    await slow.query('begin')
    await slow.query('update interactions set reviewed = true where id = $1', [ids[0]])
    await Promise.all([
      ...ids.slice(1, 8).map((id) => reviewInteractions(db, administrator, [id], { reviewed: true })),
      receive('Label', [aLetter(), aLetter()]),
    ])
    expect((await told()).unreviewed).toBe(12 - 7 + 2)
    await slow.query('commit')
    slow.release()
    expect((await told()).unreviewed).toBe(6)
    expect(await counted()).toBe(6)
    await reviewInteractions(db, administrator, ids, { reviewed: true })
    const rows = await db.selectFrom('accountUnreviewed').selectAll().where('accountId', '=', account.id).execute()
    expect(rows).toEqual([{ accountId: account.id, count: 2 }])
  })

  test('goes with its account', async () => {
    await receive('INBOX', [aLetter()])
    await db.deleteFrom('accounts').where('id', '=', account.id).execute()
    expect(await db.selectFrom('accountUnreviewed').selectAll().where('accountId', '=', account.id).execute()).toEqual(
      [],
    )
  })
})
