import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** Takes the lock, notes that it is in, stays a moment, notes that it is out. */
const program = `
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
const [lock, root] = process.argv.slice(1)
const { withSetupLock } = await import(lock)
await withSetupLock(root, async () => {
  appendFileSync(root + '/journal', 'in\\n')
  await sleep(20)
  appendFileSync(root + '/journal', 'out\\n')
})
`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'besedka-lock-'))
  mkdirSync(join(root, '.node'))
})
afterEach(() => rmSync(root, { recursive: true }))

test.each([
  ['a free lock', undefined],
  ['the lock of a dead process', '1 0'],
])('of many that want %s at once one works at a time, and each has its turn', async (_, left) => {
  if (left) writeFileSync(join(root, '.node/setup.lock'), left)
  const codes = await Promise.all(Array.from({ length: 8 }, run))
  expect(codes).toEqual(Array.from({ length: 8 }, () => 0))
  expect(readFileSync(join(root, 'journal'), 'utf8')).toBe('in\nout\n'.repeat(8))
})

function run(): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const lock = join(import.meta.dirname, 'setup-lock.mjs')
    const args = ['--input-type=module', '-e', program, lock, root]
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', resolve)
  })
}
