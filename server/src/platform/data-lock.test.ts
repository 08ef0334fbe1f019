import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isDataDirLocked, lockDataDir } from './data-lock.ts'
import { identifySelf } from './process-table.ts'
import { containing } from './testing/matchers.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'besedka-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a second taking is refused with the number of the process, and works after the release', async () => {
  const lock = await lockDataDir(folder)
  await expect(lockDataDir(folder)).rejects.toMatchObject({
    code: 'DATA_DIR_IN_USE',
    message: containing(`process ${process.pid}`),
  })
  expect(await isDataDirLocked(folder)).toBe(true)
  await lock.release()
  expect(await isDataDirLocked(folder)).toBe(false)
  await (await lockDataDir(folder)).release()
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['of a process number that nobody has', { pid: 2 ** 22 + 1 }],
  ['of a number that a later process got', { startTicks: '1' }],
  ['of the time before the machine was started again', { bootId: 'earlier' }],
])('a lock %s is taken over', async (_case, change) => {
  await writeFile(join(folder, 'besedka.lock'), JSON.stringify({ ...(await identifySelf()), nonce: 'old', ...change }))
  const lock = await lockDataDir(folder)
  expect(await readFile(join(folder, 'besedka.lock'), 'utf8')).not.toContain('old')
  await lock.release()
})

test('a damaged lock is taken over', async () => {
  await writeFile(join(folder, 'besedka.lock'), '{"pid":')
  const lock = await lockDataDir(folder)
  expect(await isDataDirLocked(folder)).toBe(true)
  await lock.release()
})

test('of many that try at once on a stale lock exactly one gets it', async () => {
  await writeFile(
    join(folder, 'besedka.lock'),
    JSON.stringify({ ...(await identifySelf()), startTicks: '1', nonce: 'old' }),
  )
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(folder)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a release does not remove the lock of a later owner', async () => {
  const lock = await lockDataDir(folder)
  await writeFile(join(folder, 'besedka.lock'), JSON.stringify({ ...(await identifySelf()), nonce: 'later' }))
  await lock.release()
  expect(await isDataDirLocked(folder)).toBe(true)
})
