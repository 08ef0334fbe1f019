import { startLab } from '@besedka/lab/start-lab'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { AT_ONCE, createAnsweringGround } from './testing/answering-ground.ts'
import { startScriptedSmtp } from './testing/scripted-smtp.ts'

const { lab, app, api, addAccount, delivered, sourceOf } = await createAnsweringGround(await startLab())
const FRIEND = 'friend@client.test'

/** An account whose server takes letters whole and never answers. */
async function silentAccount(onLetter: (letter: string) => void = () => undefined) {
  const smtp = await startScriptedSmtp({
    data: (letter) => {
      onLetter(letter)
      return null
    },
  })
  onTestFinished(() => smtp.stop())
  return addAccount('Отдел продаж', smtp.port)
}

async function sendUnheard(account: string): Promise<string> {
  const { id } = await api.outbox.create({ kind: 'email', account, to: [{ address: FRIEND }], text: 'Здравствуйте!' })
  await api.outbox.send({ id, idempotencyKey: crypto.randomUUID(), sendAt: AT_ONCE })
  return id
}

test('B15 P74 a letter that nobody confirmed is sent once receiving finds it in Sent, and stays one interaction', async () => {
  const account = await silentAccount()
  const id = await sendUnheard(account.id)
  expect(await delivered(id, 'unconfirmed')).toMatchObject({ recipients: [{ state: 'unconfirmed' }] })
  await lab.append(account.address, 'Sent', `X-Provider: kept\r\n${(await sourceOf(id)).source.toString()}`, {
    flags: ['\\Seen'],
  })
  await app.asAdministrator.api.accounts.sync({ id: account.id })
  const sent = await delivered(id, 'sent')
  expect(sent).toMatchObject({
    failure: null,
    sentCopy: { state: 'stored' },
    recipients: [{ address: FRIEND, state: 'accepted' }],
  })
  expect(sent.sentAt).not.toBeNull()
  const { items } = await api.interactions.list({ account: [account.id] })
  expect(items).toMatchObject([{ id, status: 'sent', folders: [{ role: 'sent' }] }])
})

test('B15 P74 so is one that receiving came across before its sending was given up', async () => {
  let address = ''
  const account = await silentAccount(
    (letter) => void lab.append(address, 'Sent', `${letter}\r\n`, { flags: ['\\Seen'] }),
  )
  address = account.address
  const id = await sendUnheard(account.id)
  await delivered(id, 'sent')
  await eventually(async () => {
    const { items } = await api.interactions.list({ account: [account.id] })
    expect(items).toMatchObject([{ id, folders: [{ role: 'sent' }] }])
  })
})

test('P74 one that lies elsewhere only stays unconfirmed: anybody may have put it there', async () => {
  const account = await silentAccount()
  const id = await sendUnheard(account.id)
  await delivered(id, 'unconfirmed')
  await lab.append(account.address, 'INBOX', `Received: from a.list.test\r\n${(await sourceOf(id)).source.toString()}`)
  await eventually(async () => {
    const { items } = await api.interactions.list({ account: [account.id] })
    expect(items).toMatchObject([{ id, folders: [{ role: 'inbox' }] }])
  })
  await delivered(id, 'unconfirmed')
})
