import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { lettersIn } from './testing/letters-in.ts'
import { createSendingGround } from './testing/sending-ground.ts'

const FRIEND = 'friend@client.test'

let lab: Lab
const ground = await createSendingGround(() => lab)

beforeAll(async () => {
  lab = await startLab()
  await lab.addUser({ address: FRIEND, password: 'secret', name: 'Friend' })
  await ground.startWorker()
})
afterAll(() => lab.stop())

let people = 0
async function newAccount(options: Parameters<typeof ground.addSender>[1] = {}) {
  people += 1
  const address = `sender${people}@corp.test`
  await lab.addUser({ address, password: 'secret', name: `Sender ${people}` })
  const id = await ground.addSender(address, options)
  if (options.receives !== false) await ground.untilIdle(id)
  return { id, address }
}

/** A letter that has gone and whose copy has not been stored yet. */
async function sendWithoutCopy(account: string, to: string): Promise<string> {
  const stop = await ground.startSending({ copies: false })
  const id = await ground.send(account, [to])
  await ground.delivered(id, 'sent')
  await stop()
  return id
}

async function storeCopies(): Promise<void> {
  const stop = await ground.startSending()
  onTestFinished(stop)
}

const expectCopy = (id: string, state: string) =>
  eventually(async () => expect((await ground.delivery(id)).sentCopy).toMatchObject({ state }))

/** What the account has of interactions, and in which folders. */
async function interactionsOf(accountId: string) {
  const { rows } = await ground.pool.query<{ id: string; proved: boolean; reviewed: boolean; folders: string[] }>(
    `select i.id, i.proved, i.reviewed,
       array(select f.path from placements p join folders f on f.id = p.folder_id
         where p.interaction_id = i.id order by f.path) as folders
     from interactions i where i.account_id = $1 order by i.id`,
    [accountId],
  )
  return rows
}

describe('B15 P74 the copy of a sent letter', () => {
  test('B15 P74 that the provider has stored in bytes of its own is no second letter, wherever it is moved', async () => {
    const account = await newAccount()
    const id = await sendWithoutCopy(account.id, FRIEND)
    const source = (await ground.sourceOf(id))?.toString() ?? ''
    const stored = `X-Provider: kept\r\n${source.replace(/\r\n$/, '\r\n\r\n-- \r\nSent by a provider\r\n')}`
    await lab.append(account.address, 'Sent', stored, { flags: ['\\Seen'] })
    await storeCopies()
    await expectCopy(id, 'stored')
    expect(await lettersIn(lab, account.address, 'Sent')).toHaveLength(1)
    const own = { id, proved: true, reviewed: true }
    await eventually(async () => expect(await interactionsOf(account.id)).toEqual([{ ...own, folders: ['Sent'] }]))
    expect((await ground.sourceOf(id))?.toString()).toBe(source)
    expect(await ground.folder(account.id, 'Sent')).toMatchObject({ localCount: 1, totalCount: 1, unreviewedCount: 0 })

    const client = await lab.imap(account.address)
    await client.mailboxOpen('Sent')
    await client.messageMove('1:*', 'Archive')
    await client.mailboxClose()
    await eventually(async () => expect(await interactionsOf(account.id)).toEqual([{ ...own, folders: ['Archive'] }]))
  })

  test('B15 is not stored twice by a job that runs again after its end was lost', async () => {
    const account = await newAccount()
    const id = await sendWithoutCopy(account.id, FRIEND)
    await lab.append(account.address, 'Sent', (await ground.sourceOf(id)) ?? '', { flags: ['\\Seen'] })
    await storeCopies()
    await expectCopy(id, 'stored')
    expect(await lettersIn(lab, account.address, 'Sent')).toHaveLength(1)
  })

  test('B15 has no folder: the delivery says so, and none is made', async () => {
    const account = await newAccount()
    const client = await lab.imap(account.address)
    await client.mailboxDelete('Sent')
    await eventually(async () => expect((await ground.folder(account.id, 'Sent')).goneAt).not.toBeNull())
    const id = await sendWithoutCopy(account.id, FRIEND)
    await storeCopies()
    await expectCopy(id, 'no-folder')
    expect((await client.list()).map(({ path }) => path)).not.toContain('Sent')
  })

  test('B15 has no place where the account receives nothing', async () => {
    const account = await newAccount({ receives: false })
    const id = await sendWithoutCopy(account.id, FRIEND)
    await storeCopies()
    await expectCopy(id, 'no-receiving')
  })

  test('B15 is never stored of a letter that did not go', async () => {
    const account = await newAccount()
    await storeCopies()
    const id = await ground.send(account.id, ['nouser@client.test'])
    await ground.delivered(id, 'failed')
    expect((await ground.delivery(id)).sentCopy.state).toBe('none')
    expect(await lettersIn(lab, account.address, 'Sent')).toEqual([])
  })
})

describe('P10 S21 a letter of ours that comes back', () => {
  test('P10 S21 is the letter that went out: placed where it lies, proved and reviewed', async () => {
    const account = await newAccount()
    const id = await sendWithoutCopy(account.id, FRIEND)
    // As a list gives it back to its writer: below the traces of the way, with the sender as it was.
    const source = (await ground.sourceOf(id))?.toString() ?? ''
    await lab.append(
      account.address,
      'INBOX',
      `Received: from list.client.test\r\n\tby mx\r\nList-Id: <l.client.test>\r\n${source}`,
    )
    await eventually(async () =>
      expect(await interactionsOf(account.id)).toEqual([{ id, proved: true, reviewed: true, folders: ['INBOX'] }]),
    )
  })

  test('P10 S21 is another letter where anything in it was changed: nobody is believed for knowing its id', async () => {
    const account = await newAccount()
    const id = await sendWithoutCopy(account.id, FRIEND)
    const source = (await ground.sourceOf(id))?.toString() ?? ''
    const forged = `Received: from somewhere\r\n${source.replace(/\r\n\r\n[\s\S]*$/, '\r\n\r\nSend the money elsewhere.\r\n')}`
    await lab.append(account.address, 'INBOX', forged)
    await eventually(async () => expect(await interactionsOf(account.id)).toHaveLength(2))
    const [own, other] = await interactionsOf(account.id)
    expect(own).toMatchObject({ id, folders: [] })
    expect(other).toMatchObject({ proved: false, reviewed: false, folders: ['INBOX'] })
  })

  test('P10 S22 to oneself, loaded because the account wants such letters, it is one interaction all the same', async () => {
    const account = await newAccount({ loadSelfAddressed: true })
    const id = await sendWithoutCopy(account.id, account.address)
    await storeCopies()
    await expectCopy(id, 'stored')
    await eventually(async () =>
      expect(await interactionsOf(account.id)).toEqual([
        { id, proved: true, reviewed: true, folders: ['INBOX', 'Sent'] },
      ]),
    )
  })
})
