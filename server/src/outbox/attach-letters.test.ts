import { startLab } from '@besedka/lab/start-lab'
import { describe, expect, test } from 'vitest'
import { createAnsweringGround } from './testing/answering-ground.ts'

const ground = await createAnsweringGround(await startLab())
const { app, api, lab, addAccount, addClient, arrived, sendNow, sourceOf } = ground

const account = await addAccount()
const client = await addClient()

/** A letter that came into the account, with its source as it lies there. */
async function receivedLetter(subject: string) {
  const source = `From: Pavel <pavel@client.test>\r\nTo: ${account.address}\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '.')}@client.test>\r\n\r\nHello\r\n`
  await lab.append(account.address, 'INBOX', source)
  return { ...(await arrived(account.id, subject)), source }
}

const newDraft = () => api.outbox.create({ kind: 'email', account: account.id, to: [{ address: client }] })

describe('B19 whole letters as files of another', () => {
  test('B19 go out as they lie here, byte for byte, with their size known before', async () => {
    const [first, second] = [await receivedLetter('Order 2087'), await receivedLetter('Invoice: "41/7"')]
    const { id } = await newDraft()
    const { items } = await api.outbox.attachLetters({ id, letters: [first.id, second.id, first.id] })
    expect(items).toMatchObject([
      { name: 'Order 2087.eml', type: 'message/rfc822', size: first.source.length, inline: false },
      { type: 'message/rfc822', size: second.source.length },
    ])
    expect((await api.interactions.read({ id })).attachments).toMatchObject(items)
    const shown = await app.asNobody.fetch(items[0]?.address ?? '')
    expect(Buffer.from(await shown.arrayBuffer()).toString()).toBe(first.source)
    await sendNow(id)
    const { source, letter } = await sourceOf(id)
    expect(source.toString()).toContain(first.source)
    expect(letter.parts.filter(({ type }) => type === 'message/rfc822')).toHaveLength(2)
  })

  test('B19 one that the writer may not read does not exist for him, and nothing is attached then', async () => {
    const own = await receivedLetter('Readable')
    const { id } = await newDraft()
    await expect(api.outbox.attachLetters({ id, letters: [own.id, '999999'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(app.asOutsider.api.outbox.attachLetters({ id, letters: [own.id] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await api.interactions.read({ id })).attachments).toEqual([])
  })

  test('B19 a draft is no letter yet, and a letter that has left takes none', async () => {
    const { id } = await newDraft()
    const other = await newDraft()
    await expect(api.outbox.attachLetters({ id, letters: [other.id] })).rejects.toMatchObject({
      code: 'SOURCE_MISSING',
    })
    const letter = await receivedLetter('Late')
    await sendNow(id)
    await expect(api.outbox.attachLetters({ id, letters: [letter.id] })).rejects.toMatchObject({ code: 'NOT_A_DRAFT' })
  })
})
