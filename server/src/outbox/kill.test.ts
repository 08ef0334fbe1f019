import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createSecretBox } from '../platform/secret-box.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { lettersIn } from './testing/letters-in.ts'
import { createSendingGround } from './testing/sending-ground.ts'

const LETTERS = 20
const KEY = Buffer.alloc(32, 9)

let lab: Lab
const ground = await createSendingGround(() => lab, createSecretBox(KEY))

beforeAll(async () => {
  lab = await startLab()
})
afterAll(() => lab.stop())

/** The whole program as a worker, on the database of this file. */
async function createProgram(): Promise<() => ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'besedka-kill-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'key')
  await writeFile(keyFile, `${KEY.toString('base64')}\n`, { mode: 0o600 })
  const { connection } = ground
  if ('connectionString' in connection) throw new Error('the test server is reached by its socket')
  const { host, port, user, password, database } = connection
  const env = {
    PATH: '/usr/bin:/bin',
    ROLE: 'worker',
    DATA_DIR: folder,
    SECRET_KEY_FILE: keyFile,
    DATABASE_URL: `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    MAIL_CA_FILE: lab.caFile,
    LOG_LEVEL: 'silent',
  }
  const main = join(import.meta.dirname, '../main.ts')
  return () => {
    const child = spawn(process.execPath, [main], { env, stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await ground.pool.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from outbox group by state',
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

const isOver = (found: Record<string, number>) => (found['sent'] ?? 0) + (found['unconfirmed'] ?? 0) === LETTERS

/** Whether a letter is being sent now, or, with `handed`, whether the end of one has left and no answer is stored. */
async function isSending(handed: boolean): Promise<boolean> {
  const { rows } = await ground.pool.query(
    `select from outbox where state = 'sending' and (not $1 or handed_at is not null) limit 1`,
    [handed],
  )
  return rows.length > 0
}

/** Runs the program until it speaks to the server and a random moment longer, or until a letter has just left; kills it. */
async function runAndKill(start: () => ChildProcess, atTheEnd: boolean): Promise<void> {
  const child = start()
  const ended = once(child, 'exit')
  while (!(await isSending(atTheEnd)) && !isOver(await states()) && child.exitCode === null)
    await pause(atTheEnd ? 0 : 2)
  await pause(Math.random() * (atTheEnd ? 15 : 250))
  child.kill('SIGKILL')
  await ended
}

test('P70 B14 a program killed again and again while it sends loses no letter and doubles none', {
  timeout: 300_000,
}, async () => {
  const [from, to] = ['sender@corp.test', 'receiver@client.test']
  for (const address of [from, to]) await lab.addUser({ address, password: 'secret', name: address })
  const account = await ground.addSender(from)
  const ids: string[] = []
  for (let index = 0; index < LETTERS; index += 1) {
    ids.push(await ground.send(account, [to], { subject: `letter ${index}`, text: 'a line of text\n'.repeat(2000) }))
  }
  const start = await createProgram()
  let kills = 0
  while (!isOver(await states()) && kills < 15) {
    await runAndKill(start, kills % 2 === 1)
    kills += 1
  }
  const atLastKill = await states()
  const last = start()
  await eventually(async () => expect(isOver(await states())).toBe(true))
  await eventually(async () => {
    const { rows } = await ground.pool.query(`select from outbox where sent_copy = 'waiting'`)
    expect(rows).toHaveLength(0)
  })
  last.kill('SIGTERM')
  await once(last, 'exit')

  expect(kills).toBeGreaterThan(4)
  expect(atLastKill['sent'] ?? 0).toBeLessThan(LETTERS)
  const deliveries = await Promise.all(ids.map((id) => ground.delivery(id)))
  const sent = deliveries.filter(({ state }) => state === 'sent').length
  const arrived = await eventually(async () => {
    const found = await lettersIn(lab, to)
    expect(found.length).toBeGreaterThanOrEqual(sent)
    return found
  })
  const subjects = arrived.map(({ source }) => /^Subject: (.*)\r$/m.exec(source)?.[1] ?? '')
  expect(new Set(subjects).size, 'a letter has come twice').toBe(subjects.length)
  for (const [index, { state }] of deliveries.entries()) {
    expect(['sent', 'unconfirmed']).toContain(state)
    if (state === 'sent') expect(subjects).toContain(`letter ${index}`)
  }
  const copies = (await lettersIn(lab, from, 'Sent')).map(({ source }) => /^Subject: (.*)\r$/m.exec(source)?.[1] ?? '')
  expect(new Set(copies).size, 'a copy is there twice').toBe(copies.length)
  expect(copies).toHaveLength(sent)
})
