import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { readLedger } from '../folders/folders.view.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { startPoorPop3 } from './testing/poor-pop3.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

const ground = await createReceivingGround(() => ({ ports: { imaps: 0, pop3s: 0 } }))
const { db } = ground

let accounts = 0
async function receive(server: Awaited<ReturnType<typeof startPoorPop3>>, keepCopies = true) {
  accounts += 1
  const address = `poor${accounts}@corp.test`
  const id = await ground.addAccount(address, { protocol: 'pop3', port: server.port, security: 'none', keepCopies })
  const worker = await ground.startWorker()
  onTestFinished(async () => {
    await worker.stop()
    await server.stop()
  })
  return id
}

const letters = (...names: string[]) => names.map((name) => writeLetter(name, {}, '.\r\n..'))
const storedHashes = async (id: string) =>
  (await ground.letters(id)).map(({ contentHash }) => contentHash?.toString('hex')).sort()
const hashesOf = (all: readonly string[]) => all.map((letter) => hash('sha256', letter, 'hex')).sort()

test.each([true, false])(
  'P02 knows letters by the hash of their bytes where a server has no UIDL; with TOP: %s',
  async (hasTop) => {
    // All of one size.
    const all = letters('a', 'b', 'c')
    const server = await startPoorPop3([...all], { hasTop })
    const id = await receive(server)
    await ground.untilIdle(id)
    expect(await storedHashes(id)).toEqual(hashesOf(all))
    // One is gone, the others have other numbers, and a new one is there.
    const fresh = letters('d')
    server.mailbox.letters = [...all.slice(1), ...fresh]
    await eventually(async () => expect(await storedHashes(id)).toEqual(hashesOf([...all, ...fresh])))
    await eventually(async () =>
      expect(await ground.folder(id, 'INBOX')).toMatchObject({ serverCount: 3, localCount: 3 }),
    )
    expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(4)
    const readSoFar = server.commands.filter((command) => command.startsWith('RETR')).length
    const looks = server.accepted
    await eventually(() => expect(server.accepted).toBeGreaterThan(looks + 2))
    const readAgain = server.commands.filter((command) => command.startsWith('RETR')).length - readSoFar
    // Letters are read again at every look only where nothing else tells them apart.
    expect(readAgain > 0).toBe(!hasTop)
  },
)

test('P02 deletes by the same hash, and never a letter whose bytes are others', async () => {
  const all = letters('x', 'y')
  const server = await startPoorPop3([...all])
  const id = await receive(server, false)
  await eventually(async () => expect(server.mailbox.letters).toEqual([]))
  expect(await storedHashes(id)).toEqual(hashesOf(all))
})

test('P02 two letters under one id are both here, and nothing is deleted that is not', async () => {
  const all = letters('first', 'second')
  const server = await startPoorPop3([...all], { ids: ['same', 'same'] })
  const id = await receive(server, false)
  await eventually(async () => expect(server.mailbox.letters).toEqual([]))
  expect(await storedHashes(id)).toEqual(hashesOf(all))
})

test('P02 an id that comes to name another letter is noticed by its size, and the other one is loaded', async () => {
  const [before = '', after = ''] = letters('before', 'an afterthought')
  const server = await startPoorPop3([before], { ids: ['1'] })
  const id = await receive(server)
  await ground.untilIdle(id)
  server.mailbox.letters = [after]
  await eventually(async () => expect(await storedHashes(id)).toEqual(hashesOf([before, after])))
})

test('P22 a letter that the server does not give goes to quarantine, holds up no other and is not deleted there', async () => {
  const all = letters('good', 'broken', 'fine')
  const server = await startPoorPop3([...all], { ids: ['a', 'b', 'c'], refused: [2] })
  const id = await receive(server, false)
  await eventually(async () => expect(server.mailbox.letters).toEqual([all[1]]))
  expect(await ground.subjects(id)).toHaveLength(2)
  const { folders } = await readLedger(db, ground.administrator, id)
  expect(folders[0]?.quarantined).toMatchObject([{ reason: 'LETTER_REFUSED' }])
})

test('P22 a mailbox that gives nothing is a failure that says so, and nothing is given up on', async () => {
  const all = letters('one', 'two')
  const server = await startPoorPop3([...all], { ids: ['a', 'b'], refused: [1, 2], refusal: '-ERR store is away' })
  const id = await receive(server, false)
  await eventually(async () => {
    expect(await ground.receiving(id)).toMatchObject({
      errorCode: 'SERVER_REFUSED',
      errorDetail: '-ERR store is away'.slice(5),
    })
  })
  server.mailbox.refused = []
  await eventually(async () => expect(server.mailbox.letters).toEqual([]))
  expect(await storedHashes(id)).toEqual(hashesOf(all))
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from quarantine`.execute(db)
  expect(rows[0]?.count).toBe(1)
})
