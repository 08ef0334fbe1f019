import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { readableAccountIds } from '../accounts/accounts.access.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { findRecords, putRecord } from '../records/records.service.ts'
import { addAccount, addFolder, addLetter, addUser, grant } from '../testing/rows.ts'
import type { Actor } from '../users/actor.ts'
import { changeInteraction, listFor as listAs, reviewInteractions, setRecordOf } from './interactions.service.ts'
import { listInteractions } from './interactions.view.ts'
import { type ListPlace, readCursor } from './list-cursor.ts'

const { db, pool } = await createTestDatabase()
let administrator: Actor
let anna: Actor
let outsider: Actor
let shared: string
let folder: string

beforeEach(async () => {
  administrator = await addUser(db, 'administrator')
  anna = await addUser(db)
  outsider = await addUser(db)
  shared = await addAccount(db)
  folder = await addFolder(db, shared)
  await grant(db, shared, anna)
})

const unreviewed = async () =>
  (await db.selectFrom('folders').select('unreviewedCount').where('id', '=', folder).executeTakeFirstOrThrow())
    .unreviewedCount
const listFor = async (actor: Actor, change = {}) =>
  listInteractions(db, { accounts: await readableAccountIds(db, actor), oldestFirst: false, limit: 50, ...change })

describe('reviewing', () => {
  test('changes the flag once, the counter with it, and says what changed', async () => {
    const ids = [
      await addLetter(db, { accountId: shared, folderId: folder }),
      await addLetter(db, { accountId: shared, folderId: folder }),
    ]
    expect(await unreviewed()).toBe(2)
    expect((await reviewInteractions(db, anna, ids, { reviewed: true })).sort()).toEqual(ids.sort())
    expect(await unreviewed()).toBe(0)
    expect(await reviewInteractions(db, anna, ids, { reviewed: true })).toEqual([])
    expect(await unreviewed()).toBe(0)
    await reviewInteractions(db, anna, ids.slice(0, 1), { reviewed: false })
    expect(await unreviewed()).toBe(1)
  })

  test('while a letter is being placed in another folder or taken from one keeps the counters of both right', async () => {
    const id = await addLetter(db, { accountId: shared, folderId: folder })
    const [entered, left] = [
      await addFolder(db, shared, 'Entered', 'normal'),
      await addFolder(db, shared, 'Left', 'normal'),
    ]
    const place = { uidValidity: '1', uid: '1', interactionId: id, date: new Date() }
    await db
      .insertInto('placements')
      .values({ ...place, folderId: left })
      .execute()
    await db.updateTable('folders').set({ unreviewedCount: 1 }).where('id', '=', left).execute()
    const receiving = await pool.connect()
    await receiving.query('begin')
    await receiving.query('select from interactions where id = $1 for update', [id])
    await receiving.query(
      `insert into placements (folder_id, uid_validity, uid, interaction_id, date) values ($1, 1, 1, $2, now())`,
      [entered, id],
    )
    await receiving.query('update folders set unreviewed_count = 1 where id = $1', [entered])
    await receiving.query('delete from placements where folder_id = $1', [left])
    await receiving.query('update folders set unreviewed_count = 0 where id = $1', [left])
    const reviewing = reviewInteractions(db, anna, [id], { reviewed: true })
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await eventually(async () => expect((await pool.query(waiting)).rowCount).toBe(1))
    await receiving.query('commit')
    receiving.release()
    expect(await reviewing).toEqual([id])
    const rows = await db.selectFrom('folders').select('unreviewedCount').where('accountId', '=', shared).execute()
    expect(rows).toEqual([folder, entered, left].map(() => ({ unreviewedCount: 0 })))
  })

  test('of what one may not read changes nothing and tells nothing', async () => {
    const id = await addLetter(db, { accountId: shared, folderId: folder })
    expect(await reviewInteractions(db, outsider, [id, '999999999', 'x'], { reviewed: true })).toEqual([])
    expect(await unreviewed()).toBe(1)
    await expect(changeInteraction(db, outsider, id, { reviewed: true })).rejects.toThrow('NOT_FOUND')
  })

  test('postpones, and what is reviewed is no longer postponed', async () => {
    const id = await addLetter(db, { accountId: shared })
    const reviewAfter = new Date(Date.now() + 86_400_000)
    expect((await changeInteraction(db, anna, id, { reviewAfter })).reviewAfter).toBe(reviewAfter.toISOString())
    expect((await listFor(anna, { status: 'postponed' })).items.map((item) => item.id)).toEqual([id])
    expect((await listFor(anna, { status: 'to-review' })).items).toEqual([])
    expect(await changeInteraction(db, anna, id, { reviewed: true })).toMatchObject({
      reviewed: true,
      reviewAfter: null,
      version: 3,
    })
  })
})

describe('a list', () => {
  test('gives every letter once, newest first, over accounts and pages, while new ones arrive', async () => {
    const second = await addAccount(db)
    const day = (n: number) => new Date(Date.UTC(2026, 0, n))
    const ids: string[] = []
    for (let n = 1; n <= 9; n++) ids.unshift(await addLetter(db, { accountId: n % 2 ? shared : second, date: day(n) }))
    const mine = { accounts: [shared, second] }
    const first = await listFor(administrator, { ...mine, limit: 4 })
    await addLetter(db, { accountId: shared, date: day(20) })
    const rest = await listFor(administrator, { ...mine, limit: 100, after: readCursor(first.next ?? '').after })
    expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(ids)
    expect(rest.next).toBeNull()
    const backwards = await listFor(administrator, { ...mine, oldestFirst: true, limit: 3 })
    expect(backwards.items.map((item) => item.id)).toEqual(ids.slice(-3).reverse())
  })

  test('N10 holds nothing of an account that the viewer may not read', async () => {
    const personal = await addAccount(db, outsider)
    await addLetter(db, { accountId: personal, subject: 'тайное' })
    const open = await addLetter(db, { accountId: shared, folderId: folder })
    expect((await listFor(anna)).items.map((item) => item.id)).toEqual([open])
    expect((await listFor(administrator)).items.map((item) => item.subject)).not.toContain('тайное')
    expect((await listFor(outsider)).items.map((item) => item.subject)).toEqual(['тайное'])
    expect((await listFor(outsider, { folder })).items).toEqual([])
  })

  test('of a folder holds the letters of a state, be they few of the folder or few of the account', async () => {
    const sparse = await addFolder(db, shared, 'Sparse', 'normal')
    const small = await addFolder(db, shared, 'Small', 'normal')
    const day = (n: number) => new Date(Date.UTC(2026, 0, n))
    const letters: { id: string; reviewed: boolean }[] = []
    for (let n = 9; n > 0; n--) {
      const facts = { accountId: shared, folderId: n === 9 ? small : sparse, date: day(n), reviewed: n % 4 !== 1 }
      letters.push({ id: await addLetter(db, facts), reviewed: facts.reviewed })
    }
    const idsIn = async (folderId: string, status: string, more = {}) =>
      (await listFor(anna, { folder: folderId, status, ...more })).items.map(({ id }) => id)
    const open = letters.filter(({ reviewed }) => !reviewed).map(({ id }) => id)
    expect(await idsIn(small, 'to-review')).toEqual(open.slice(0, 1))
    expect(await idsIn(sparse, 'to-review')).toEqual(open.slice(1))
    expect(await idsIn(sparse, 'to-review', { oldestFirst: true })).toEqual(open.slice(1).reverse())
    expect(await idsIn(sparse, 'to-review', { accounts: [] })).toEqual([])
    const reviewAfter = new Date(Date.now() + 86_400_000)
    await reviewInteractions(db, anna, open.slice(1, 2), { reviewAfter })
    expect(await idsIn(sparse, 'postponed')).toEqual(open.slice(1, 2))
    expect(await idsIn(sparse, 'to-review')).toEqual(open.slice(2))
    expect(await idsIn(sparse, 'unproved')).toEqual([])
  })

  test('of a folder and a thread, and of a thread by words, holds what is both', async () => {
    const [first, second] = [
      await addLetter(db, { accountId: shared, folderId: folder, threadId: '77', from: 'one@client.test' }),
      await addLetter(db, { accountId: shared, folderId: folder, threadId: '78' }),
    ]
    const answer = await addLetter(db, { accountId: shared, threadId: '77' })
    expect((await listFor(anna, { folder, thread: '77' })).items.map(({ id }) => id)).toEqual([first])
    expect((await listFor(anna, { thread: '77' })).items.map(({ id }) => id).sort()).toEqual([first, answer].sort())
    const tsquery = `'f:one@client.test'`
    expect((await listFor(anna, { thread: '77', tsquery })).items.map(({ id }) => id)).toEqual([first])
    expect(second).not.toBe(first)
  })

  test('by words is the same however many letters hold them, page by page, in a folder and over accounts', async () => {
    const second = await addAccount(db)
    const letters: { id: string; from: string; isInFolder: boolean }[] = []
    for (let n = 1; n <= 40; n++) {
      const isInFolder = n % 2 === 1
      const from = n % 10 === 1 ? 'rare@client.test' : 'common@client.test'
      const facts = { accountId: isInFolder ? shared : second, date: new Date(Date.UTC(2026, 0, n)), from }
      letters.unshift({
        id: await addLetter(db, isInFolder ? { ...facts, folderId: folder } : facts),
        from,
        isInFolder,
      })
    }
    const idsOf = (from: string, onlyInFolder = false) =>
      letters.filter((letter) => letter.from === from && (letter.isInFolder || !onlyInFolder)).map(({ id }) => id)
    const read = async (from: string, change = {}) => {
      const found: string[] = []
      let after: ListPlace | undefined
      do {
        const filter = { accounts: [shared, second], tsquery: `'f:${from}'`, limit: 7, after, ...change }
        const page = await listFor(administrator, filter)
        found.push(...page.items.map(({ id }) => id))
        after = page.next === null ? undefined : readCursor(page.next).after
      } while (after !== undefined)
      return found
    }
    for (const isAnalysed of [false, true]) {
      if (isAnalysed) await sql`analyze search`.execute(db)
      for (const from of ['common@client.test', 'rare@client.test']) {
        expect(await read(from)).toEqual(idsOf(from))
        expect(await read(from, { oldestFirst: true })).toEqual(idsOf(from).reverse())
        expect(await read(from, { folder })).toEqual(idsOf(from, true))
        expect(await read(from, { accounts: [] })).toEqual([])
      }
    }
  })

  test('narrows by folder, participant, record and state', async () => {
    const wanted = await addLetter(db, { accountId: shared, folderId: folder, from: 'Olga@Client.test' })
    await addLetter(db, { accountId: shared })
    expect((await listFor(anna, { folder })).items.map((item) => [item.id, item.folders[0]?.role])).toEqual([
      [wanted, 'inbox'],
    ])
    const found = async (contact: string, more = {}) => {
      const { items } = await listAs(db, anna, { contact, sort: '-date', limit: 50, ...more })
      return items.map((item) => item.id)
    }
    expect(await found(' OLGA@client.test')).toEqual([wanted])
    expect(await found('olga@client.test', { folder })).toEqual([wanted])
    for (const stranger of ['client.test', 'olga', 'lga@client.test', '@', "o'x"])
      expect(await found(stranger)).toEqual([])
    await putRecord(db, anna, {
      type: 'order',
      externalId: `1042-${shared}`,
      title: 'Заказ № 1042',
      url: null,
      active: true,
    })
    const record = { type: 'order', externalId: `1042-${shared}` }
    expect(await setRecordOf(db, anna, [wanted], record)).toEqual([wanted])
    expect((await listFor(anna, { record })).items.map((item) => item.record?.title)).toEqual(['Заказ № 1042'])
    expect((await findRecords(db, anna, { q: `1042-${shared}`, limit: 5 })).items).toHaveLength(1)
    await expect(setRecordOf(db, anna, [wanted], { type: 'order', externalId: 'unknown' })).rejects.toThrow('NOT_FOUND')
  })
})
