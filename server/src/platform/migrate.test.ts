import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogger } from './log.ts'
import { migrate } from './migrate.ts'
import { containing } from './testing/matchers.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

const log = createLogger('silent')
let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await openTestDatabase()
  await database.pool.query('drop schema public cascade')
  await database.pool.query('create schema public')
  folder = await mkdtemp(join(tmpdir(), 'besedka-migrations-'))
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)
const apply = () => migrate(database.pool, log, folder)

test('files are applied in order, once, and a new one is added later', async () => {
  await write('0001-letters.sql', 'create table letters (id int)')
  await write('0002-more.sql', 'alter table letters add column size int; insert into letters values (1, 2)')
  expect(await apply()).toBe(2)
  expect(await apply()).toBe(0)
  await write('0003-last.sql', 'insert into letters values (2, 3)')
  expect(await apply()).toBe(1)
  expect((await database.pool.query('select id from letters order by id')).rows).toEqual([{ id: 1 }, { id: 2 }])
  const { rows } = await database.pool.query('select number, name from migrations order by number')
  expect(rows.map(({ number, name }) => `${number} ${name}`)).toEqual(['1 letters', '2 more', '3 last'])
})

test('several processes at once apply each file once', async () => {
  await write('0001-count.sql', 'create table counted as select 1 as one')
  const counts = await Promise.all([apply(), apply(), apply()])
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 1])
})

test('an applied file that was edited is refused, and nothing is applied', async () => {
  await write('0001-letters.sql', 'create table letters (id int)')
  await apply()
  await write('0001-letters.sql', 'create table letters (id bigint)')
  await write('0002-more.sql', 'create table more (id int)')
  await expect(apply()).rejects.toMatchObject({
    code: 'MIGRATION_CHANGED',
    message: containing('letters'),
  })
  expect((await database.pool.query(`select to_regclass('more') as found`)).rows).toEqual([{ found: null }])
})

test('a database of a newer program is refused', async () => {
  await write('0001-letters.sql', 'create table letters (id int)')
  await write('0002-future.sql', 'create table future (id int)')
  await apply()
  await rm(join(folder, '0002-future.sql'))
  await expect(apply()).rejects.toMatchObject({ code: 'DATABASE_NEWER', message: containing('future') })
})

test('a file that fails leaves nothing of itself and keeps those before it', async () => {
  await write('0001-letters.sql', 'create table letters (id int)')
  await write('0002-broken.sql', 'create table half (id int); select 1 / 0')
  await expect(apply()).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: containing('division by zero'),
  })
  const { rows } = await database.pool.query(
    `select to_regclass('letters')::text as letters, to_regclass('half') as half`,
  )
  expect(rows).toEqual([{ letters: 'letters', half: null }])
})

test.each(['0002-gap.sql', '0001_underscore.sql', '1-short.sql'])('a file called %s is refused', async (name) => {
  await write(name, 'select 1')
  await expect(apply()).rejects.toMatchObject({ code: 'MIGRATIONS_UNUSABLE' })
})
