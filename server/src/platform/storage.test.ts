import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createLogger } from './log.ts'
import { openStorage, type StorageOptions } from './storage.ts'
import { openTestDatabase } from './testing/test-database.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'besedka-storage-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const open = (options: Partial<StorageOptions> = {}) =>
  openStorage({
    dataDir,
    databaseUrl: undefined,
    log: createLogger('silent'),
    onLost: (error) => {
      throw error
    },
    ...options,
  })

test('without DATABASE_URL a migrated database lies in the data folder and is there again at the next start', async () => {
  const first = await open()
  expect(first.isOnlyProcess).toBe(true)
  await first.db.insertInto('secretKeyCheck').values({ keyId: 'kept' }).execute()
  await first.close()
  const second = await open()
  expect(await second.db.selectFrom('secretKeyCheck').select('keyId').execute()).toEqual([{ keyId: 'kept' }])
  expect((await second.pool.query('select current_database() as name')).rows).toEqual([{ name: 'besedka' }])
  await second.close()
})

test('with DATABASE_URL that server is used and nothing is made in the data folder', async () => {
  const { host, user, password } = inject('postgres')
  const database = await openTestDatabase()
  const databaseUrl = `postgres://${user}:${encodeURIComponent(password)}@/${database.name}?host=${encodeURIComponent(host)}`
  const storage = await open({ databaseUrl })
  expect(storage.isOnlyProcess).toBe(false)
  expect((await storage.pool.query('select current_database() as name')).rows).toEqual([{ name: database.name }])
  await storage.close()
  expect(await readdir(dataDir)).toEqual([])
  await database.close()
})

test('a database that is not up to the program leaves no server running', async () => {
  const storage = await open()
  await storage.pool.query(`insert into migrations values (9999, 'future', 'x')`)
  await storage.close()
  await expect(open()).rejects.toMatchObject({ code: 'DATABASE_NEWER' })
  // The folder is free again: the same answer, not that it is in use.
  await expect(open()).rejects.toMatchObject({ code: 'DATABASE_NEWER' })
})
