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
import { type Language, words } from './testing/words.ts'

const list = pageOf(interactionItem)
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
const folder = (page: Page, language: Language, name: 'inbox' | 'archive') => {
  const said = words[language]
  return page.getByRole('navigation', { name: said.folders }).getByRole('button', { name: said[name] })
}

async function listFolders() {
  return syncStatus.parse(await stage.program.get(`/accounts/${accountId}/sync`)).folders
}

async function left(): Promise<number> {
  return (await listFolders()).find(({ role }) => role === 'inbox')?.unreviewed ?? -1
}

async function foldersOf(subject: string): Promise<string[]> {
  const { items } = list.parse(await stage.program.get(`/interactions?account=${accountId}`))
  return items.find((item) => item.subject === subject)?.folders.map(({ role }) => role) ?? ['unknown']
}

async function subjects(): Promise<string[]> {
  const { items } = list.parse(await stage.program.get(`/interactions?account=${accountId}`))
  return items.map(({ subject }) => subject)
}

type ImapClient = Awaited<ReturnType<Stage['lab']['imap']>>

/** As another mail program would, on the server itself. */
async function onServer(subject: string, act: (client: ImapClient, uid: number) => Promise<unknown>): Promise<void> {
  const client = await stage.lab.imap('sales@corp.test')
  await client.mailboxOpen('INBOX')
  const found = await client.search({ subject }, { uid: true })
  const [uid] = found || []
  if (uid === undefined) throw new Error(`no letter is called ${subject}`)
  await act(client, uid)
  await client.logout()
}

describe.each(['ru', 'en'] as const)('what happens shows itself, in %s', (language) => {
  const said = words[language]
  const named = (text: string) => `${text} ${language}`

  test('a letter that arrives by SMTP appears in the list, and the counters follow, without a reload', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Первое письмо').waitFor()
    await page.evaluate(() => Object.assign(globalThis, { wasNotReloaded: true }))
    const before = await left()
    await sendLetter(named('Второе письмо'))
    await row(page, named('Второе письмо')).waitFor()
    await folder(page, language, 'inbox')
      .getByLabel(said.toReview(before + 1), { exact: true })
      .waitFor()
    expect(await page.evaluate(() => 'wasNotReloaded' in globalThis)).toBe(true)
    await close()
  })

  test('what one tab marks as reviewed, another tab and another browser show as such, counters too', async () => {
    const subject = named('Прочитает другой')
    await stage.lab.append('sales@corp.test', 'INBOX', letter(subject))
    const [mine, other] = [await visit(stage, { language }), await visit(stage, { language })]
    const tabs = [mine.page, await mine.context.newPage(), other.page]
    const before = await eventually(async () => {
      expect(await subjects()).toContain(subject)
      return left()
    })
    for (const tab of tabs) {
      await tab.goto('/')
      await row(tab, subject).getByText(said.toReviewMark, { exact: true }).waitFor({ state: 'attached' })
    }
    await row(mine.page, subject).click()
    await mine.page.getByRole('heading', { level: 2, name: subject }).waitFor()
    await mine.page.getByRole('grid').focus()
    await mine.page.keyboard.press('e')
    for (const tab of tabs) {
      await row(tab, subject).getByText(said.toReviewMark, { exact: true }).waitFor({ state: 'detached' })
      await folder(tab, language, 'inbox')
        .getByLabel(said.toReview(before - 1), { exact: true })
        .waitFor()
    }
    expect(await left()).toBe(before - 1)
    await Promise.all([mine.close(), other.close()])
  })

  test('a letter that another mail program moves is seen in its new folder, and one that it deletes is gone', async () => {
    const [moved, deleted] = [named('Переедет в архив'), named('Будет удалено')]
    await stage.lab.append('sales@corp.test', 'INBOX', [letter(moved), letter(deleted)])
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, deleted).waitFor()
    await folder(page, language, 'inbox').click()
    await row(page, moved).waitFor()
    const archive = (await listFolders()).find(({ role }) => role === 'archive')?.path ?? 'Archive'
    await onServer(moved, (client, uid) => client.messageMove([uid], archive, { uid: true }))
    await onServer(deleted, (client, uid) => client.messageDelete([uid], { uid: true }))
    await row(page, moved).waitFor({ state: 'detached', timeout: 60_000 })
    await row(page, deleted).waitFor({ state: 'detached', timeout: 60_000 })
    await folder(page, language, 'archive').click()
    await row(page, moved).waitFor({ timeout: 60_000 })
    // The log keeps what was agreed; the folder no longer shows it.
    expect(await foldersOf(deleted)).toEqual([])
    expect(await foldersOf(moved)).toEqual(['archive'])
    await close()
  })
})

describe('the stream of what happens', () => {
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
    const { context, page, close } = await visit(stage, { language: 'ru' })
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
    await close()
  })

  test('while the server is gone the page says so, and goes on by itself when it is back', async () => {
    const { page, watch, close } = await visit(stage, { language: 'ru' })
    await page.goto('/')
    await row(page, 'Первое письмо').waitFor()
    const banner = page.getByRole('status').filter({ hasText: words.ru.connectionLost })
    expect(await banner.count()).toBe(0)
    // While it is gone every question fails, and the browser writes that down.
    watch.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/)
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
