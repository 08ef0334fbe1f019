import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase, openTestDatabase } from './test-database.ts'

const { pool } = await createTestDatabase()

test('a test file finds a migrated database of its own', async () => {
  expect((await pool.query('select 1 from migrations')).rowCount).toBeGreaterThan(0)
  expect((await pool.query(`select to_regclass('graphile_worker.jobs') is not null as present`)).rows).toEqual([
    { present: true },
  ])
})

test('what is written in one database is not seen in another, and a closed one is gone', async () => {
  const other = await openTestDatabase()
  await sql`create table only_here (id int)`.execute(other.db)
  expect((await pool.query(`select to_regclass('only_here') as found`)).rows).toEqual([{ found: null }])
  await other.close()
  expect((await pool.query('select 1 from pg_database where datname = $1', [other.name])).rows).toEqual([])
})
