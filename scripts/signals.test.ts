import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning } from '@besedka/lab/process-tree'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

interface Pids {
  command: number
  child: number
  grandchild: number
  daemon: number
}

let folder: string
let started: ChildProcess | undefined
let known: number[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'besedka-signals-'))
  const script = join(import.meta.dirname, 'testing/long-run.ts')
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ scripts: { long: `exec ${process.execPath} ${script}` } }),
  )
})

afterEach(() => {
  for (const pid of known.filter(isRunning)) process.kill(pid, 'SIGKILL')
  if (started?.pid && isRunning(started.pid)) process.kill(started.pid, 'SIGKILL')
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('a stopped command leaves no process behind', () => {
  test('Ctrl-C: SIGINT to the whole group', async () => {
    const { npm, pids } = await startLongRun('npm', ['run', 'long'])
    process.kill(-npm, 'SIGINT')
    await expectGone(pids)
  })

  test('SIGTERM to the npm process alone', async () => {
    const { npm, pids } = await startLongRun('npm', ['run', 'long'])
    process.kill(npm, 'SIGTERM')
    await expectGone(pids)
  })

  test('kill -9 of npm', async () => {
    const { npm, pids } = await startLongRun('npm', ['run', 'long'])
    process.kill(npm, 'SIGKILL')
    await expectGone(pids)
  })

  test('closed terminal', async () => {
    // `script` holds the terminal's other end; its death is the window's closing.
    const { npm, pids } = await startLongRun('script', ['-qfc', 'npm run long', '/dev/null'])
    process.kill(npm, 'SIGKILL')
    await expectGone(pids)
  })

  test('kill -9 of the command itself ends its direct child', async () => {
    const { pids } = await startLongRun('npm', ['run', 'long'])
    process.kill(pids.command, 'SIGKILL')
    await expectGone({ child: pids.child })
  })
})

/** Starts a command line and waits for the pids that it prints. */
async function startLongRun(command: string, args: string[]): Promise<{ npm: number; pids: Pids }> {
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  started = child
  const pids = await new Promise<Pids>((resolve, reject) => {
    let seen = ''
    const read = (chunk: Buffer) => {
      seen += chunk.toString()
      const line = /^\{.*\}\s*$/m.exec(seen)
      if (line) resolve(JSON.parse(line[0]) as Pids)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`ended too early: ${seen}`)))
  })
  known = [pids.command, pids.child, pids.grandchild, pids.daemon]
  expect(known.filter((pid) => !isRunning(pid))).toEqual([])
  return { npm: child.pid ?? 0, pids }
}

async function expectGone(pids: Partial<Pids>): Promise<void> {
  const alive = () => Object.entries(pids).filter(([, pid]) => isRunning(pid))
  for (let step = 0; step < 300 && alive().length > 0; step++) await sleep(50)
  expect(alive()).toEqual([])
}
