import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDialler, type Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { openPop3 } from './open-pop3.ts'

let lab: Lab
let dialler: Dialler
beforeAll(async () => {
  lab = await startLab({ smtp: false, mechanisms: ['plain', 'login', 'cram-md5', 'apop', 'scram-sha-256'] })
  dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab.caFile })
})
afterAll(() => lab.stop())

let users = 0
async function newUser(password = 'secret') {
  users += 1
  return lab.addUser({ address: `pop${users}@corp.test`, name: 'Pop', password })
}

async function open(address: string, change: Partial<ServerConnection> = {}) {
  const opened = await openPop3(dialler, {
    host: 'localhost',
    port: lab.ports.pop3s,
    security: 'tls',
    user: address,
    password: 'secret',
    secureAuth: false,
    certificateFingerprint: null,
    timeoutMs: 5_000,
    allowPrivate: true,
    ...change,
  })
  if (!opened.ok) throw opened.error
  return opened.value
}

async function read(drop: Awaited<ReturnType<typeof open>>, number: number): Promise<string> {
  const pieces: Buffer[] = []
  expect(await drop.retrieve(number, (bytes) => pieces.push(Buffer.from(bytes)))).toMatchObject({ ok: true })
  return Buffer.concat(pieces).toString('latin1')
}

test('S16 logs in over TLS, STARTTLS and plain, by every method that Dovecot has', async () => {
  const { address } = await newUser()
  for (const way of [
    {},
    { port: lab.ports.pop3, security: 'starttls' as const },
    { port: lab.ports.pop3, security: 'none' as const },
  ]) {
    for (const secureAuth of [false, true]) (await open(address, { ...way, secureAuth })).close()
  }
  for (const mechanism of ['cram-md5', 'apop', 'scram-sha-256']) {
    const variant = await lab.startVariant({ mechanisms: ['plain', mechanism] })
    ;(await open(address, { port: variant.ports.pop3s, secureAuth: true })).close()
    const wrong = open(address, { port: variant.ports.pop3s, secureAuth: true, password: 'wrong' })
    await expect(wrong).rejects.toMatchObject({ code: 'AUTH_FAILED' })
    await variant.stop()
  }
})

test('S16 takes passwords with quotes, spaces and letters of any alphabet, by each method', async () => {
  const password = 'па роль "\\ß€'
  const { address } = await newUser(password)
  for (const secureAuth of [false, true]) {
    const drop = await open(address, { password, secureAuth })
    expect(await drop.sizes()).toHaveLength(0)
    drop.close()
  }
})

test('P02 lists, reads and deletes on Dovecot, every letter byte for byte', async () => {
  const { address } = await newUser()
  const letters = [
    'Subject: a\r\n\r\n.\r\n..\r\n.x\r\n',
    `Subject: b\r\n\r\n${'long line '.repeat(20_000)}\r\n`,
    'Subject: c\r\n\r\n',
  ]
  for (const letter of letters) await lab.append(address, 'INBOX', letter)
  const drop = await open(address)
  expect(drop.capabilities.names).toContain('PIPELINING')
  const sizes = await drop.sizes()
  expect([...sizes.keys()]).toEqual([1, 2, 3])
  const ids = await drop.uniqueIds()
  expect(new Set(ids?.values())).toHaveLength(3)
  expect(await Promise.all([1, 2, 3].map((number) => read(drop, number)))).toEqual(letters)
  const head: Buffer[] = []
  await drop.top(2, 0, (bytes) => head.push(Buffer.from(bytes)))
  expect(Buffer.concat(head).toString()).toBe('Subject: b\r\n\r\n')
  expect(await drop.remove(2)).toMatchObject({ ok: true })
  expect(await drop.retrieve(9, () => {})).toMatchObject({ ok: false })
  expect(await drop.quit()).toMatchObject({ ok: true })
  const after = await open(address)
  expect([...((await after.uniqueIds()) ?? []).values()]).toEqual([ids?.get(1), ids?.get(3)])
  await after.remove(1)
  after.close()
  const kept = await open(address)
  expect(await kept.sizes()).toHaveLength(2)
  await kept.quit()
})
