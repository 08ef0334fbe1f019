import { startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Lab } from '@besedka/lab/lab-types'
import { startSilentServer } from '@besedka/lab/silent-server'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transaction } from '../platform/database.ts'
import { eventually } from '../platform/testing/eventually.ts'
import type { MailboxWorker } from './mailbox-worker.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
let worker: MailboxWorker
const ground = await createReceivingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  worker = await ground.startWorker()
})
afterAll(() => lab.stop())
beforeEach(async () => {
  // Sessions of the test before may still write: a deadlock is tried again, as the program does.
  await transaction(ground.db, (trx) => trx.deleteFrom('accounts').execute())
})

let people = 0
async function newMailbox(letters = 0): Promise<string> {
  people += 1
  const address = `faulty${people}@corp.test`
  await lab.addUser({ address, password: 'secret', name: `Person ${people}` })
  const sources = Array.from({ length: letters }, (_, index) => writeLetter(`n${index}`, {}, 'x'.repeat(20_000)))
  if (letters > 0) await lab.append(address, 'INBOX', sources)
  return address
}

const failed = (id: string, code: string) =>
  eventually(async () => expect(await ground.receiving(id)).toMatchObject({ state: 'failed', errorCode: code }))

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`).sort()

describe('one broken account', () => {
  test('a wrong password is tried twice, then waits for a person, and a changed one is taken at once', async () => {
    const address = await newMailbox(1)
    const proxy = await startFaultProxy({ port: lab.ports.imaps })
    const id = await ground.addAccount(address, { password: 'wrong', port: proxy.port })
    await eventually(async () =>
      expect(await ground.receiving(id)).toMatchObject({
        state: 'failed',
        errorCode: 'AUTH_FAILED',
        failures: 2,
        nextTry: null,
      }),
    )
    expect(proxy.accepted).toBe(2)
    // Another account's changes, and looks in between, do not wake it.
    const other = await ground.addAccount(await newMailbox(1))
    await ground.untilIdle(other)
    expect(proxy.accepted).toBe(2)
    await ground.accounts.update(ground.administrator, id, { password: 'secret', check: 'skip' })
    await ground.untilIdle(id)
    expect(await ground.subjects(id)).toEqual(['n0'])
    expect(await ground.receiving(id)).toMatchObject({ errorCode: null, failures: 0 })
    await proxy.stop()
  })

  test('a server that never answers, one that refuses and one that hangs up fail with their codes and stop nobody', async () => {
    const silent = await startSilentServer()
    const proxy = await startFaultProxy({ port: lab.ports.imap })
    await proxy.setFault({ kind: 'hangUp' })
    const ports = { CONNECTION_TIMEOUT: silent.port, CONNECTION_REFUSED: 1, CONNECTION_LOST: proxy.port }
    const broken = new Map<string, string>()
    for (const [code, port] of Object.entries(ports)) {
      broken.set(code, await ground.addAccount(await newMailbox(), { port, security: 'none', timeoutSeconds: 1 }))
    }
    const healthy = await ground.addAccount(await newMailbox(3))
    await ground.untilIdle(healthy)
    expect((await ground.subjects(healthy)).sort()).toEqual(numbers(3))
    for (const [code, id] of broken) await failed(id, code)
    await silent.stop()
    await proxy.stop()
  })

  test('an account whose stored password cannot be opened, and one that hangs while it is changed, hold up nobody', async () => {
    const silent = await startSilentServer()
    const sealed = await ground.addAccount(await newMailbox(), { timeoutSeconds: 1 })
    await ground.untilIdle(sealed)
    const values = { incomingPassword: 'v1.nonsense', updatedAt: new Date() }
    await ground.db.updateTable('accounts').set(values).where('id', '=', sealed).execute()
    const slow = { port: silent.port, security: 'none', timeoutSeconds: 600 } as const
    const hanging = await ground.addAccount(await newMailbox(), slow)
    await eventually(() => expect(silent.accepted).toBe(1))
    await ground.db.updateTable('accounts').set({ updatedAt: new Date() }).where('id', '=', hanging).execute()
    const healthy = await ground.addAccount(await newMailbox(2))
    await ground.untilIdle(healthy)
    await failed(sealed, 'UNEXPECTED')
    await worker.stop()
    worker = await ground.startWorker()
    await silent.stop()
  })
})

describe('a connection that breaks', () => {
  test('in the middle of letters, again and again, loses and doubles nothing and opens at most two at once', async () => {
    const address = await newMailbox(300)
    const proxy = await startFaultProxy({ port: lab.ports.imap })
    const id = await ground.addAccount(address, { port: proxy.port, security: 'none' })
    let most = 0
    const counting = setInterval(() => {
      most = Math.max(most, proxy.connections)
    }, 5)
    for (const afterBytes of [200_000, 900_000, 1_500_000]) {
      await proxy.setFault({ kind: 'cut', afterBytes, direction: 'toClient' })
      await eventually(async () => expect((await ground.receiving(id)).failures).toBeGreaterThan(0))
    }
    await proxy.setFault({ kind: 'none' })
    await ground.untilIdle(id)
    clearInterval(counting)
    expect((await ground.subjects(id)).sort()).toEqual(numbers(300))
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ localCount: 300, totalCount: 300, serverCount: 300 })
    expect(most).toBeLessThanOrEqual(2)
    await proxy.stop()
  })

  test('P31 without a word is noticed, and what came meanwhile is fetched after it', async () => {
    const address = await newMailbox(1)
    const proxy = await startFaultProxy({ port: lab.ports.imap })
    const id = await ground.addAccount(address, { port: proxy.port, security: 'none', timeoutSeconds: 1 })
    await ground.untilIdle(id)
    await proxy.setFault({ kind: 'stall' })
    await failed(id, 'CONNECTION_TIMEOUT')
    await lab.deliverByLmtp(address, writeLetter('came meanwhile'))
    await proxy.setFault({ kind: 'none' })
    await eventually(async () => expect(await ground.subjects(id)).toContain('came meanwhile'))
    await ground.untilIdle(id)
    await proxy.stop()
  })

  test('P15 an outage of the server of any length leaves no hole', async () => {
    const address = await newMailbox(5)
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const dovecot = lab.servers.get('dovecot')
    await dovecot?.kill()
    await eventually(async () => expect((await ground.receiving(id)).state).toBe('failed'))
    await lab.append(
      address,
      'INBOX',
      Array.from({ length: 120 }, (_, index) => writeLetter(`n${index + 5}`)),
    )
    await dovecot?.start()
    await eventually(async () => expect((await ground.subjects(id)).sort()).toEqual(numbers(125)))
  })
})

describe('switching', () => {
  test('S30 off stops a first sync at once, and on again it goes on where it stopped', async () => {
    const address = await newMailbox(600)
    const id = await ground.addAccount(address)
    await eventually(async () => expect((await ground.letters(id)).length).toBeGreaterThan(50))
    await ground.switchMailClient(false)
    await eventually(async () => expect((await ground.receiving(id)).state).toBe('off'))
    const stopped = await ground.letters(id)
    await lab.deliverByLmtp(address, writeLetter('while off'))
    expect(await ground.letters(id)).toHaveLength(stopped.length)
    await ground.switchMailClient(true)
    await ground.untilIdle(id)
    await eventually(async () =>
      expect((await ground.subjects(id)).sort()).toEqual([...numbers(600), 'while off'].sort()),
    )
  })

  test('an account that is deleted in the middle of its first sync leaves nothing behind', async () => {
    const id = await ground.addAccount(await newMailbox(400))
    await eventually(async () => expect((await ground.letters(id)).length).toBeGreaterThan(0))
    await ground.accounts.remove(ground.administrator, id)
    const other = await ground.addAccount(await newMailbox(2))
    await ground.untilIdle(other)
    expect(await ground.letters(id)).toEqual([])
    expect(await ground.folders(id)).toEqual([])
  })

  test('P07 two workers and fifty wishes to receive now make each letter one interaction', async () => {
    const second = await ground.startWorker()
    const address = await newMailbox(150)
    const proxy = await startFaultProxy({ port: lab.ports.imaps })
    const id = await ground.addAccount(address, { port: proxy.port })
    await Promise.all(Array.from({ length: 50 }, () => ground.accounts.requestSync(ground.administrator, id)))
    await ground.untilIdle(id)
    expect((await ground.subjects(id)).sort()).toEqual(numbers(150))
    expect(proxy.accepted).toBeLessThanOrEqual(2)
    // Whoever served it, the other one takes over.
    await worker.stop()
    await lab.deliverByLmtp(address, writeLetter('after the change of hands'))
    await eventually(async () => expect(await ground.subjects(id)).toContain('after the change of hands'))
    worker = await ground.startWorker()
    await second.stop()
    await lab.deliverByLmtp(address, writeLetter('and back'))
    await eventually(async () => expect(await ground.subjects(id)).toContain('and back'))
    await proxy.stop()
  })

  test('a look that a person asks for renews the time of the last success of every folder', async () => {
    const id = await ground.addAccount(await newMailbox(1))
    await ground.untilIdle(id)
    const before = await ground.folders(id)
    await ground.accounts.requestSync(ground.administrator, id)
    await eventually(async () => {
      for (const { path, loaded, lastSuccess } of await ground.folders(id)) {
        const earlier = before.find((folder) => folder.path === path)?.lastSuccess
        if (loaded) expect(lastSuccess?.getTime()).toBeGreaterThan(earlier?.getTime() ?? Number.POSITIVE_INFINITY)
        else expect(lastSuccess).toBeNull()
      }
    })
  })
})

describe('a poorer server', () => {
  test('without IDLE, LIST-STATUS, CONDSTORE and SPECIAL-USE everything arrives and changes are found by looking', async () => {
    const poor = await lab.startVariant({ capability: 'IMAP4rev1 UIDPLUS' })
    const address = await newMailbox(3)
    const id = await ground.addAccount(address, { port: poor.ports.imaps })
    await ground.untilIdle(id)
    await lab.deliverByLmtp(address, writeLetter('delivered'))
    await eventually(async () => expect(await ground.subjects(id)).toContain('delivered'))
    const client = await lab.imap(address)
    await client.mailboxOpen('INBOX')
    await client.messageDelete('1', { uid: true })
    await client.mailboxClose()
    await eventually(async () => expect(await ground.subjectsIn(id, 'INBOX')).toEqual(['n1', 'n2', 'delivered']))
    await poor.stop()
  })
})
