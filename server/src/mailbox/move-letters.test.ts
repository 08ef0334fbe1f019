import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import { openImap } from '../accounts/open-imap.ts'
import { moveLetters } from '../emails/move-letters.job.ts'
import { wishMove } from '../emails/move-letters.service.ts'
import { reviewInteractions } from '../interactions/interactions.service.ts'
import { createDialler } from '../platform/dialler.ts'
import { startJobRunner } from '../platform/job-runner.ts'
import { pairJobs } from '../platform/jobs.ts'
import type { LiveEvent } from '../platform/live.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { addUser } from '../testing/rows.ts'
import { moveLettersHandler } from './move-letters.run.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)
const { db, connection, log, accounts, administrator, mailClient, live } = ground

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  await ground.startWorker()
})
afterAll(() => lab.stop())

/** Moves are carried out from now on. */
async function startMoving(): Promise<void> {
  const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab.caFile })
  const deps = {
    db,
    accounts,
    openImap: (incoming: ReceivingAccount['incoming']) => openImap(dialler, incoming),
  }
  const runner = await startJobRunner({
    connection,
    log,
    handlers: pairJobs([moveLetters], [moveLettersHandler(deps)]),
    concurrency: 2,
    mayRun: mailClient.isOn,
    isOnlyProcess: false,
    onUnexpectedEnd: (error) => {
      throw error
    },
  })
  onTestFinished(() => runner.stop())
}

let people = 0
async function newMailbox(...subjects: string[]) {
  people += 1
  const address = `mover${people}@corp.test`
  await lab.addUser({ address, password: 'secret', name: `Mover ${people}` })
  await lab.createFolder(address, 'Проекты')
  for (const subject of subjects) await lab.append(address, 'INBOX', writeLetter(subject))
  const accountId = await ground.addAccount(address)
  await ground.untilIdle(accountId)
  await eventually(async () => expect(await ground.subjectsIn(accountId, 'INBOX')).toHaveLength(subjects.length))
  const ids = new Map((await ground.letters(accountId)).map(({ id, subject }) => [subject, id]))
  const folderId = async (path: string) => (await ground.folder(accountId, path)).id
  return { address, accountId, idOf: (subject: string) => ids.get(subject) ?? '', folderId }
}

/** Subjects in a folder of the server, as another program sees them. */
async function onServer(address: string, path: string): Promise<string[]> {
  const client = await lab.imap(address)
  try {
    await client.mailboxOpen(path, { readOnly: true })
    const subjects: string[] = []
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) subjects.push(envelope?.subject ?? '')
    return subjects.sort()
  } catch {
    return []
  } finally {
    await client.logout()
  }
}

describe('B22 letters are moved on the server, and shown where it has them', () => {
  test('B22 a letter moves to a folder with a Russian name and stays the same interaction', async () => {
    const { address, accountId, idOf, folderId } = await newMailbox('stays', 'goes')
    await startMoving()
    const accepted = await wishMove(db, administrator, { ids: [idOf('goes')], folder: await folderId('Проекты') })
    expect(accepted).toEqual([idOf('goes')])
    await eventually(async () => expect(await ground.subjectsIn(accountId, 'Проекты')).toEqual(['goes']))
    expect(await ground.subjectsIn(accountId, 'INBOX')).toEqual(['stays'])
    expect(await onServer(address, 'INBOX')).toEqual(['stays'])
    expect(await onServer(address, 'Проекты')).toEqual(['goes'])
    expect((await ground.letters(accountId)).map(({ id }) => id).sort()).toEqual([idOf('goes'), idOf('stays')].sort())
    await eventually(async () =>
      expect(await ground.folder(accountId, 'INBOX')).toMatchObject({
        totalCount: 1,
        unreviewedCount: 1,
        localCount: 1,
      }),
    )
    expect(await ground.folder(accountId, 'Проекты')).toMatchObject({
      totalCount: 1,
      unreviewedCount: 1,
      localCount: 1,
    })
  })

  test('B22 in a folder that is not loaded it is shown all the same, counted, reviewed there and brought back', async () => {
    const { address, accountId, idOf, folderId } = await newMailbox('unwanted')
    await startMoving()
    const trash = await folderId('Trash')
    await wishMove(db, administrator, { ids: [idOf('unwanted')], folder: trash })
    await eventually(async () => expect(await ground.subjectsIn(accountId, 'Trash')).toEqual(['unwanted']))
    expect(await onServer(address, 'Trash')).toEqual(['unwanted'])
    expect(await ground.folder(accountId, 'Trash')).toMatchObject({ totalCount: 1, unreviewedCount: 1 })
    await reviewInteractions(db, administrator, [idOf('unwanted')], { reviewed: true })
    expect(await ground.folder(accountId, 'Trash')).toMatchObject({ totalCount: 1, unreviewedCount: 0 })
    await wishMove(db, administrator, { ids: [idOf('unwanted')], folder: await folderId('INBOX'), from: trash })
    await eventually(async () => expect(await ground.subjectsIn(accountId, 'INBOX')).toEqual(['unwanted']))
    expect(await ground.folder(accountId, 'Trash')).toMatchObject({ totalCount: 0, unreviewedCount: 0 })
    expect(await onServer(address, 'Trash')).toEqual([])
  })

  test('B22 a move that is taken back before it was done ends where it began', async () => {
    const { address, accountId, idOf, folderId } = await newMailbox('undecided')
    const [inbox, projects] = [await folderId('INBOX'), await folderId('Проекты')]
    await wishMove(db, administrator, { ids: [idOf('undecided')], folder: projects, from: inbox })
    await wishMove(db, administrator, { ids: [idOf('undecided')], folder: inbox, from: projects })
    await startMoving()
    await eventually(async () => {
      const { rows } = await ground.pool.query(`select from graphile_worker.jobs where task_identifier = $1`, [
        moveLetters.name,
      ])
      expect(rows).toHaveLength(0)
    })
    await eventually(async () => expect(await ground.subjectsIn(accountId, 'INBOX')).toEqual(['undecided']))
    expect(await onServer(address, 'INBOX')).toEqual(['undecided'])
    expect(await onServer(address, 'Проекты')).toEqual([])
  })

  test('B22 many go at once, and other letters of the folder are not touched', async () => {
    const subjects = Array.from({ length: 60 }, (_, index) => `letter ${index}`)
    const { address, accountId, idOf, folderId } = await newMailbox(...subjects)
    await startMoving()
    const going = subjects.filter((_, index) => index % 2 === 0)
    await wishMove(db, administrator, { ids: going.map(idOf), folder: await folderId('Проекты') })
    await eventually(async () => expect(await ground.subjectsIn(accountId, 'Проекты')).toHaveLength(30))
    expect(await onServer(address, 'Проекты')).toEqual([...going].sort())
    expect(await ground.subjectsIn(accountId, 'INBOX')).toHaveLength(30)
  })

  test('B22 what the server refuses is told to the one who asked, and the letter stays where it is', async () => {
    const { address, accountId, idOf, folderId } = await newMailbox('refused')
    const projects = await folderId('Проекты')
    const client = await lab.imap(address)
    await client.mailboxDelete('Проекты')
    await client.logout()
    const told: LiveEvent[] = []
    onTestFinished(live.subscribe({ onEvent: (event) => told.push(event), onGap: () => {} }))
    await ground.pool.query('update folders set gone_at = null where id = $1', [projects])
    await wishMove(db, administrator, { ids: [idOf('refused')], folder: projects })
    await startMoving()
    await eventually(async () =>
      expect(told.filter(({ topic }) => topic === 'interactions.move-refused')).toMatchObject([
        { audience: [`user:${administrator.userId}`], data: { ids: [idOf('refused')], code: 'SERVER_REFUSED' } },
      ]),
    )
    expect(await onServer(address, 'INBOX')).toEqual(['refused'])
    expect(await ground.subjectsIn(accountId, 'INBOX')).toEqual(['refused'])
  })
})

describe('who may move what where', () => {
  test('N10 who may not read the account finds neither the letter nor the folder', async () => {
    const { idOf, folderId } = await newMailbox('secret')
    const stranger = await addUser(db)
    const folder = await folderId('Проекты')
    await expect(wishMove(db, stranger, { ids: [idOf('secret')], folder })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('B22 letters of another account, those that are there already and unknown ids are passed over', async () => {
    const [one, other] = [await newMailbox('mine'), await newMailbox('other')]
    const ids = [other.idOf('other'), one.idOf('mine'), '0', 'x']
    expect(await wishMove(db, administrator, { ids, folder: await one.folderId('INBOX') })).toEqual([])
    expect(await wishMove(db, administrator, { ids, folder: await one.folderId('Проекты') })).toEqual([
      one.idOf('mine'),
    ])
  })

  test('B22 a folder that holds no letters of its own takes none', async () => {
    const { accountId, idOf, folderId } = await newMailbox('kept')
    const folder = await folderId('Проекты')
    await ground.pool.query(`update folders set reason = 'not-selectable' where id = $1`, [folder])
    const wish = wishMove(db, administrator, { ids: [idOf('kept')], folder })
    await expect(wish).rejects.toMatchObject({ code: 'FOLDER_TAKES_NO_LETTERS' })
    expect(await ground.subjectsIn(accountId, 'INBOX')).toEqual(['kept'])
  })
})
