import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLedger } from '../folders/folders.view.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { startDamagedServer } from './testing/damaged-server.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  await ground.startWorker()
})
afterAll(() => lab.stop())

const letters = (count: number) => Array.from({ length: count }, (_, index) => writeLetter(`n${index + 1}`))
const subjects = (count: number, without: readonly number[]) =>
  Array.from({ length: count }, (_, index) => index + 1)
    .filter((uid) => !without.includes(uid))
    .map((uid) => `n${uid}`)

test.each(['NO', 'OK'] as const)(
  'a letter that its server cannot give (answering %s) is in the ledger, and all others arrive, new ones too',
  async (answer) => {
    const address = `damaged-${answer.toLowerCase()}@corp.test`
    await lab.addUser({ address, password: 'secret', name: 'Damaged' })
    await lab.append(address, 'INBOX', letters(70))
    await lab.append(address, 'Archive', letters(20))
    const server = await startDamagedServer({ port: lab.ports.imap }, { uids: [5, 60, 72], answer })
    const id = await ground.addAccount(address, { port: server.port, security: 'none' })
    await ground.untilIdle(id)
    expect(await ground.subjectsIn(id, 'INBOX')).toEqual(subjects(70, [5, 60]))
    expect(await ground.subjectsIn(id, 'Archive')).toEqual(subjects(20, [5]))
    for (const subject of ['n71', 'n72', 'n73']) await lab.deliverByLmtp(address, writeLetter(subject))
    await eventually(async () => expect(await ground.subjectsIn(id, 'INBOX')).toEqual(subjects(73, [5, 60, 72])))
    await eventually(async () => {
      const { folders } = await readLedger(ground.db, ground.administrator, id)
      expect(folders.find(({ path }) => path === 'INBOX')).toMatchObject({
        missing: 0,
        quarantined: [5, 60, 72].map((uid) => ({ uid, reason: 'LETTER_REFUSED' })),
      })
    })
    expect(await ground.receiving(id)).toMatchObject({ state: 'idle', failures: 0 })
    await server.stop()
  },
)

test('an INBOX that gives no letter at all says so, and the other folders are read', async () => {
  const address = 'refusing@corp.test'
  await lab.addUser({ address, password: 'secret', name: 'Refusing' })
  await lab.append(address, 'INBOX', letters(3))
  await lab.append(address, 'Archive', letters(5))
  const server = await startDamagedServer({ port: lab.ports.imap }, { uids: [1, 2, 3], answer: 'NO' })
  const id = await ground.addAccount(address, { port: server.port, security: 'none' })
  await eventually(async () => expect(await ground.subjectsIn(id, 'Archive')).toEqual(['n4', 'n5']))
  await eventually(async () => expect(await ground.folder(id, 'INBOX')).toMatchObject({ errorCode: 'SERVER_REFUSED' }))
  expect(await ground.folder(id, 'INBOX')).toMatchObject({ localCount: 0 })
  expect(await ground.receiving(id)).toMatchObject({ failures: 0 })
  await server.stop()
})

test('a server that tells too small sizes is asked for fewer letters at once', async () => {
  const address = 'small@corp.test'
  await lab.addUser({ address, password: 'secret', name: 'Small' })
  const body = 'a letter of some megabytes \r\n'.repeat(50_000)
  await lab.append(
    address,
    'INBOX',
    Array.from({ length: 12 }, (_, index) => writeLetter(`n${index + 1}`, {}, body)),
  )
  const server = await startDamagedServer({ port: lab.ports.imap }, { tellsSmallSizes: true })
  const id = await ground.addAccount(address, { port: server.port, security: 'none' })
  await ground.untilIdle(id)
  expect(await ground.subjectsIn(id, 'INBOX')).toEqual(subjects(12, []))
  expect(server.fetches).toBeGreaterThan(2)
  await server.stop()
})
