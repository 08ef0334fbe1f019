import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import { type FaultProxy, startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiCaller, signIn } from './testing/api-caller.ts'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { type Visit, visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

const list = pageOf(interactionItem)
let stage: Stage
let api: ApiCaller
/** All that the program and the IMAP server say to each other goes through here. */
let line: FaultProxy
let accountId: string
let open: Visit

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.append('sales@corp.test', 'INBOX', letter('До выключения'))
  line = await startFaultProxy({ port: stage.lab.ports.imaps })
  accountId = await stage.connect('sales@corp.test', 'Отдел продаж', line.port)
  api = await signIn(stage.program.origin, stage.program.administrator)
  open = await visit(stage, { language: 'ru' })
})
afterAll(async () => {
  await open.close()
  await stage.stop()
  await line.stop()
})

function letter(subject: string): Buffer {
  return composeLetter({
    from: { name: 'Павел Ершов', address: 'p.ershov@client.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject,
    date: new Date(),
    messageId: `${Buffer.from(subject).toString('hex')}@client.test`,
    text: 'текст',
  })
}

const said = words.ru
const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })
const toggle = (page: Page, name: string) => page.getByRole('switch', { name })

/** Every question about interactions and every command that makes the program work on mail. */
const closed: [Parameters<ApiCaller['ask']>[0], string, unknown?][] = [
  ['GET', '/interactions'],
  ['GET', '/search?q=x'],
  ['GET', '/interactions/1'],
  ['GET', '/interactions/1/source'],
  ['GET', '/attachments/1-2'],
  ['GET', '/threads/1'],
  ['POST', '/interactions/review', { ids: ['1'], reviewed: true }],
  ['POST', '/interactions/record', { ids: ['1'], record: null }],
  ['PATCH', '/interactions/1', { reviewed: true }],
  ['POST', '/accounts', {}],
  ['POST', '/accounts/1/sync'],
  ['POST', '/accounts/1/check'],
  ['PUT', '/records/order/1', { title: 'x' }],
]

describe('S01 the switch «Почтовый клиент» in «Администрирование → Органайзер»', () => {
  test('S01 off: the list is gone, the API refuses with one code, the dependent switches are grey', async () => {
    const { page } = open
    const other = await open.context.newPage()
    await other.goto('/')
    await row(other, 'До выключения').waitFor()
    await page.goto('/administration/organizer')
    await page.getByRole('heading', { level: 1, name: said.organizer.heading }).waitFor()
    await toggle(page, said.organizer.mailClient).click()
    await page.getByRole('dialog').getByRole('button', { name: said.organizer.off }).click()
    await eventually(async () => expect(await toggle(page, said.organizer.mailClient).isChecked()).toBe(false))
    expect(await toggle(page, said.organizer.htmlOutgoing).isDisabled()).toBe(true)
    // What was open elsewhere closes by itself.
    await other.getByText(said.clientOff).first().waitFor()
    expect(await other.getByRole('grid').count()).toBe(0)
    await other.close()
    await page.goto('/')
    await page.getByText(said.clientOff).first().waitFor()
    for (const [method, path, body] of closed) {
      const answer = await api.ask(method, path, body)
      expect(answer.json, `${method} ${path}`).toMatchObject({ code: 'MAIL_CLIENT_OFF', status: 409 })
    }
    expect((await api.ask('PATCH', '/settings', { htmlOutgoing: false })).json).toMatchObject({
      code: 'SWITCH_DEPENDS_ON_MAIL_CLIENT',
    })
  })

  test('S01 S30 while it is off nothing is received, and when it is on again nothing is lost', async () => {
    const { page } = open
    await eventually(() => expect(line.connections).toBe(0))
    const { accepted } = line
    const before = await stage.program.get(`/accounts/${accountId}/sync`)
    await stage.lab.deliverByLmtp('sales@corp.test', letter('Пока было выключено'))
    await api.ask('POST', `/accounts/${accountId}/sync`)
    await page.reload()
    await page.getByText(said.clientOff).first().waitFor()
    expect(line.accepted).toBe(accepted)
    expect(foldersOf(await stage.program.get(`/accounts/${accountId}/sync`))).toEqual(foldersOf(before))
    await page.goto('/administration/organizer')
    await toggle(page, said.organizer.mailClient).click()
    await eventually(async () => expect(await toggle(page, said.organizer.mailClient).isChecked()).toBe(true))
    expect(await toggle(page, said.organizer.htmlOutgoing).isDisabled()).toBe(false)
    await page.goto('/')
    await row(page, 'Пока было выключено').waitFor()
    await row(page, 'До выключения').waitFor()
    const { items } = list.parse(await api.get('/interactions'))
    expect(items.map(({ subject }) => subject).sort()).toEqual(['До выключения', 'Пока было выключено'])
    expect(await api.get('/settings')).toMatchObject({ htmlOutgoing: true })
  })
})

function foldersOf(status: unknown): unknown {
  const { folders } = status as { folders: { path: string; local: number }[] }
  return folders.map(({ path, local }) => ({ path, local }))
}
