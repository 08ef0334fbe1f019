import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLedger } from '../folders/folders.view.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  await ground.startWorker()
})
afterAll(() => lab.stop())

let people = 0
async function newMailbox(subscribed = true): Promise<string> {
  people += 1
  const address = `person${people}@corp.test`
  await lab.addUser({ address, password: 'secret', name: `Person ${people}`, subscribed })
  return address
}

describe('which folders', () => {
  test('S19 loads all folders of the server, outgoing ones included, except drafts, deleted and spam', async () => {
    const address = await newMailbox()
    await lab.append(address, 'INBOX', writeLetter('in inbox'))
    await lab.append(address, 'Sent', writeLetter('in sent', { From: address }))
    await lab.createFolder(address, 'Проекты.Склад')
    await lab.append(address, 'Проекты.Склад', writeLetter('in a folder with a Russian name'))
    for (const path of ['Drafts', 'Trash', 'Junk']) await lab.append(address, path, writeLetter(`in ${path}`))
    await lab.createFolder(address, 'Корзина')
    await lab.append(address, 'Корзина', writeLetter('in trash by its name'))
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    expect((await ground.subjects(id)).sort()).toEqual(['in a folder with a Russian name', 'in inbox', 'in sent'])
    const reasons = Object.fromEntries((await ground.folders(id)).map(({ path, reason }) => [path, reason]))
    expect(reasons).toMatchObject({
      INBOX: 'inbox',
      Sent: 'subscribed',
      Drafts: 'drafts',
      Trash: 'trash',
      Junk: 'junk',
    })
    expect(reasons).toMatchObject({ Корзина: 'trash' })
  })

  test('S20 loads active folders only, and without any active one all but the excluded', async () => {
    const chooser = await newMailbox()
    await lab.createFolder(chooser, 'Active')
    await lab.createFolder(chooser, 'Passive', { subscribe: false })
    await lab.append(chooser, 'Active', writeLetter('active'))
    await lab.append(chooser, 'Passive', writeLetter('passive'))
    const nobody = await newMailbox(false)
    await lab.createFolder(nobody, 'Passive', { subscribe: false })
    await lab.append(nobody, 'Passive', writeLetter('passive'))
    await lab.append(nobody, 'Trash', writeLetter('deleted'))
    const [a, b] = [await ground.addAccount(chooser), await ground.addAccount(nobody)]
    await ground.untilIdle(a)
    await ground.untilIdle(b)
    expect(await ground.subjects(a)).toEqual(['active'])
    expect(await ground.subjects(b)).toEqual(['passive'])
    expect(await ground.folder(a, 'Passive')).toMatchObject({
      loaded: false,
      reason: 'not-subscribed',
      lastSuccess: null,
    })
    expect(await ground.folder(b, 'Passive')).toMatchObject({ loaded: true, reason: 'no-subscriptions' })
  })
})

describe('what is new', () => {
  test('a letter that is delivered while INBOX is watched is here by itself', async () => {
    const address = await newMailbox()
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    await lab.deliverByLmtp(address, writeLetter('delivered'))
    await eventually(async () => expect(await ground.subjects(id)).toEqual(['delivered']))
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ localCount: 1, totalCount: 1, unreviewedCount: 1 })
  })

  test('a letter in another folder, a new folder and a new subscription are found by a look', async () => {
    const address = await newMailbox()
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    await lab.append(address, 'Archive', writeLetter('archived'))
    await lab.createFolder(address, 'Later')
    await lab.append(address, 'Later', writeLetter('in a new folder'))
    await eventually(async () => expect((await ground.subjects(id)).sort()).toEqual(['archived', 'in a new folder']))
  })

  test('P04 letters read elsewhere before they were seen here arrive all the same', async () => {
    const address = await newMailbox()
    const letters = Array.from({ length: 100 }, (_, index) => ({ source: writeLetter(`read ${index}`) }))
    await lab.append(address, 'INBOX', letters, { flags: ['\\Seen'] })
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    expect(await ground.letters(id)).toHaveLength(100)
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ totalCount: 100, unreviewedCount: 0, serverCount: 100 })
  })

  test('the newest fifty letters are here before the older ones are fetched', async () => {
    const address = await newMailbox()
    await lab.append(
      address,
      'INBOX',
      Array.from({ length: 400 }, (_, index) => writeLetter(`n${index}`)),
    )
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const { rows } = await ground.pool.query<{ subject: string }>(
      `select m.subject from interactions i join messages m on m.id = i.message_id where i.account_id = $1
       order by i.id limit 50`,
      [id],
    )
    expect(rows.map(({ subject }) => subject)).toEqual(Array.from({ length: 50 }, (_, index) => `n${399 - index}`))
    expect(await ground.letters(id)).toHaveLength(400)
  })
})

describe('what was here', () => {
  test('letters that vanish from the server lose their place and stay as interactions', async () => {
    const address = await newMailbox()
    await lab.append(
      address,
      'INBOX',
      ['stays', 'goes'].map((subject) => writeLetter(subject)),
    )
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const client = await lab.imap(address)
    await client.mailboxOpen('INBOX')
    await client.messageDelete('2', { uid: true })
    await client.mailboxClose()
    await eventually(async () => expect(await ground.subjectsIn(id, 'INBOX')).toEqual(['stays']))
    expect((await ground.subjects(id)).sort()).toEqual(['goes', 'stays'])
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ localCount: 1, totalCount: 1, unreviewedCount: 1 })
  })

  test('a letter that is moved on the server moves here and is one interaction', async () => {
    const address = await newMailbox()
    await lab.append(address, 'INBOX', writeLetter('moved'))
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const client = await lab.imap(address)
    await client.mailboxOpen('INBOX')
    await client.messageMove('1', 'Archive', { uid: true })
    await client.mailboxClose()
    await eventually(async () => expect(await ground.subjectsIn(id, 'Archive')).toEqual(['moved']))
    await eventually(async () => expect(await ground.subjectsIn(id, 'INBOX')).toEqual([]))
    expect(await ground.subjects(id)).toEqual(['moved'])
  })

  test('changed flags are noted, and ours never touch the server', async () => {
    const address = await newMailbox()
    await lab.append(address, 'INBOX', writeLetter('unread'))
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const client = await lab.imap(address)
    await client.mailboxOpen('INBOX')
    expect((await client.fetchOne('1', { flags: true }, { uid: true })) || undefined).toMatchObject({
      flags: new Set(['\\Recent']).size > 0 ? expect.any(Set) : undefined,
    })
    await client.messageFlagsAdd('1', ['\\Flagged'], { uid: true })
    await client.mailboxClose()
    const { id: folderId } = await ground.folder(id, 'INBOX')
    await eventually(async () => {
      const rows = await ground.db.selectFrom('placements').select('flags').where('folderId', '=', folderId).execute()
      expect(rows).toEqual([{ flags: ['\\Flagged'] }])
    })
  })

  test('P18 a folder that is read anew under another UIDVALIDITY is matched by content: nothing twice', async () => {
    const address = await newMailbox()
    await lab.createFolder(address, 'Box')
    const letters = ['one', 'two', 'three'].map((subject) => writeLetter(subject))
    await lab.append(address, 'Box', letters)
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const before = await ground.letters(id)
    const { uidValidity } = await ground.folder(id, 'Box')
    await lab.deleteFolder(address, 'Box')
    await lab.createFolder(address, 'Box')
    await lab.append(address, 'Box', [writeLetter('four'), ...letters.slice(1).reverse()])
    await eventually(async () => {
      expect((await ground.folder(id, 'Box')).uidValidity).not.toBe(uidValidity)
      expect(await ground.subjectsIn(id, 'Box')).toEqual(['four', 'three', 'two'])
    })
    const after = await ground.letters(id)
    expect(after).toHaveLength(4)
    for (const { id: interactionId } of before) expect(after.map((row) => row.id)).toContain(interactionId)
    expect(await ground.folder(id, 'Box')).toMatchObject({ localCount: 3, totalCount: 3, unreviewedCount: 3 })
  })

  test('a number of letters that went wrong, and a skipped letter that was thought gone, are set right by a look', async () => {
    const address = await newMailbox()
    const toOneself = writeLetter('to oneself', { From: address, To: address })
    await lab.append(address, 'Archive', [writeLetter('one'), writeLetter('two'), toOneself])
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const { id: folderId } = await ground.folder(id, 'Archive')
    for (const wrong of [2, 4]) {
      await ground.db.updateTable('folders').set({ localCount: wrong }).where('id', '=', folderId).execute()
      await eventually(async () => expect(await ground.folder(id, 'Archive')).toMatchObject({ localCount: 3 }))
    }
    await ground.db.updateTable('skippedLetters').set({ goneAt: new Date() }).where('folderId', '=', folderId).execute()
    await ground.db.updateTable('folders').set({ localCount: 2 }).where('id', '=', folderId).execute()
    await eventually(async () => expect(await ground.folder(id, 'Archive')).toMatchObject({ localCount: 3 }))
    const { folders } = await readLedger(ground.db, ground.administrator, id)
    expect(folders.find(({ path }) => path === 'Archive')).toMatchObject({ missing: 0, skipped: [{ uid: 3 }] })
  })

  test('a folder that vanishes is marked gone, and its letters stay', async () => {
    const address = await newMailbox()
    await lab.createFolder(address, 'Passing')
    await lab.append(address, 'Passing', writeLetter('passing'))
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    await lab.deleteFolder(address, 'Passing')
    await eventually(async () => expect((await ground.folder(id, 'Passing')).goneAt).not.toBeNull())
    expect(await ground.subjects(id)).toEqual(['passing'])
  })
})
