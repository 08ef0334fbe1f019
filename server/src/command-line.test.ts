import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { containing, matching } from './platform/testing/matchers.ts'

const run = promisify(execFile)
const COMMAND = join(import.meta.dirname, '../bin/besedka.mjs')

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'besedka-command-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

async function besedka(args: string[], env: Record<string, string> = {}) {
  const environment = { PATH: '/usr/bin:/bin', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }
  try {
    return { code: 0, ...(await run(process.execPath, [COMMAND, ...args], { env: environment })) }
  } catch (error) {
    return error as { code: number; stderr: string }
  }
}

test('without a command it lists them, and an unknown one is an error', async () => {
  expect(await besedka([])).toMatchObject({ code: 0, stderr: matching(/besedka migrate +\w/) })
  expect(await besedka(['fly'])).toMatchObject({ code: 2 })
})

test('migrate makes the database and ends, with the server stopped', async () => {
  expect(await besedka(['migrate'])).toMatchObject({ code: 0, stderr: '' })
  const files = await readdir(join(dataDir, 'postgres'))
  expect(files).toContain('PG_VERSION')
  expect(files).not.toContain('postmaster.pid')
})

test('a bad environment and an unreachable database are told in one line each', async () => {
  const bad = await besedka(['migrate'], { PORT: 'x', BLOBS: 's3' })
  expect(bad.code).toBe(1)
  expect(bad.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^PORT has/),
    expect.stringMatching(/^BLOBS has/),
  ])
  const away = await besedka(['migrate'], { DATABASE_URL: 'postgres://a:hidden@127.0.0.1:1/x' })
  expect(away).toMatchObject({ code: 1, stderr: containing('DATABASE_CONNECT_FAILED') })
  expect(away.stderr).not.toContain('hidden')
})
