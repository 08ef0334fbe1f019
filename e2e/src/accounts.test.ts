import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { account } from '@besedka/contract/accounts'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ApiCaller, signIn } from './testing/api-caller.ts'
import { findAccessibilityProblems } from './testing/check-accessibility.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { untilReceived } from './testing/until-received.ts'
import { type Visit, visit } from './testing/visit.ts'
import { type Language, words } from './testing/words.ts'

/** What the lab's own DNS calls its servers. */
const HOST = 'mail.corp.test'

let stage: Stage
let api: ApiCaller
let open: Visit

beforeAll(async () => {
  stage = await startStage({
    lab: { dns: true },
    env: (lab) => ({ DNS_SERVERS: lab.zone.server, ISPDB_URL: 'off' }),
  })
  api = await signIn(stage.program.origin, stage.program.administrator)
  for (const day of [1, 2, 3]) await stage.lab.append('sales@corp.test', 'INBOX', letter(day))
})
afterAll(() => stage.stop())
afterEach(async () => {
  await open.close()
  for (const { id } of await listed()) await api.send('DELETE', `/accounts/${id}`)
})

function letter(day: number): Buffer {
  return composeLetter({
    from: { name: 'Павел Ершов', address: 'p.ershov@client.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject: `Счет ${day}`,
    date: new Date(Date.UTC(2026, 9, day)),
    messageId: `invoice.${day}@client.test`,
    text: 'текст',
  })
}

async function listed() {
  const { items } = (await api.get('/accounts')) as { items: unknown[] }
  return items.map((item) => account.parse(item))
}

/** Everything a page shows is looked at by axe; with SCREENSHOTS set, a person can look as well. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  }
  expect(await findAccessibilityProblems(page)).toEqual([])
}

async function start(language: Language, options: Partial<Parameters<typeof visit>[1]> = {}): Promise<Page> {
  open = await visit(stage, { language, bypassesPolicy: true, ...options })
  return open.page
}

/** Presses Tab until what is named has the keys: nothing here is done by a pointer. */
async function tabTo(page: Page, role: 'textbox' | 'checkbox' | 'radio' | 'button' | 'tab', name: string | RegExp) {
  const wanted = page.getByRole(role, { name }).first()
  await wanted.waitFor()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(name)} cannot be reached by Tab`)
}

const type = (page: Page, text: string) => page.keyboard.type(text)

async function typeStart(page: Page, language: Language, mailbox: { address: string; password: string }) {
  const said = words[language].account
  await page.getByRole('textbox', { name: said.address }).waitFor()
  await tabTo(page, 'textbox', said.address)
  await type(page, mailbox.address)
  await tabTo(page, 'textbox', said.password)
  await type(page, mailbox.password)
  await tabTo(page, 'textbox', said.senderName)
  await type(page, language === 'ru' ? '«Северный дом», отдел продаж' : 'Northern House, sales')
}

describe.each(['ru', 'en'] as const)('the wizard in %s, by keyboard alone', (language) => {
  const said = words[language]

  test(`S13 S14 S28 the automatic way in ${language}: found, confirmed, checked, saved`, async () => {
    const page = await start(language)
    await page.goto('/accounts')
    await page.getByRole('link', { name: said.wizard.first }).focus()
    await page.keyboard.press('Enter')
    await typeStart(page, language, { address: 'sales@corp.test', password: 'secret' })
    await look(page, `wizard-start-${language}`)
    await page.keyboard.press('Control+Enter')
    await page.getByText(HOST).first().waitFor()
    await look(page, `wizard-found-${language}`)
    await tabTo(page, 'checkbox', said.wizard.trust)
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: said.wizard.receipt }).waitFor()
    await page.getByText(said.wizard.letters(3)).waitFor()
    await look(page, `wizard-receipt-${language}`)
    expect((await listed())[0]).toMatchObject({ awaitsChoice: true, checked: true, state: 'off' })
    await tabTo(page, 'button', said.wizard.begin)
    await page.keyboard.press('Enter')
    for (const name of said.wizard.tabs) await page.getByRole('tab', { name }).waitFor()
    const [created] = await listed()
    await untilReceived(api, created?.id ?? '')
    await page.reload()
    await page.getByRole('tab', { name: said.wizard.tabs[0] }).waitFor()
    await look(page, `account-form-${language}`)
    expect(open.watch.complaints()).toEqual([])
    expect(open.watch.outside()).toEqual([])
  })

  test(`S15 S16 S17 S18 the manual way in ${language}: three steps, a wrong password, its remedy in place`, async () => {
    const page = await start(language)
    await page.goto('/accounts/new')
    await typeStart(page, language, { address: 'sales@corp.test', password: 'wrong' })
    await tabTo(page, 'radio', said.wizard.automatic)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+Enter')
    await typeServer(page, language, stage.lab.ports.smtps)
    await look(page, `wizard-outgoing-${language}`)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: said.account.incoming }).waitFor()
    await typeServer(page, language, stage.lab.ports.imaps)
    await look(page, `wizard-incoming-${language}`)
    await page.keyboard.press('Control+Enter')
    await tabTo(page, 'textbox', said.wizard.name)
    await type(page, 'Служба техподдержки')
    await look(page, `wizard-naming-${language}`)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').waitFor()
    await look(page, `wizard-failed-${language}`)
    expect(await listed()).toEqual([])
    await tabTo(page, 'textbox', said.account.password)
    await page.keyboard.press('Control+A')
    await type(page, 'secret')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: said.wizard.receipt }).waitFor()
    await tabTo(page, 'radio', said.wizard.all)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'button', said.wizard.begin)
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: said.wizard.tabs[1] }).waitFor()
    await tabTo(page, 'tab', said.wizard.tabs[0])
    await page.keyboard.press('ArrowRight')
    await page.getByRole('tabpanel').getByLabel(said.account.host, { exact: true }).waitFor()
    expect((await listed())[0]).toMatchObject({ name: 'Служба техподдержки', checked: true, awaitsChoice: false })
    expect(open.watch.complaints()).toEqual([])
  })
})

async function typeServer(page: Page, language: Language, port: number) {
  const said = words[language].account
  await page.getByRole('textbox', { name: said.host, exact: true }).waitFor()
  await tabTo(page, 'textbox', said.host)
  await page.keyboard.press('Control+A')
  await type(page, HOST)
  await tabTo(page, 'textbox', said.port)
  await page.keyboard.press('Control+A')
  await type(page, String(port))
}

test('S14 going from one way to the other keeps all that was typed and found', async () => {
  const page = await start('ru')
  const said = words.ru
  await page.goto('/accounts/new')
  await typeStart(page, 'ru', { address: 'sales@corp.test', password: 'secret' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('checkbox', { name: said.wizard.trust }).waitFor()
  await page.getByRole('button', { name: said.wizard.manual }).click()
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  expect(await field(said.account.host).inputValue()).toBe(HOST)
  expect(await field(said.account.port).inputValue()).toBe(String(stage.lab.ports.smtps))
  await page.getByRole('button', { name: said.wizard.back }).click()
  expect(await field(said.account.address).inputValue()).toBe('sales@corp.test')
  expect(await page.getByLabel(said.account.password, { exact: true }).first().inputValue()).toBe('secret')
})

test('S10 S26 the program says that its system account is not set up, and leads to it from the Organizer', async () => {
  const page = await start('ru')
  await page.goto('/administration/organizer')
  await page.getByText(words.ru.wizard.systemMissing).waitFor()
  await look(page, 'organizer-ru')
  await page.getByRole('link', { name: words.ru.wizard.systemCommand }).click()
  await page.getByText(words.ru.wizard.systemLead).waitFor()
  await typeStart(page, 'ru', { address: 'office@corp.test', password: 'secret' })
  await page.keyboard.press('Control+Enter')
  await tabTo(page, 'checkbox', words.ru.wizard.trust)
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('tab', { name: words.ru.wizard.tabs[0] }).waitFor()
  expect((await listed())[0]).toMatchObject({ system: true, name: 'Системная учетная запись', useForReceiving: false })
  await page.goto('/administration/organizer')
  await page.getByText('office@corp.test').first().waitFor()
  expect(await page.getByText(words.ru.wizard.systemMissing).count()).toBe(0)
})

test('S25 the list pauses, goes on, and asks what becomes of the letters', async () => {
  const server = { host: HOST, security: 'tls', user: 'sales@corp.test' }
  const { id } = account.parse(
    await api.send('POST', '/accounts', {
      name: 'Отдел продаж',
      address: 'sales@corp.test',
      password: 'secret',
      incoming: { ...server, protocol: 'imap', port: stage.lab.ports.imaps },
      outgoing: { ...server, port: stage.lab.ports.smtps },
    }),
  )
  await untilReceived(api, id)
  const page = await start('ru')
  await page.goto('/accounts')
  const menu = page.getByRole('button', { name: 'Еще: Отдел продаж' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Приостановить' }).click()
  await page.getByText('На паузе').waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Продолжить' }).click()
  await page.getByText(/^Получено/).waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Удалить…' }).click()
  await look(page, 'accounts-remove-ru')
  await page.getByRole('button', { name: 'Закрыть учетную запись' }).click()
  await page.getByText('Закрыта, письма остались').waitFor()
  expect(await api.get(`/interactions?account=${id}`)).toMatchObject({ items: [{}, {}, {}] })
})

test('S25 accounts from a CSV are previewed, checked one by one, and what fails says why', async () => {
  const page = await start('ru')
  await page.goto('/accounts/import')
  const { imaps, smtps } = stage.lab.ports
  const servers = `${HOST}:${imaps};${HOST}:${smtps}`
  await page
    .getByLabel('Или вставьте строки сюда')
    .fill(
      [
        'адрес;пароль;наименование;отправитель;получение;отправка',
        `sales@corp.test;secret;Продажи;;${servers}`,
        `office@corp.test;wrong;Офис;;${servers}`,
        'не адрес;x',
      ].join('\n'),
    )
  await page.getByText('это не адрес').waitFor()
  await page.getByRole('button', { name: /^Проверить и создать 2/ }).click()
  await page.getByText('Сохранено: 1, не удалось: 1 из 3').waitFor()
  await look(page, 'accounts-import-ru')
  expect((await listed()).map(({ address, checked }) => [address, checked])).toEqual([['sales@corp.test', true]])
  // A password that is refused is answered with 422, which the browser writes down.
  open.watch.forget()
})
