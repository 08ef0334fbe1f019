import { hash } from 'node:crypto'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLedger, readSyncStatus } from '../folders/folders.view.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)
const { db } = ground
beforeAll(async () => {
  lab = await startLab({ smtp: false })
})
afterAll(() => lab.stop())

let users = 0
async function newUser(letters: readonly string[] = []) {
  users += 1
  const user = await lab.addUser({ address: `pop${users}@corp.test`, name: 'Pop', password: 'secret' })
  for (const letter of letters) await lab.append(user.address, 'INBOX', letter)
  return user.address
}

/** Hashes of all that is stored for an account, in order. */
async function storedHashes(accountId: string): Promise<string[]> {
  const letters = await ground.letters(accountId)
  return letters.map(({ contentHash }) => contentHash?.toString('hex') ?? '').sort()
}
const hashesOf = (letters: readonly string[]) => letters.map((letter) => hash('sha256', letter, 'hex')).sort()

async function onServer(address: string): Promise<number> {
  const client = await lab.imap(address)
  const { messages = 0 } = (await client.status('INBOX', { messages: true })) || {}
  return messages
}

test('S16 receives over POP3 every letter byte for byte, newest first, and keeps the copies where they are to stay', async () => {
  const letters = Array.from({ length: 120 }, (_, index) => writeLetter(`letter ${index}`, {}, `.\r\n..\r\n${index}`))
  const address = await newUser(letters)
  const id = await ground.addAccount(address, { protocol: 'pop3' })
  const worker = await ground.startWorker()
  await ground.untilIdle(id)
  expect(await storedHashes(id)).toEqual(hashesOf(letters))
  const status = await readSyncStatus(db, ground.administrator, id)
  expect(status.state).toBe('idle')
  expect(status.folders).toMatchObject([
    { path: 'INBOX', role: 'inbox', server: 120, local: 120, total: 120, error: null },
  ])
  const later = writeLetter('later')
  await lab.append(address, 'INBOX', later)
  await eventually(async () => expect(await storedHashes(id)).toEqual(hashesOf([...letters, later])))
  const { folders } = await readLedger(db, ground.administrator, id)
  expect(folders).toMatchObject([{ path: 'INBOX', missing: 0, skipped: [], quarantined: [] }])
  await worker.stop()
  expect(await onServer(address)).toBe(121)
})

test('S16 deletes on the server what is committed here, where no copies are to stay, and what is here stays here', async () => {
  const letters = Array.from({ length: 20 }, (_, index) => writeLetter(`gone ${index}`))
  const address = await newUser(letters)
  const id = await ground.addAccount(address, { protocol: 'pop3', keepCopies: false })
  const worker = await ground.startWorker()
  await eventually(async () => expect(await onServer(address)).toBe(0))
  expect(await storedHashes(id)).toEqual(hashesOf(letters))
  expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(20)
  await eventually(async () => {
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ serverCount: 0, localCount: 0, totalCount: 20 })
  })
  await lab.append(address, 'INBOX', writeLetter('one more'))
  await eventually(async () => expect(await onServer(address)).toBe(0))
  expect(await ground.subjects(id)).toContain('one more')
  await worker.stop()
})

test('S16 counts the days until deletion from the receipt, also over a restart, and reads the letter once more before', async () => {
  const letters = [writeLetter('old'), writeLetter('young')]
  const address = await newUser(letters)
  const id = await ground.addAccount(address, { protocol: 'pop3', deleteAfterDays: 3 })
  const worker = await ground.startWorker()
  await ground.untilIdle(id)
  await worker.stop()
  expect(await onServer(address)).toBe(2)
  const folder = await ground.folder(id, 'INBOX')
  await sql`update pop3_letters set received_at = now() - interval '73 hours'
    where folder_id = ${folder.id} and uid = 1`.execute(db)
  const again = await ground.startWorker()
  await eventually(async () => expect(await onServer(address)).toBe(1))
  await again.stop()
  expect(await storedHashes(id)).toEqual(hashesOf(letters))
})

test('P22 never deletes there what was skipped, or what its id does not name any more', async () => {
  const address = await newUser()
  const mine = writeLetter('to myself', { From: address, To: address })
  const letters = [writeLetter('ordinary'), writeLetter('reworked')]
  for (const letter of [mine, ...letters]) await lab.append(address, 'INBOX', letter)
  const id = await ground.addAccount(address, { protocol: 'pop3', deleteAfterDays: 3 })
  const worker = await ground.startWorker()
  await ground.untilIdle(id)
  await worker.stop()
  const folder = await ground.folder(id, 'INBOX')
  const { rows } = await sql<{ uniqueId: string; uid: string }>`
    update pop3_letters set received_at = now() - interval '9 days', unique_id = unique_id || '-' where folder_id = ${folder.id}
    returning rtrim(unique_id, '-') as "uniqueId", uid`.execute(db)
  // As if the server had given the id of each letter to the other.
  const swapped = new Map([
    ['1', '1'],
    ['2', '3'],
    ['3', '2'],
  ])
  for (const { uniqueId, uid } of rows) {
    await sql`update pop3_letters set unique_id = ${uniqueId}
      where folder_id = ${folder.id} and uid = ${swapped.get(uid) ?? ''}`.execute(db)
  }
  const again = await ground.startWorker()
  await eventually(async () => expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(4))
  await again.stop()
  expect(await onServer(address)).toBe(3)
  expect(await storedHashes(id)).toEqual(hashesOf(letters))
  const { folders } = await readLedger(db, ground.administrator, id)
  expect(folders[0]?.skipped).toMatchObject([{ reason: 'self-addressed' }])
})

test('S16 an account that goes from IMAP to POP3 and back doubles no letter and loses none', async () => {
  const letters = Array.from({ length: 5 }, (_, index) => writeLetter(`both ${index}`))
  const address = await newUser(letters)
  await lab.append(address, 'Sent', writeLetter('sent', { From: address, To: 'client@client.test' }))
  const id = await ground.addAccount(address)
  const worker = await ground.startWorker()
  await ground.untilIdle(id)
  const change = { check: 'skip', confirmPrivateHosts: true } as const
  const pop3 = { protocol: 'pop3', port: lab.ports.pop3s, keepCopies: true } as const
  await ground.accounts.update(ground.administrator, id, { ...change, incoming: pop3 })
  await eventually(async () => {
    const { folders } = await readSyncStatus(db, ground.administrator, id)
    expect(folders).toMatchObject([{ path: 'INBOX', server: 5, local: 5, total: 5 }])
  })
  expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(5)
  const imap = { protocol: 'imap', port: lab.ports.imaps } as const
  await ground.accounts.update(ground.administrator, id, { ...change, incoming: imap })
  await eventually(async () => {
    const { folders } = await readSyncStatus(db, ground.administrator, id)
    const loaded = folders.filter((folder) => folder.loaded && folder.server !== null)
    expect(loaded.map(({ path, total }) => [path, total])).toEqual(
      expect.arrayContaining([
        ['INBOX', 5],
        ['Sent', 1],
      ]),
    )
    expect(await ground.subjectsIn(id, 'INBOX')).toHaveLength(5)
  })
  await worker.stop()
  expect((await ground.subjects(id)).sort()).toEqual([
    ...Array.from({ length: 5 }, (_, index) => `both ${index}`),
    'sent',
  ])
})

test('P02 two processes never serve one POP3 account at once', async () => {
  const address = await newUser([writeLetter('once')])
  const id = await ground.addAccount(address, { protocol: 'pop3' })
  const workers = [await ground.startWorker(), await ground.startWorker()]
  await ground.untilIdle(id)
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = ${((7_305_213n << 40n) + BigInt(id)).toString()}`.execute(db)
  expect(rows[0]?.held).toBe(1)
  for (const worker of workers) await worker.stop()
})

test('S16 a wrong password stops after two log-ins, and says so', async () => {
  const address = await newUser()
  const id = await ground.addAccount(address, { protocol: 'pop3', password: 'wrong' })
  const worker = await ground.startWorker()
  await eventually(async () => {
    expect(await ground.receiving(id)).toMatchObject({
      state: 'failed',
      errorCode: 'AUTH_FAILED',
      failures: 2,
      nextTry: null,
    })
  })
  await worker.stop()
})
