import { readFile } from 'node:fs/promises'
import { syncStatus } from '@besedka/contract/accounts'
import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import { makePng } from '@besedka/lab/document-bytes'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import { type Language, words } from './testing/words.ts'

const list = pageOf(interactionItem)
const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256))
const logo = makePng(60, 40, (x) => [200, x * 4, 40])

const richLetter = composeLetter({
  from: { name: 'Нина Захарова', address: 'zakharova@shkola12.example' },
  to: [{ name: '', address: 'sales@corp.test' }],
  subject: 'Смета на крышу спортзала',
  date: new Date(Date.now() - 60_000),
  messageId: 'rich@shkola12.example',
  text: 'Смета во вложении.',
  html: '<p>Смета <b>во вложении</b>.</p><img src="cid:logo@shkola12.example" alt="герб школы">',
  files: [
    { name: 'Смета № 5 (крыша).bin', type: 'application/octet-stream', bytes },
    { name: 'logo.png', type: 'image/png', bytes: logo, contentId: 'logo@shkola12.example' },
  ],
})
const textLetter = composeLetter({
  from: { name: 'Emma Clarke', address: 'emma@client.test' },
  to: [{ name: '', address: 'sales@corp.test' }],
  subject: 'Plain words only',
  date: new Date(Date.now() - 120_000),
  messageId: 'plain@client.test',
  text: 'Nothing but text.\n\nSee https://client.test/offer for the rest.',
})

let stage: Stage
let accountId: string

beforeAll(async () => {
  stage = await startStage()
  await loadSampleMail(stage.lab)
  await stage.lab.append('sales@corp.test', 'INBOX', [richLetter, textLetter])
  accountId = await stage.connect('sales@corp.test', 'Отдел продаж')
})
afterAll(() => stage.stop())

async function idOf(subject: string): Promise<string> {
  const found = list.parse(await stage.program.get(`/search?q=${encodeURIComponent(subject)}`))
  const item = found.items.find((one) => one.subject === subject)
  if (item === undefined) throw new Error(`no letter is called ${subject}`)
  return item.id
}

async function inboxLeft(): Promise<number> {
  const { folders } = syncStatus.parse(await stage.program.get(`/accounts/${accountId}/sync`))
  return folders.find(({ role }) => role === 'inbox')?.unreviewed ?? -1
}

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })
const frame = (page: Page, language: Language) => page.frameLocator(`iframe[title="${words[language].body}"]`)

describe.each(['ru', 'en'] as const)('S03 on the home page in %s', (language) => {
  const said = words[language]

  test('S03 one signs in and finds the list of electronic mail, with folders, counters and letters', async () => {
    const { page, watch, close } = await visit(stage, { language, isSignedIn: false })
    await page.goto('/')
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel(said.signIn.email).fill(stage.program.administrator.email)
    await page.getByLabel(said.signIn.password, { exact: true }).fill(stage.program.administrator.password)
    // A signed-out page asks who is there and is told nobody: the browser writes that down as an error.
    watch.forget()
    await stage.program.send('PATCH', '/users/me', { language })
    await page.getByRole('button', { name: said.signIn.submit }).click()
    await page.getByRole('heading', { level: 1, name: said.home }).waitFor()
    await page.getByRole('grid', { name: said.home }).waitFor()
    const inbox = page.getByRole('navigation', { name: said.folders }).getByRole('button', { name: said.inbox })
    await inbox.getByLabel(said.toReview(await inboxLeft())).waitFor()
    await row(page, 'Смета на крышу спортзала').waitFor()
    await row(page, 'Plain words only').waitFor()
    expect(await page.title()).toContain(said.home)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await close()
  })

  test('S03 P55 a letter opens with its picture in place, and its file is the one that was sent', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Смета на крышу спортзала').click()
    await page.getByRole('heading', { level: 2, name: 'Смета на крышу спортзала' }).waitFor()
    await frame(page, language).getByText('Смета во вложении.').waitFor()
    const picture = frame(page, language).getByAltText('герб школы')
    await picture.waitFor()
    await eventually(async () => {
      const width = await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)
      expect(width).toBe(60)
    })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: said.download('Смета № 5 (крыша).bin') }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Смета № 5 (крыша).bin')
    expect((await readFile(await download.path())).equals(bytes)).toBe(true)
    await close()
  })

  test('S03 the address of a letter shows its text without a click', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto(`/?interaction=${await idOf('Plain words only')}`)
    await page.getByText('Nothing but text.').last().waitFor()
    expect(await page.getByRole('link', { name: 'https://client.test/offer' }).getAttribute('href')).toBe(
      'https://client.test/offer',
    )
    await page.goto(`/?interaction=${await idOf('Смета на крышу спортзала')}`)
    await frame(page, language).getByText('Смета во вложении.').waitFor()
    await close()
  })

  test('S03 a letter is marked as reviewed, and that is taken back', async () => {
    const { page, close } = await visit(stage, { language })
    const id = await idOf('Plain words only')
    const before = await inboxLeft()
    const counter = (count: number) =>
      page
        .getByRole('navigation', { name: said.folders })
        .getByRole('button', { name: said.inbox })
        .getByLabel(said.toReview(count), { exact: true })
    await page.goto(`/?interaction=${id}`)
    await counter(before).waitFor()
    await page.getByRole('toolbar').getByRole('button', { name: said.reviewed, exact: true }).click()
    await counter(before - 1).waitFor()
    // The page shows it before the server has answered.
    await eventually(async () =>
      expect(await stage.program.get(`/interactions/${id}`)).toMatchObject({ reviewed: true }),
    )
    await page.getByRole('button', { name: said.undo }).click()
    await counter(before).waitFor()
    await eventually(async () =>
      expect(await stage.program.get(`/interactions/${id}`)).toMatchObject({ reviewed: false }),
    )
    await close()
  })
})
