import { startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { unsendLetter } from './sending.service.ts'
import { lettersIn } from './testing/letters-in.ts'
import { startScriptedSmtp } from './testing/scripted-smtp.ts'
import { createSendingGround } from './testing/sending-ground.ts'

let lab: Lab
const ground = await createSendingGround(() => lab)

beforeAll(async () => {
  lab = await startLab()
  await ground.startSending({ copies: false })
})
afterAll(() => lab.stop())

let people = 0
async function newMailbox(domain = 'corp.test'): Promise<string> {
  people += 1
  const address = `person${people}@${domain}`
  await lab.addUser({ address, password: 'secret', name: `Person ${people}` })
  return address
}

const arrivals = (address: string, count: number) =>
  eventually(async () => expect(await lettersIn(lab, address)).toHaveLength(count))

describe('recipients that are refused', () => {
  test('B14 one of three: the others get the letter, and the server says why', async () => {
    const account = await ground.addSender(await newMailbox())
    const [first, second] = [await newMailbox('client.test'), await newMailbox('client.test')]
    const id = await ground.send(account, [first, 'nouser@client.test', second])
    const delivery = await ground.delivered(id, 'partly')
    expect(delivery.recipients).toMatchObject([
      { address: first, state: 'accepted' },
      { address: 'nouser@client.test', state: 'refused', replyCode: 550, detail: expect.stringContaining('5.1.1') },
      { address: second, state: 'accepted' },
    ])
    expect(delivery).toMatchObject({ failure: { step: 'recipients', code: 'SERVER_REFUSED', replyCode: 550 } })
    for (const address of [first, second]) await arrivals(address, 1)
  })

  test('B14 all of them: the letter has failed, nothing is tried again by itself, and it can be a draft again', async () => {
    const account = await ground.addSender(await newMailbox())
    const id = await ground.send(account, ['nouser@client.test', 'policy@client.test'])
    const failed = await ground.delivered(id, 'failed')
    expect(failed).toMatchObject({ attempts: 1, nextTry: null, failure: { step: 'recipients', replyCode: 554 } })
    expect(failed.recipients.map(({ state }) => state)).toEqual(['refused', 'refused'])
    const { messageId } = await row(id)
    expect(messageId).not.toBeNull()
    await unsendLetter(ground.db, ground.administrator, id)
    expect(await row(id)).toMatchObject({ status: 'draft', messageId: null })
    const left = await ground.db.selectFrom('messages').select('id').where('id', '=', messageId).execute()
    expect(left).toEqual([])
  })

  test('B14 tried again by a person, the very same bytes go out', async () => {
    const account = await ground.addSender(await newMailbox())
    const address = await newMailbox('client.test')
    await lab.answerRecipient(address, '550 5.7.1 not yet')
    const id = await ground.send(account, [address])
    await ground.delivered(id, 'failed')
    const before = await ground.sourceOf(id)
    await lab.answerRecipient(address, 'OK')
    await ground.sendAgain(id)
    await ground.delivered(id, 'sent')
    expect(await ground.sourceOf(id)).toEqual(before)
    await arrivals(address, 1)
  })

  test('B14 refused for now: tried again until it is taken, and whoever has it gets no second one', async () => {
    const account = await ground.addSender(await newMailbox())
    const [ready, busy] = [await newMailbox('client.test'), await newMailbox('client.test')]
    await lab.answerRecipient(busy, '450 4.7.1 greylisted')
    const id = await ground.send(account, [ready, busy])
    const waiting = await eventually(async () => {
      const found = await ground.delivery(id)
      expect(found.attempts).toBeGreaterThan(2)
      return found
    })
    expect(waiting.recipients).toMatchObject([{ state: 'accepted' }, { state: 'deferred', replyCode: 450 }])
    await lab.answerRecipient(busy, 'OK')
    expect((await ground.delivered(id, 'sent')).recipients.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    await arrivals(busy, 1)
    expect(await lettersIn(lab, ready)).toHaveLength(1)
  })
})

describe('servers that are not there', () => {
  test('B14 a letter waits while the server is down and goes when it is back', async () => {
    const proxy = await startFaultProxy({ port: lab.ports.submission })
    onTestFinished(() => proxy.stop())
    await proxy.setFault({ kind: 'refuse' })
    const account = await ground.addSender(await newMailbox(), { smtpPort: proxy.port })
    const address = await newMailbox('client.test')
    const id = await ground.send(account, [address])
    await eventually(async () => expect((await ground.delivery(id)).attempts).toBeGreaterThan(1))
    const waiting = await ground.delivered(id, 'queued')
    expect(waiting).toMatchObject({ failure: { step: 'connect', code: 'CONNECTION_REFUSED', replyCode: null } })
    expect(waiting.nextTry).not.toBeNull()
    await proxy.setFault({ kind: 'none' })
    await ground.delivered(id, 'sent')
    await arrivals(address, 1)
  })

  test('B14 a connection that breaks before the end of the letter costs nothing but another try', async () => {
    const proxy = await startFaultProxy({ port: lab.ports.submission })
    onTestFinished(() => proxy.stop())
    const account = await ground.addSender(await newMailbox(), { smtpPort: proxy.port })
    const address = await newMailbox('client.test')
    await proxy.setFault({ kind: 'cut', afterBytes: 40_000, direction: 'toServer' })
    const id = await ground.send(account, [address], { text: 'длинное письмо\n'.repeat(20_000) })
    await eventually(async () =>
      expect((await ground.delivery(id)).failure).toMatchObject({ step: 'data', code: 'CONNECTION_LOST' }),
    )
    await proxy.setFault({ kind: 'none' })
    const sent = await ground.delivered(id, 'sent')
    expect(sent.failure).toBeNull()
    expect(sent.attempts).toBeGreaterThan(1)
    await arrivals(address, 1)
  })

  test('B14 a password that is not right fails at once with the words of the server', async () => {
    const account = await ground.addSender(await newMailbox(), { smtpPassword: 'wrong' })
    const id = await ground.send(account, [await newMailbox('client.test')])
    const failed = await ground.delivered(id, 'failed')
    expect(failed).toMatchObject({ attempts: 1, failure: { step: 'login', code: 'AUTH_FAILED', replyCode: 535 } })
    expect(failed.failure?.detail).not.toBe('')
  })

  test('P38 B14 one server that hangs does not hold up the letters of other accounts', async () => {
    const proxy = await startFaultProxy({ port: lab.ports.submission })
    onTestFinished(() => proxy.stop())
    await proxy.setFault({ kind: 'stall' })
    const hanging = await ground.addSender(await newMailbox(), { smtpPort: proxy.port })
    const account = await ground.addSender(await newMailbox())
    const address = await newMailbox('client.test')
    const stuck = await Promise.all([1, 2, 3].map(() => ground.send(hanging, [address])))
    const id = await ground.send(account, [address])
    await ground.delivered(id, 'sent')
    for (const one of stuck) expect(['queued', 'sending']).toContain((await ground.delivery(one)).state)
    await proxy.setFault({ kind: 'none' })
    for (const one of stuck) await ground.delivered(one, 'sent')
    await arrivals(address, 4)
  })
})

describe('a server that takes the letter and says nothing', () => {
  test('P70 is unconfirmed, is not sent again by itself, and goes once more at the word of a person alone', async () => {
    const smtp = await startScriptedSmtp({ data: () => null })
    onTestFinished(() => smtp.stop())
    const account = await ground.addSender(await newMailbox(), { smtpPort: smtp.port, smtpSecurity: 'none' })
    const id = await ground.send(account, ['a@client.test', 'b@client.test'])
    const unconfirmed = await ground.delivered(id, 'unconfirmed')
    expect(unconfirmed).toMatchObject({ nextTry: null, failure: { step: 'answer', replyCode: null } })
    expect(unconfirmed.recipients.map(({ state }) => state)).toEqual(['unconfirmed', 'unconfirmed'])
    await expect(ground.sendAgain(id)).rejects.toMatchObject({ code: 'DELIVERY_UNCONFIRMED' })
    await expect(unsendLetter(ground.db, ground.administrator, id)).rejects.toMatchObject({ code: 'UNSEND_TOO_LATE' })
    expect(smtp.letters).toHaveLength(1)
    smtp.script = {}
    await ground.sendAgain(id, true)
    await ground.delivered(id, 'sent')
    expect(smtp.letters).toHaveLength(2)
    expect(smtp.letters[1]).toBe(smtp.letters[0])
  })

  test('B14 a refusal after the end of the letter is a refusal: for now it comes again, for good it does not', async () => {
    let replies = ['451 4.3.0 later', '552 5.3.4 too big']
    const smtp = await startScriptedSmtp({ data: () => replies.shift() ?? '250 2.0.0 taken' })
    onTestFinished(() => smtp.stop())
    const account = await ground.addSender(await newMailbox(), { smtpPort: smtp.port, smtpSecurity: 'none' })
    const id = await ground.send(account, ['a@client.test'])
    const failed = await ground.delivered(id, 'failed')
    expect(failed).toMatchObject({
      attempts: 2,
      failure: { step: 'answer', replyCode: 552, detail: '552 5.3.4 too big' },
    })
    replies = []
    await ground.sendAgain(id)
    await ground.delivered(id, 'sent')
  })

  test('P72 what the server says it takes is the limit of attachments from then on', async () => {
    const smtp = await startScriptedSmtp({ extensions: ['SIZE 5000000'] })
    onTestFinished(() => smtp.stop())
    const account = await ground.addSender(await newMailbox(), { smtpPort: smtp.port, smtpSecurity: 'none' })
    await ground.delivered(await ground.send(account, ['a@client.test']), 'sent')
    const limit = await ground.db
      .selectFrom('smtpLimits')
      .selectAll()
      .where('accountId', '=', account)
      .executeTakeFirst()
    expect(limit).toMatchObject({ letterBytes: '5000000' })
    smtp.script = { extensions: ['SIZE 1000'] }
    const id = await ground.send(account, ['a@client.test'], { text: 'long '.repeat(1000) })
    const failed = await ground.delivered(id, 'failed')
    expect(failed).toMatchObject({ attempts: 1, failure: { step: 'mail', code: 'ATTACHMENT_TOO_LARGE' } })
    expect(smtp.letters).toHaveLength(1)
  })
})

function row(id: string) {
  return ground.db
    .selectFrom('interactions')
    .select(['status', 'messageId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
