import { hash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../platform/log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { createIngestService } from './ingest.service.ts'
import { beginFolder, createGroundAccount, letter, makeBatch, switchMailClient } from './testing/ingest-ground.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())
beforeAll(() => switchMailClient(db, true))

let addresses = 0
const newAddress = () => `box${++addresses}@corp.test`

function plain(id: string, more: Record<string, string> = {}, body?: string): string {
  return letter(
    { From: 'Client <client@client.test>', To: 'box@corp.test', Subject: id, 'Message-ID': `<${id}@x>`, ...more },
    body,
  )
}

async function folderRow(id: string) {
  return db.selectFrom('folders').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function interactionsOf(accountId: string) {
  return db
    .selectFrom('interactions as i')
    .innerJoin('messages as m', 'm.id', 'i.messageId')
    .selectAll('i')
    .select(['m.subject', 'm.internetMessageId', 'm.defects', 'm.contentHash'])
    .where('i.accountId', '=', accountId)
    .orderBy('i.id')
    .execute()
}

describe('a batch', () => {
  test('is stored whole: content, source byte for byte, interaction, place, search, cursor, counters', async () => {
    const account = await createGroundAccount(db, newAddress())
    const inbox = account.folders['INBOX'] ?? ''
    await beginFolder(db, inbox, 3)
    const source = plain('whole-1', { Date: 'Mon, 6 May 2024 10:00:00 +0300' }, 'Приветствие складу номер 17')
    const batch = makeBatch(account, 'INBOX', [
      { uid: 2, source, flags: ['\\Seen'] },
      { uid: 1, source: plain('whole-2') },
    ])
    const outcome = await ingest.ingest(batch)
    expect(outcome).toMatchObject({ kind: 'stored', counts: { created: 2, placed: 0, skipped: 0, quarantined: 0 } })
    const [first] = await interactionsOf(account.id)
    expect(first).toMatchObject({
      direction: 'incoming',
      subject: 'whole-1',
      internetMessageId: 'whole-1@x',
      date: new Date('2024-05-06T07:00:00Z'),
      reviewed: true,
    })
    const stored = await db
      .selectFrom('messageSources')
      .selectAll()
      .where('messageId', '=', first?.messageId ?? '')
      .executeTakeFirstOrThrow()
    const bytes = stored.encoding === 'zstd' ? zstdDecompressSync(stored.bytes) : stored.bytes
    expect(bytes.toString()).toBe(source)
    expect(first?.contentHash.toString('hex')).toBe(hash('sha256', source))
    const found = await pool.query(
      `select interaction_id from search where tsv @@ 'склад'::tsquery and account_id = $1`,
      [account.id],
    )
    expect(found.rows).toHaveLength(1)
    expect(await folderRow(inbox)).toMatchObject({
      lowUid: '1',
      highUid: '2',
      localCount: 2,
      totalCount: 2,
      unreviewedCount: 1,
      backfillDone: true,
      firstReadAt: expect.any(Date),
    })
  })

  test('that does not touch the cursor, or comes twice, is stale and changes nothing', async () => {
    const account = await createGroundAccount(db, newAddress())
    await beginFolder(db, account.folders['INBOX'] ?? '', 11)
    const cover = { order: 'down', from: 9, to: 10 } as const
    const batch = makeBatch(account, 'INBOX', [{ uid: 10, source: plain('twice') }], cover)
    const outcomes = await Promise.all([ingest.ingest(batch), ingest.ingest(batch)])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stale'])
    const gap = makeBatch(account, 'INBOX', [{ uid: 5, source: plain('gap') }], { order: 'down', from: 5, to: 6 })
    expect(await ingest.ingest(gap)).toEqual({ kind: 'stale' })
    expect(await ingest.ingest({ ...gap, folderId: '999999999' })).toEqual({ kind: 'stale' })
    expect(await interactionsOf(account.id)).toHaveLength(1)
  })

  test('of an account that is being removed, which takes its time, is stale at once and holds up no other', async () => {
    const [removed, other] = [await createGroundAccount(db, newAddress()), await createGroundAccount(db, newAddress())]
    for (const { folders } of [removed, other]) await beginFolder(db, folders['INBOX'] ?? '', 2)
    const removing = await pool.connect()
    await removing.query('begin')
    await removing.query('delete from accounts where id = $1', [removed.id])
    const late = ingest.ingest(makeBatch(removed, 'INBOX', [{ uid: 1, source: plain('late') }]))
    const stored = ingest.ingest(makeBatch(other, 'INBOX', [{ uid: 1, source: plain('not held up') }]))
    expect([await late, await stored]).toMatchObject([{ kind: 'stale' }, { kind: 'stored' }])
    await removing.query('commit')
    removing.release()
  })

  test('is refused while the mail client is off, and taken when it is on again', async () => {
    const account = await createGroundAccount(db, newAddress())
    await beginFolder(db, account.folders['INBOX'] ?? '', 2)
    const batch = makeBatch(account, 'INBOX', [{ uid: 1, source: plain('off') }])
    await switchMailClient(db, false)
    const outcome = await ingest.ingest(batch)
    await switchMailClient(db, true)
    expect(outcome).toEqual({ kind: 'off' })
    expect(await ingest.ingest(batch)).toMatchObject({ kind: 'stored' })
  })

  test('P05 keeps two letters with one Message-ID apart and in one thread', async () => {
    const account = await createGroundAccount(db, newAddress())
    await beginFolder(db, account.folders['INBOX'] ?? '', 3)
    const batch = makeBatch(account, 'INBOX', [
      { uid: 1, source: plain('same-id', {}, 'one') },
      { uid: 2, source: plain('same-id', {}, 'two') },
    ])
    await ingest.ingest(batch)
    const rows = await interactionsOf(account.id)
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ threadId }) => threadId)).size).toBe(1)
    expect(rows.map(({ basisId }) => basisId)).toEqual([null, null])
  })

  test('P11 stores a letter of two mailboxes once and shows it in both, with flags of their own', async () => {
    const [a, b] = [await createGroundAccount(db, newAddress()), await createGroundAccount(db, newAddress())]
    const source = plain('shared')
    for (const account of [a, b]) await beginFolder(db, account.folders['INBOX'] ?? '', 2)
    await ingest.ingest(makeBatch(a, 'INBOX', [{ uid: 1, source, flags: ['\\Seen'] }]))
    await ingest.ingest(makeBatch(b, 'INBOX', [{ uid: 1, source }]))
    const [[inA], [inB]] = [await interactionsOf(a.id), await interactionsOf(b.id)]
    expect(inA?.messageId).toBe(inB?.messageId)
    expect(inA?.threadId).toBe(inB?.threadId)
    expect([inA?.reviewed, inB?.reviewed]).toEqual([true, false])
  })

  test('gives a letter that lies in two folders two places and counts it in each', async () => {
    const account = await createGroundAccount(db, newAddress(), { INBOX: 'inbox', Work: 'normal' })
    for (const id of Object.values(account.folders)) await beginFolder(db, id, 3)
    const source = plain('label')
    await ingest.ingest(
      makeBatch(account, 'INBOX', [
        { uid: 1, source },
        { uid: 2, source },
      ]),
    )
    const outcome = await ingest.ingest(makeBatch(account, 'Work', [{ uid: 2, source }]))
    expect(outcome).toMatchObject({ counts: { created: 0, placed: 1 } })
    expect(await interactionsOf(account.id)).toHaveLength(1)
    for (const [path, local] of [
      ['INBOX', 2],
      ['Work', 1],
    ] as const) {
      const row = await folderRow(account.folders[path] ?? '')
      expect(row).toMatchObject({ totalCount: 1, unreviewedCount: 1, localCount: local })
    }
  })
})

describe('review on arrival', () => {
  test('P03 what was read or answered before the first import arrives reviewed, what comes later does not', async () => {
    const account = await createGroundAccount(db, newAddress())
    const inbox = account.folders['INBOX'] ?? ''
    await beginFolder(db, inbox, 4)
    await ingest.ingest(
      makeBatch(account, 'INBOX', [
        { uid: 1, source: plain('seen'), flags: ['\\Seen'] },
        { uid: 2, source: plain('answered'), flags: ['\\Answered'] },
        { uid: 3, source: plain('unread'), flags: ['\\Flagged'] },
      ]),
    )
    const cover = { order: 'up', from: 4, to: 4 } as const
    await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 4, source: plain('later'), flags: ['\\Seen'] }], cover))
    const rows = await interactionsOf(account.id)
    const reviewed = Object.fromEntries(rows.map((row) => [row.subject, row.reviewed]))
    expect(reviewed).toEqual({ seen: true, answered: true, unread: false, later: false })
    expect(await folderRow(inbox)).toMatchObject({ totalCount: 4, unreviewedCount: 2 })
  })

  test('S21 a letter from the account itself is outgoing: reviewed in Sent, unproved and to review elsewhere', async () => {
    const address = newAddress()
    const account = await createGroundAccount(db, address, undefined, { aliases: ['alias@corp.test'] })
    await beginFolder(db, account.folders['Sent'] ?? '', 2)
    await beginFolder(db, account.folders['INBOX'] ?? '', 3)
    const to = { To: 'client@client.test' }
    await ingest.ingest(makeBatch(account, 'Sent', [{ uid: 1, source: plain('in-sent', { From: address, ...to }) }]))
    await ingest.ingest(
      makeBatch(account, 'INBOX', [
        { uid: 1, source: plain('in-inbox', { From: `"Me" <${address.toUpperCase()}>`, ...to }), flags: ['\\Seen'] },
        { uid: 2, source: plain('by-alias', { From: 'alias@corp.test', ...to }) },
      ]),
    )
    const rows = await interactionsOf(account.id)
    expect(Object.fromEntries(rows.map((row) => [row.subject, [row.direction, row.proved, row.reviewed]]))).toEqual({
      'in-sent': ['outgoing', true, true],
      'in-inbox': ['outgoing', false, false],
      'by-alias': ['outgoing', false, false],
    })
  })

  test('S21 the copy in Sent proves a letter that was found elsewhere before, and sets the counters right', async () => {
    const address = newAddress()
    const account = await createGroundAccount(db, address)
    for (const id of Object.values(account.folders)) await beginFolder(db, id, 2)
    const source = plain('proved-later', { From: address, To: 'client@client.test' })
    await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source }]))
    expect(await folderRow(account.folders['INBOX'] ?? '')).toMatchObject({ unreviewedCount: 1 })
    await ingest.ingest(makeBatch(account, 'Sent', [{ uid: 1, source }]))
    expect(await interactionsOf(account.id)).toMatchObject([{ proved: true, reviewed: true, version: '2' }])
    for (const id of Object.values(account.folders)) {
      expect(await folderRow(id)).toMatchObject({ totalCount: 1, unreviewedCount: 0 })
    }
  })

  test('the owner of a personal account is responsible for its letters', async () => {
    await db.insertInto('users').values({ id: 'owner', name: 'Owner', email: 'owner@corp.test' }).execute()
    const account = await createGroundAccount(db, newAddress(), undefined, { ownerId: 'owner' })
    await beginFolder(db, account.folders['INBOX'] ?? '', 2)
    await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source: plain('mine') }]))
    expect(await interactionsOf(account.id)).toMatchObject([{ assigneeId: 'owner' }])
  })
})

describe('the record of a thread', () => {
  const setRecord = async (subject: string, record: string) => {
    await pool.query(
      `update interactions i set record_id = $2, record_source = 'person' from messages m
       where m.id = i.message_id and m.subject = $1`,
      [subject, record],
    )
  }

  test('N10 is passed on among shared accounts and within a personal one, and never out of or into that', async () => {
    const owners = ['keeper', 'stranger']
    for (const id of owners) {
      await db
        .insertInto('users')
        .values({ id, name: id, email: `${id}@corp.test` })
        .execute()
    }
    const [own, foreign] = [
      await createGroundAccount(db, newAddress(), undefined, { ownerId: 'keeper' }),
      await createGroundAccount(db, newAddress(), undefined, { ownerId: 'stranger' }),
    ]
    const [sales, office] = [await createGroundAccount(db, newAddress()), await createGroundAccount(db, newAddress())]
    for (const { folders } of [own, foreign, sales, office]) await beginFolder(db, folders['INBOX'] ?? '', 3)
    const record = async (number: string) => {
      const values = { type: 'order', externalId: number, title: number }
      return (await db.insertInto('records').values(values).returning('id').executeTakeFirstOrThrow()).id
    }
    const [secret, common] = [await record('secret'), await record('common')]
    const take = (account: typeof own, uid: number, name: string, parent?: string) => {
      const source = plain(name, parent === undefined ? {} : { 'In-Reply-To': `<${parent}@x>` })
      return ingest.ingest(makeBatch(account, 'INBOX', [{ uid, source }], { order: 'down', from: uid, to: uid }))
    }
    await take(own, 2, 'own head')
    await setRecord('own head', secret)
    await take(own, 1, 'own answer', 'own head')
    await take(foreign, 2, 'foreign answer', 'own head')
    await take(sales, 2, 'sales answer', 'own head')
    await setRecord('sales answer', common)
    await take(office, 2, 'office answer', 'sales answer')
    await take(foreign, 1, 'foreign second', 'sales answer')
    const held = Object.fromEntries(
      (await Promise.all([own, foreign, sales, office].map(({ id }) => interactionsOf(id))))
        .flat()
        .map(({ subject, recordId }) => [subject, recordId]),
    )
    expect(held).toEqual({
      'own head': secret,
      'own answer': secret,
      'foreign answer': null,
      'foreign second': null,
      'sales answer': common,
      'office answer': common,
    })
  })
})

describe('letters to oneself', () => {
  test('S22 a letter to oneself is skipped with its source, counted as here, and loaded when a person asks', async () => {
    const address = newAddress()
    const account = await createGroundAccount(db, address)
    const inbox = account.folders['INBOX'] ?? ''
    await beginFolder(db, inbox, 2)
    const source = plain('to-myself', { From: address, To: `client@client.test, ${address}` })
    const outcome = await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 1, source, flags: ['\\Seen'] }]))
    expect(outcome).toMatchObject({ counts: { created: 0, skipped: 1 } })
    expect(await interactionsOf(account.id)).toEqual([])
    expect(await folderRow(inbox)).toMatchObject({ localCount: 1, totalCount: 0 })
    const skipped = await db
      .selectFrom('skippedLetters')
      .selectAll()
      .where('folderId', '=', inbox)
      .executeTakeFirstOrThrow()
    expect(skipped).toMatchObject({ reason: 'self-addressed', uid: '1', flags: ['\\Seen'] })

    expect(await ingest.loadSkipped('999999', skipped.id)).toBe(false)
    expect(await ingest.loadSkipped(account.id, skipped.id)).toBe(true)
    expect(await ingest.loadSkipped(account.id, skipped.id)).toBe(false)
    expect(await interactionsOf(account.id)).toMatchObject([
      { subject: 'to-myself', direction: 'outgoing', proved: false },
    ])
    expect(await folderRow(inbox)).toMatchObject({ localCount: 1, totalCount: 1, unreviewedCount: 1 })
  })

  test('S22 with the setting such a letter is loaded, those skipped before as well', async () => {
    const address = newAddress()
    const account = await createGroundAccount(db, address)
    const inbox = account.folders['INBOX'] ?? ''
    await beginFolder(db, inbox, 3)
    const toMyself = (id: string) => plain(id, { From: address, To: address })
    await ingest.ingest(
      makeBatch(
        account,
        'INBOX',
        [1, 2].map((uid) => ({ uid, source: toMyself(`before-${uid}`) })),
      ),
    )
    await db.updateTable('accounts').set({ loadSelfAddressed: true }).where('id', '=', account.id).execute()
    expect(await ingest.loadAllSkipped(account.id)).toBe(2)
    const cover = { order: 'up', from: 3, to: 3 } as const
    await ingest.ingest(makeBatch(account, 'INBOX', [{ uid: 3, source: toMyself('after') }], cover))
    expect((await interactionsOf(account.id)).map(({ subject }) => subject).sort()).toEqual([
      'after',
      'before-1',
      'before-2',
    ])
  })

  test('S22 the copy in Sent is loaded, in either order', async () => {
    for (const order of [
      ['INBOX', 'Sent'],
      ['Sent', 'INBOX'],
    ]) {
      const address = newAddress()
      const account = await createGroundAccount(db, address)
      for (const id of Object.values(account.folders)) await beginFolder(db, id, 2)
      const source = plain(`twin-${order.join()}`, { From: address, To: address })
      for (const path of order) await ingest.ingest(makeBatch(account, path, [{ uid: 1, source }]))
      expect(await interactionsOf(account.id)).toMatchObject([{ direction: 'outgoing', proved: true }])
      const places = await db
        .selectFrom('placements')
        .select('folderId')
        .where('folderId', 'in', Object.values(account.folders))
        .execute()
      expect(places).toEqual([{ folderId: account.folders['Sent'] }])
    }
  })
})
