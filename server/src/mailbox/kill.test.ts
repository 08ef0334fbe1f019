import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSecretBox } from '../platform/secret-box.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'
import { createWorkerProgram } from './testing/worker-program.ts'

/** More than so many runs can store before they are killed, each a few batches of a hundred: every kill interrupts work. */
const LETTERS = 3000
const KILLS = 8
const KEY = Buffer.alloc(32, 9)

let lab: Lab
const ground = await createReceivingGround(() => lab, createSecretBox(KEY))

beforeAll(async () => {
  lab = await startLab({ smtp: false })
})
afterAll(() => lab.stop())

async function countLetters(accountId: string): Promise<number> {
  const { rows } = await ground.pool.query<{ count: number }>(
    'select count(*)::int as count from interactions where account_id = $1',
    [accountId],
  )
  return rows[0]?.count ?? 0
}

/**
 * Runs the program and kills it a moment after it has begun to receive, or after its first letters are stored: so that it
 * dies before, inside and after a commit.
 */
async function runAndKill(start: () => ChildProcess, accountId: string, afterFirstLetters: boolean): Promise<void> {
  const before = await countLetters(accountId)
  const { since } = await ground.receiving(accountId)
  const child = start()
  const ended = once(child, 'exit')
  const hasCome = async () => {
    if (afterFirstLetters) return (await countLetters(accountId)) > before
    const now = await ground.receiving(accountId)
    return now.state === 'syncing' && now.since > since
  }
  while (!(await hasCome()) && before < LETTERS && child.exitCode === null) await pause(3)
  await pause(Math.random() * 40)
  child.kill('SIGKILL')
  await ended
}

test('P08 S23 a program killed again and again in the middle of a first sync loses and doubles nothing and leaves the server alone', {
  timeout: 600_000,
}, async () => {
  const address = 'killed@corp.test'
  await lab.addUser({ address, password: 'secret', name: 'Killed' })
  const body = 'a letter of a few kilobytes '.repeat(100)
  const letters = Array.from({ length: LETTERS }, (_, index) => {
    const headers: Record<string, string> = { 'Message-ID': `<k${index}@client.test>` }
    if (index % 3 !== 0) headers['In-Reply-To'] = `<k${index - 1}@client.test>`
    return { source: writeLetter(`n${index}`, headers, body), flags: index % 2 === 0 ? (['\\Flagged'] as const) : [] }
  })
  await lab.append(address, 'INBOX', letters)
  const start = await createWorkerProgram({ connection: ground.connection, caFile: lab.caFile, key: KEY })
  const id = await ground.addAccount(address)

  for (let kill = 0; kill < KILLS; kill += 1) await runAndKill(start, id, kill % 2 === 0)
  const atLastKill = await countLetters(id)
  const last = start()
  await ground.untilIdle(id)
  last.kill('SIGTERM')

  // Otherwise nothing was left to be interrupted by the later kills.
  expect(atLastKill).toBeLessThan(LETTERS)
  const subjects = await ground.subjects(id)
  expect(subjects).toHaveLength(LETTERS)
  expect(new Set(subjects).size).toBe(LETTERS)
  expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(LETTERS)
  expect(await ground.folder(id, 'INBOX')).toMatchObject({
    localCount: LETTERS,
    totalCount: LETTERS,
    serverCount: LETTERS,
  })
  const { rows } = await ground.pool.query(
    `select count(*)::int as messages, (select count(distinct thread_id)::int from interactions) as threads,
         (select count(basis_id)::int from interactions) as bases from messages`,
  )
  expect(rows).toEqual([{ messages: LETTERS, threads: Math.ceil(LETTERS / 3), bases: Math.floor((LETTERS * 2) / 3) }])
  expect(await flagsOnServer(address)).toEqual({ all: LETTERS, flagged: LETTERS / 2, seen: 0, deleted: 0 })
})

async function flagsOnServer(address: string) {
  const client = await lab.imap(address)
  await client.mailboxOpen('INBOX', { readOnly: true })
  const count = async (query: object) => ((await client.search(query)) || []).length
  return {
    all: await count({ all: true }),
    flagged: await count({ flagged: true }),
    seen: await count({ seen: true }),
    deleted: await count({ deleted: true }),
  }
}
