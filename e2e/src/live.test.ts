import { syncStatus } from '@besedka/contract/accounts'
import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { untilReceived } from './testing/until-received.ts'
import { openStreams, visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

const list = pageOf(interactionItem)
const said = words.ru
let stage: Stage
let accountId: string
let sent = 0

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.append('sales@corp.test', 'INBOX', letter('Первое письмо'))
  accountId = await stage.connect('sales@corp.test', 'Отдел продаж')
})
afterAll(() => stage.stop())

function letter(subject: string): Buffer {
  sent += 1
  return composeLetter({
    from: { name: 'Анна Кузнецова', address: 'anna@corp.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject,
    date: new Date(),
    messageId: `live-${sent}@corp.test`,
    text: 'Письмо пришло само.',
  })
}

/** As a person would: through the submission server, which hands it to the mailbox. */
async function sendLetter(subject: string): Promise<void> {
  await stage.lab.submit({ from: 'anna@corp.test', to: 'sales@corp.test', source: letter(subject) })
}

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })
const inbox = (page: Page) =>
  page.getByRole('navigation', { name: said.folders }).getByRole('button', { name: said.inbox })

async function left(): Promise<number> {
  const { folders } = syncStatus.parse(await stage.program.get(`/accounts/${accountId}/sync`))
  return folders.find(({ role }) => role === 'inbox')?.unreviewed ?? -1
}

async function subjects(): Promise<string[]> {
  const { items } = list.parse(await stage.program.get(`/interactions?account=${accountId}`))
  return items.map(({ subject }) => subject)
}

describe('what happens shows itself', () => {
  test('a letter that arrives by SMTP appears in the list, and the counters follow, without a reload', async () => {
    const { page, watch, close } = await visit(stage, { language: 'ru' })
    await page.goto('/')
    await row(page, 'Первое письмо').waitFor()
    await page.evaluate(() => Object.assign(globalThis, { wasNotReloaded: true }))
    const before = await left()
    await sendLetter('Второе письмо')
    await row(page, 'Второе письмо').waitFor()
    await inbox(page)
      .getByLabel(said.toReview(before + 1), { exact: true })
      .waitFor()
    expect(await page.evaluate(() => 'wasNotReloaded' in globalThis)).toBe(true)
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('a letter that comes between the first answer and the stream is not missed', async () => {
    const { page, close } = await visit(stage, { language: 'ru' })
    const isHere = Promise.withResolvers<void>()
    await page.route('**/api/v1/events', async (route) => {
      await isHere.promise
      await route.continue()
    })
    let isFirst = true
    await page.route('**/api/v1/interactions?**', async (route) => {
      if (!isFirst) return route.continue()
      isFirst = false
      const answer = await route.fetch()
      await sendLetter('Письмо между ответом и потоком')
      await eventually(async () => expect(await subjects()).toContain('Письмо между ответом и потоком'))
      const opened = page.waitForResponse('**/api/v1/events')
      isHere.resolve()
      await opened
      await route.fulfill({ response: answer })
    })
    await page.goto('/')
    await row(page, 'Письмо между ответом и потоком').waitFor()
    await close()
  })

  test('eight tabs of one browser share one stream, all follow, and the next one leads when the leader closes', async () => {
    const { context, page, watch, close } = await visit(stage, { language: 'ru' })
    const pages = [page]
    while (pages.length < 8) pages.push(await context.newPage())
    for (const tab of pages) {
      await tab.goto('/')
      await row(tab, 'Первое письмо').waitFor()
    }
    await eventually(async () => expect(await openStreams(stage.program)).toBe(1))
    await sendLetter('Письмо восьми вкладкам')
    for (const tab of pages) await row(tab, 'Письмо восьми вкладкам').waitFor()
    await pages[0]?.close()
    await eventually(async () => expect(await openStreams(stage.program)).toBe(1))
    await sendLetter('Письмо семи вкладкам')
    for (const tab of pages.slice(1)) await row(tab, 'Письмо семи вкладкам').waitFor()
    expect(await openStreams(stage.program)).toBe(1)
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('while the server is gone the page says so, and goes on by itself when it is back', async () => {
    const { page, close } = await visit(stage, { language: 'ru' })
    await page.goto('/')
    await row(page, 'Первое письмо').waitFor()
    const banner = page.getByRole('status').filter({ hasText: said.connectionLost })
    expect(await banner.count()).toBe(0)
    await stage.program.kill()
    await banner.waitFor()
    await sendLetter('Письмо во время остановки')
    await stage.restart()
    await banner.waitFor({ state: 'detached' })
    await untilReceived(stage.program, accountId)
    await row(page, 'Письмо во время остановки').waitFor()
    await close()
  })
})
