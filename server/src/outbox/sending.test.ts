import { startLab } from '@besedka/lab/start-lab'
import { parseMessage } from '@besedka/mail/parse-message'
import { describe, expect, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { readEvents } from '../testing/event-reader.ts'
import { AT_ONCE, createAnsweringGround } from './testing/answering-ground.ts'
import { lettersIn } from './testing/letters-in.ts'

const ground = await createAnsweringGround(await startLab())
const { lab, app, api } = ground

describe('B14 sending', () => {
  test('B14 a draft becomes an outgoing letter, and that a sent one, each told as it happens', async () => {
    const account = await ground.addAccount()
    const client = await ground.addClient()
    const draft = await api.outbox.create({
      kind: 'email',
      account: account.id,
      to: [{ name: 'Клиент', address: client }],
      subject: 'Предложение',
      text: 'Добрый день!',
    })
    expect(draft).toMatchObject({ status: 'draft', direction: 'outgoing', reviewed: true, delivery: null, html: null })
    const events = await readEvents(app.asUser)
    const scheduled = await api.outbox.send({ id: draft.id, idempotencyKey: 'first' })
    expect(scheduled).toMatchObject({ state: 'scheduled', attempts: 0, sentAt: null, failure: null })
    expect(scheduled.recipients).toEqual([
      { kind: 'to', name: 'Клиент', address: client, state: 'waiting', replyCode: null, detail: '' },
    ])
    expect(await api.interactions.read({ id: draft.id })).toMatchObject({ status: 'outgoing', subject: 'Предложение' })
    const cancelled = await api.outbox.unsend({ id: draft.id })
    expect(cancelled.state).toBe('cancelled')
    expect(await api.interactions.read({ id: draft.id })).toMatchObject({ status: 'draft', text: 'Добрый день!' })

    const sent = await ground.sendNow(draft.id)
    // Scheduled, taken back, queued, being sent, sent.
    await eventually(() => {
      const told = events.events.filter(
        (event) => event.type === 'interactions.changed' && event.ids.includes(draft.id),
      )
      expect(told.length).toBeGreaterThanOrEqual(5)
    })
    await events.close()
    expect(sent).toMatchObject({ attempts: 1, failure: null, recipients: [{ state: 'accepted' }] })
    const read = await api.interactions.read({ id: draft.id })
    expect(read).toMatchObject({
      status: 'sent',
      draft: null,
      proved: true,
      reviewed: true,
      delivery: { state: 'sent' },
    })
    expect(read.text.trim()).toBe('Добрый день!')
    const [letter] = await eventually(async () => {
      const found = await lettersIn(lab, client)
      expect(found).toHaveLength(1)
      return found
    })
    const parsed = parseMessage(Buffer.from(letter?.source ?? '', 'latin1'))
    expect(parsed).toMatchObject({
      subject: 'Предложение',
      from: [{ name: 'Отдел продаж', address: account.address }],
      to: [{ name: 'Клиент', address: client }],
      messageId: read.messageId,
    })
    const { items } = await api.interactions.list({ account: [account.id], status: 'sent' })
    expect(items.map(({ id }) => id)).toEqual([draft.id])
    await expect(api.outbox.unsend({ id: draft.id })).rejects.toMatchObject({ code: 'UNSEND_TOO_LATE' })
    await expect(api.outbox.remove({ id: draft.id })).rejects.toMatchObject({ code: 'NOT_A_DRAFT' })
    await expect(api.outbox.send({ id: draft.id, idempotencyKey: 'again' })).rejects.toMatchObject({
      code: 'NOT_A_DRAFT',
    })
  })

  test('B14 hidden recipients get the letter, stand nowhere in it, and are shown to those who may read it', async () => {
    const account = await ground.addAccount()
    const [open, hidden] = [await ground.addClient(), await ground.addClient()]
    const { id, source } = await ground.send({
      account: account.id,
      to: [{ name: '', address: open }],
      bcc: [{ name: 'Тайный', address: hidden }],
      subject: 'Для двоих',
      text: 'Текст',
    })
    expect(source.toString()).not.toContain(hidden)
    await eventually(async () => expect(await lettersIn(lab, hidden)).toHaveLength(1))
    expect((await api.interactions.read({ id })).bcc).toEqual([{ name: 'Тайный', address: hidden }])
  })

  test('B14 a letter without recipients or with an address that is none is told so and stays a draft', async () => {
    const account = await ground.addAccount()
    const draft = await api.outbox.create({ kind: 'email', account: account.id, text: 'x' })
    const send = () => api.outbox.send({ id: draft.id, idempotencyKey: 'one', sendAt: AT_ONCE })
    await expect(send()).rejects.toMatchObject({ code: 'RECIPIENTS_MISSING', status: 422 })
    const cc = [{ address: 'good@client.test' }, { address: 'no address' }]
    await api.interactions.update({ id: draft.id, version: draft.version, cc })
    await expect(send()).rejects.toMatchObject({ code: 'RECIPIENT_INVALID', data: { field: 'cc', index: 1 } })
    expect(await api.interactions.read({ id: draft.id })).toMatchObject({ status: 'draft', delivery: null, cc })
    const late = { id: draft.id, idempotencyKey: 'two', sendAt: '2099-01-01T00:00:00.000Z' }
    await expect(api.outbox.send(late)).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { field: 'sendAt' } })
  })
})

describe('B15 the copy in Sent', () => {
  test('B15 P74 is stored once, read, byte for byte, and found again as the same interaction', async () => {
    const account = await ground.addAccount()
    const { id, source } = await ground.send({
      account: account.id,
      to: [{ name: '', address: await ground.addClient() }],
      subject: 'С копией',
      text: 'Текст с точкой\n.\nв начале строки',
    })
    await eventually(async () => expect((await api.outbox.delivery({ id })).sentCopy.state).toBe('stored'))
    const [copy, ...others] = await lettersIn(lab, account.address, 'Sent')
    expect(others).toEqual([])
    expect(copy?.source).toBe(source.toString('latin1'))
    expect(copy?.flags.has('\\Seen')).toBe(true)
    await eventually(async () => {
      const { items } = await api.interactions.list({ account: [account.id] })
      expect(items.map((item) => [item.id, item.folders.map(({ role }) => role)])).toEqual([[id, ['sent']]])
    })
  })

  test('B15 S22 a letter to oneself is one interaction', async () => {
    const account = await ground.addAccount()
    const { id } = await ground.send({
      account: account.id,
      to: [{ name: '', address: account.address }],
      subject: 'Себе',
      text: 'Не забыть',
    })
    await eventually(async () => expect(await lettersIn(lab, account.address)).toHaveLength(1))
    await eventually(async () => {
      const { folders } = await api.accounts.folders({ id: account.id }).then(({ items }) => ({ folders: items }))
      expect(folders.find(({ role }) => role === 'inbox')).toMatchObject({ local: 1, total: 0 })
      expect(folders.find(({ role }) => role === 'sent')).toMatchObject({ local: 1, total: 1, unreviewed: 0 })
    })
    const { items } = await api.interactions.list({ account: [account.id] })
    expect(items.map((item) => item.id)).toEqual([id])
  })
})

describe('one button pressed often', () => {
  test('P70 fifty presses with one key, or with fifty keys, make one letter', async () => {
    const account = await ground.addAccount()
    const client = await ground.addClient()
    const to = [{ address: client }]
    for (const keyOf of [() => 'one key', (index: number) => `key ${index}`]) {
      const { id } = await api.outbox.create({ kind: 'email', account: account.id, to, subject: keyOf(1), text: 'x' })
      const answers = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) =>
          api.outbox.send({ id, idempotencyKey: `${keyOf(index)} of ${id}`, sendAt: AT_ONCE }),
        ),
      )
      const accepted = answers.filter(({ status }) => status === 'fulfilled')
      expect(accepted).toHaveLength(keyOf(0) === keyOf(1) ? 50 : 1)
      await ground.delivered(id, 'sent')
    }
    await eventually(async () => expect(await lettersIn(lab, client)).toHaveLength(2))
    const other = await api.outbox.create({ kind: 'email', account: account.id, to, text: 'x' })
    const { items } = await api.interactions.list({ account: [account.id], status: 'sent' })
    const used = { idempotencyKey: `one key of ${items.at(-1)?.id}`, sendAt: AT_ONCE }
    await expect(api.outbox.send({ id: other.id, ...used })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_USED' })
    expect(await lettersIn(lab, client)).toHaveLength(2)
  })
})
