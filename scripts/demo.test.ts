import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, processTree } from '@besedka/lab/process-tree'
import { afterEach, expect, test } from 'vitest'
import { signIn } from './demo/demo-session.ts'

interface Listed {
  items: { name: string; account?: { name: string } }[]
}

let demo: ChildProcess | undefined
afterEach(() => stopDemo())

test('the demonstration greets, shows real mail and leaves nothing behind when stopped', {
  timeout: 120_000,
}, async () => {
  const shown = await startDemo()
  const session = await signIn(shown.address, shown.email, shown.password)
  const accounts = (await session.get('/accounts')) as Listed
  expect(accounts.items.length).toBeGreaterThanOrEqual(2)
  while (accountsWithMail((await session.get('/interactions?limit=200')) as Listed) < 2) await sleep(100)

  const processes = processTree(demo?.pid ?? 0)
  expect(processes.length).toBeGreaterThan(5)
  await stopDemo()
  expect(processes.filter(isRunning)).toEqual([])
})

/** A failed test stops it as well: killed outright it would leave its folder. */
async function stopDemo(): Promise<void> {
  if (!demo || demo.exitCode !== null || demo.signalCode !== null) return
  const ended = once(demo, 'exit')
  demo.kill('SIGTERM')
  await ended
}

function accountsWithMail({ items }: Listed): number {
  return new Set(items.map(({ account }) => account?.name)).size
}

/** Starts it as npm does and reads from the terminal what a person reads there. */
async function startDemo(): Promise<{ address: string; email: string; password: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'demo.ts')], { stdio: ['ignore', 'pipe', 'pipe'] })
  demo = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  while (!output.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(output)
    await sleep(100)
  }
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
  const [, email = '', password = ''] = /(admin@\S+)\s+(\S+)/.exec(output) ?? []
  return { address, email, password }
}
