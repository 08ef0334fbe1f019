import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'
import { matching, notContaining } from './testing/matchers.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let dataDir: string
beforeEach(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'besedka-secrets-'))
})
afterEach(async () => {
  await database.close()
  await rm(dataDir, { recursive: true })
})

const open = (keyFile?: string) => openSecrets({ db: database.db, dataDir, keyFile })

test('the first start makes a key that only its owner reads, and the next one opens what it sealed', async () => {
  const sealed = (await open()).seal('secret', 'here')
  expect(await readdir(dataDir)).toEqual(['secret.key'])
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
  expect((await open()).open(sealed, 'here')).toBe('secret')
})

test('a start without the key is refused and makes no new one', async () => {
  await open()
  await rm(join(dataDir, 'secret.key'))
  await expect(open()).rejects.toMatchObject({ code: 'SECRET_KEY_MISSING' })
  expect(await readdir(dataDir)).toEqual([])
})

test('a start with another key is refused, and the message holds neither key', async () => {
  await open()
  const other = Buffer.alloc(32, 7).toString('base64')
  await writeFile(join(dataDir, 'secret.key'), other)
  await expect(open()).rejects.toMatchObject({
    code: 'SECRET_KEY_WRONG',
    message: notContaining(other),
  })
})

test.each(['', 'short', 'x'.repeat(200)])('a damaged key (%j) is refused', async (text) => {
  await writeFile(join(dataDir, 'secret.key'), text)
  await expect(open()).rejects.toMatchObject({ code: 'SECRET_KEY_UNUSABLE' })
  expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toBe(text)
})

test('the key may lie where the operator wants it', async () => {
  const keyFile = join(dataDir, 'elsewhere/besedka.key')
  const sealed = (await open(keyFile)).seal('secret', 'here')
  expect(await readdir(dataDir)).toEqual(['elsewhere'])
  expect((await open(keyFile)).open(sealed, 'here')).toBe('secret')
  await expect(open(join(keyFile, 'not-a-folder'))).rejects.toMatchObject({ code: 'SECRET_KEY_UNUSABLE' })
})

test('of two processes that start first with keys of their own one is refused', async () => {
  const starts = await Promise.allSettled([open(join(dataDir, 'a.key')), open(join(dataDir, 'b.key'))])
  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({
    // Which of the two it is depends on whether the other one's row was there at the first look.
    reason: { code: matching(/^SECRET_KEY_(WRONG|MISSING)$/) },
  })
})

test('two processes that start first on one folder share its key', async () => {
  const [one, two] = await Promise.all([open(), open()])
  expect(one.open(two.seal('secret', 'here'), 'here')).toBe('secret')
})
