import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, transaction } from './database.ts'
import { classifyDatabaseError, violatedForeignKey, violatedUnique } from './database-errors.ts'
import { createLogger } from './log.ts'
import { eventually } from './testing/eventually.ts'
import { containing } from './testing/matchers.ts'
import { createTestDatabase } from './testing/test-database.ts'

const { db, pool, connection } = await createTestDatabase()
await pool.query('create table numbers (id int primary key, value int not null)')
await pool.query(
  'create table texts (text_value text unique, document jsonb, words tsvector, owner int references numbers)',
)

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing failed')
}

test('large integers stay exact, times become Dates, days stay text without a zone', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select 9007199254740993::bigint as big_number, timestamptz '2024-02-29 12:00:00.123+03' as at_time,
      date '2024-02-29' as on_day, '{"snake_key": 1}'::jsonb as document`.execute(db)
  expect(rows).toEqual([
    {
      bigNumber: '9007199254740993',
      atTime: new Date('2024-02-29T09:00:00.123Z'),
      onDay: '2024-02-29',
      document: { snake_key: 1 },
    },
  ])
})

test('a transaction whose work fails leaves nothing', async () => {
  await failureOf(() =>
    transaction(db, async (trx) => {
      await sql`insert into numbers values (1, 1)`.execute(trx)
      throw new Error('changed my mind')
    }),
  )
  expect((await pool.query('select * from numbers')).rows).toEqual([])
})

test('two transactions that block each other both end well', async () => {
  await pool.query('insert into numbers values (11, 0), (12, 0)')
  let waiting = 2
  let open: () => void = () => {}
  const bothHoldOne = new Promise<void>((resolve) => {
    open = resolve
  })
  const cross = (first: number, second: number) =>
    transaction(db, async (trx) => {
      await sql`update numbers set value = value + 1 where id = ${first}`.execute(trx)
      waiting -= 1
      if (waiting <= 0) open()
      await bothHoldOne
      await sql`update numbers set value = value + 1 where id = ${second}`.execute(trx)
    })
  await Promise.all([cross(11, 12), cross(12, 11)])
  expect((await pool.query('select value from numbers where id in (11, 12)')).rows).toEqual([
    { value: 2 },
    { value: 2 },
  ])
  expect(waiting).toBeLessThan(0)
})

test('what a rule of the table refuses is told by the name of the rule', async () => {
  await sql`insert into texts (text_value) values ('once')`.execute(db)
  const unique = await failureOf(() => sql`insert into texts (text_value) values ('once')`.execute(db))
  expect([classifyDatabaseError(unique), violatedUnique(unique)]).toEqual(['conflict', 'texts_text_value_key'])
  const orphan = await failureOf(() => sql`insert into texts (owner) values (404)`.execute(db))
  expect([violatedUnique(orphan), violatedForeignKey(orphan)]).toEqual([undefined, 'texts_owner_fkey'])
})

test.each([
  ['NUL in a text', () => sql`insert into texts (text_value) values (${'a\u0000b'})`],
  ['NUL in jsonb', () => sql`insert into texts (document) values (${'{"a":"\\u0000"}'}::jsonb)`],
  ['a lone surrogate in jsonb', () => sql`insert into texts (document) values (${'{"a":"\\ud800"}'}::jsonb)`],
  [
    'a key too long for an index',
    () => sql`insert into texts (text_value) select string_agg(md5(n::text), '') from generate_series(1, 400) n`,
  ],
  [
    'a tsvector above its limit',
    () =>
      sql`insert into texts (words) select to_tsvector('simple', string_agg(md5(n::text), ' ')) from generate_series(1, 90000) n`,
  ],
])('%s is a refused value, and the connection lives on', async (_name, statement) => {
  expect(classifyDatabaseError(await failureOf(() => statement().execute(db)))).toBe('refused-value')
  expect((await sql`select 1 as alive`.execute(db)).rows).toEqual([{ alive: 1 }])
})

test('a server that cuts the connection is a connection failure, and the pool recovers', async () => {
  const cut = await failureOf(() => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db))
  expect(classifyDatabaseError(cut)).toBe('connection')
  // The pool learns of the end a moment after the error of the statement.
  await eventually(async () => expect((await sql`select 1 as alive`.execute(db)).rows).toEqual([{ alive: 1 }]))
})

test('a defect of ours is neither', async () => {
  expect(classifyDatabaseError(await failureOf(() => sql`select nonsense`.execute(db)))).toBe('other')
  expect(classifyDatabaseError('a string')).toBe('other')
})

test('a server that is not there, or a wrong password, is told in plain words without the password', async () => {
  const log = createLogger('silent')
  const nowhere = openDatabase({ connection: { connectionString: 'postgres://u:hidden1@127.0.0.1:1/x' }, log })
  const refused = await failureOf(() => nowhere)
  expect(refused).toMatchObject({ code: 'DATABASE_CONNECT_FAILED', message: containing('ECONNREFUSED') })
  const wrong = await failureOf(() => openDatabase({ connection: { ...connection, password: 'hidden2' }, log }))
  expect(wrong).toMatchObject({ code: 'DATABASE_CONNECT_FAILED' })
  expect(String(refused) + String(wrong)).not.toContain('hidden')
})
