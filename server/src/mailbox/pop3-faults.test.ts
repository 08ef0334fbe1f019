import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecretBox } from '../platform/secret-box.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'
import { createWorkerProgram } from './testing/worker-program.ts'

const KEY = Buffer.alloc(32, 11)
let lab: Lab
const ground = await createReceivingGround(() => lab, createSecretBox(KEY))
beforeAll(async () => {
  lab = await startLab({ smtp: false })
})
afterAll(() => lab.stop())

let users = 0
async function newUser(count: number) {
  users += 1
  const { address } = await lab.addUser({ address: `fault${users}@corp.test`, name: 'Fault', password: 'secret' })
  await append(address, 0, count)
  return address
}

/** Letters n`from` to below n`to`. */
async function append(address: string, from: number, to: number): Promise<void> {
  const names = Array.from({ length: to - from }, (_, index) => `n${from + index}`)
  const letters = names.map((name) => ({ source: writeLetter(name, {}, 'x'.repeat(3000)) }))
  if (letters.length > 0) await lab.append(address, 'INBOX', letters)
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`).sort()

/** Subjects of what lies on the server. */
async function onServer(address: string): Promise<string[]> {
  const client = await lab.imap(address)
  const { exists } = await client.mailboxOpen('INBOX', { readOnly: true })
  const subjects: string[] = []
  if (exists > 0)
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) subjects.push(envelope?.subject ?? '')
  await client.mailboxClose()
  return subjects
}

describe('a POP3 connection that breaks', () => {
  test('P08 in the middle of letters, again and again, loses and doubles nothing, and deletes nothing that is not here', async () => {
    const address = await newUser(200)
    const proxy = await startFaultProxy({ port: lab.ports.pop3 })
    const id = await ground.addAccount(address, {
      protocol: 'pop3',
      port: proxy.port,
      security: 'none',
      keepCopies: false,
    })
    await proxy.setFault({ kind: 'cut', afterBytes: 150_000 })
    const worker = await ground.startWorker()
    for (const afterBytes of [200_000, 250_000, 300_000]) {
      const { failures } = await ground.receiving(id)
      await eventually(async () => expect((await ground.receiving(id)).failures).toBeGreaterThan(failures))
      const there = new Set(await onServer(address))
      for (const subject of numbers(200)) if (!there.has(subject)) expect(await ground.subjects(id)).toContain(subject)
      await proxy.setFault({ kind: 'cut', afterBytes })
    }
    await proxy.setFault({ kind: 'none' })
    await eventually(async () => expect(await onServer(address)).toEqual([]))
    expect((await ground.subjects(id)).sort()).toEqual(numbers(200))
    expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(200)
    await worker.stop()
    await proxy.stop()
  })

  test.each([
    ['before the server has heard QUIT', false],
    ['before the answer to QUIT has come', true],
  ])('P08 %s: what was marked is deleted in the end, and every letter is here once', async (_when, delivered) => {
    const address = await newUser(30)
    const proxy = await startFaultProxy({ port: lab.ports.pop3 })
    const id = await ground.addAccount(address, {
      protocol: 'pop3',
      port: proxy.port,
      security: 'none',
      keepCopies: false,
    })
    await proxy.setFault({ kind: 'cutOn', words: 'QUIT', delivered })
    const worker = await ground.startWorker()
    await eventually(async () => expect((await ground.receiving(id)).errorCode).toBe('CONNECTION_LOST'))
    expect((await ground.subjects(id)).sort()).toEqual(numbers(30))
    await eventually(async () => expect(await onServer(address)).toHaveLength(delivered ? 0 : 30))
    await proxy.setFault({ kind: 'none' })
    await ground.untilIdle(id)
    await eventually(async () => expect(await onServer(address)).toEqual([]))
    expect((await ground.subjects(id)).sort()).toEqual(numbers(30))
    expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(30)
    await worker.stop()
    await proxy.stop()
  })

  test('P31 without a word is noticed in time, and does not hold up another account', async () => {
    const address = await newUser(5)
    const proxy = await startFaultProxy({ port: lab.ports.pop3 })
    const hung = { port: proxy.port, security: 'none', timeoutSeconds: 1 } as const
    await proxy.setFault({ kind: 'stall' })
    const id = await ground.addAccount(address, { protocol: 'pop3', ...hung })
    const other = await ground.addAccount(await newUser(3), { protocol: 'pop3' })
    const worker = await ground.startWorker()
    await ground.untilIdle(other)
    await eventually(async () => expect((await ground.receiving(id)).errorCode).toBe('CONNECTION_TIMEOUT'))
    await proxy.setFault({ kind: 'none' })
    await ground.untilIdle(id)
    await worker.stop()
    await proxy.stop()
  })
})

test('P08 a program killed 8 times while it receives and deletes has every letter once, and what is deleted there', {
  timeout: 180_000,
}, async () => {
  const each = 60
  const address = await newUser(0)
  const id = await ground.addAccount(address, { protocol: 'pop3', keepCopies: false })
  const start = await createWorkerProgram({ connection: ground.connection, caFile: lab.caFile, key: KEY })
  for (let kill = 0; kill < 8; kill += 1) {
    // Otherwise nothing is left for the later ones to interrupt.
    await append(address, kill * each, (kill + 1) * each)
    const child = start()
    const ended = once(child, 'exit')
    const { since } = await ground.receiving(id)
    const hasBegun = async () => {
      const now = await ground.receiving(id)
      return now.state === 'syncing' && now.since > since
    }
    while (!(await hasBegun()) && child.exitCode === null) await pause(3)
    await pause(kill * 25 + Math.random() * 40)
    child.kill('SIGKILL')
    await ended
    const here = await ground.subjects(id)
    const there = await onServer(address)
    expect(new Set(here).size).toBe(here.length)
    expect([...new Set([...here, ...there])].sort()).toEqual(numbers((kill + 1) * each))
  }
  const last = start()
  await eventually(async () => expect(await onServer(address)).toEqual([]))
  last.kill('SIGTERM')
  expect((await ground.subjects(id)).sort()).toEqual(numbers(8 * each))
  expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(8 * each)
})
