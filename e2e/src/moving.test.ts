import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAccessibilityProblems } from './testing/check-accessibility.ts'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'

const mailbox = 'sales@corp.test'
const languages = ['ru', 'en'] as const
const said = {
  ru: { inbox: 'Входящие', trash: 'Удаленные', undo: 'Отменить', outside: 'Показать картинки' },
  en: { inbox: 'Inbox', trash: 'Trash', undo: 'Undo', outside: 'Show pictures' },
}

let stage: Stage

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.createFolder(mailbox, 'Проекты')
  const letters = languages.flatMap((language) =>
    ['keys', 'drag', 'stays', 'outside'].map((story) =>
      composeLetter({
        from: { name: 'Pavel', address: 'pavel@client.test' },
        to: [{ name: '', address: mailbox }],
        subject: `${story} ${language}`,
        date: new Date(Date.now() - 60_000),
        messageId: `${story}-${language}@client.test`,
        text: 'Hello',
        html: '<p>Hello</p><img src="https://shop.test/a.png" alt="A shop">',
      }),
    ),
  )
  await stage.lab.append(mailbox, 'INBOX', letters)
  await stage.connect(mailbox, 'Sales')
})
afterAll(() => stage.stop())

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })

/** Subjects in a folder, as another mail program finds them on the server. */
async function onServer(path: string): Promise<string[]> {
  const client = await stage.lab.imap(mailbox)
  try {
    const { exists } = await client.mailboxOpen(path, { readOnly: true })
    const subjects: string[] = []
    if (exists > 0)
      for await (const { envelope } of client.fetch('1:*', { envelope: true })) subjects.push(envelope?.subject ?? '')
    return subjects
  } finally {
    await client.logout()
  }
}

async function openInbox(page: Page, language: 'ru' | 'en'): Promise<void> {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('button', { name: said[language].inbox }).click()
  await row(page, `stays ${language}`).waitFor()
}

describe.each(languages)('B22 moving letters in %s', (language) => {
  test('B22 by keys alone: a part of the name chooses the folder, undo brings the letter back', async () => {
    const { page, watch, close } = await visit(stage, { language, bypassesPolicy: true })
    const subject = `keys ${language}`
    await openInbox(page, language)
    await row(page, subject).click()
    await page.keyboard.press('m')
    await page.getByRole('combobox').last().waitFor()
    expect(await findAccessibilityProblems(page)).toEqual([])
    await page.keyboard.type(language === 'ru' ? 'про' : 'ghj')
    await page.keyboard.press('Enter')
    await row(page, subject).waitFor({ state: 'detached' })
    await eventually(async () => expect(await onServer('Проекты')).toContain(subject))
    await page.getByRole('status').getByRole('button', { name: said[language].undo }).click()
    await row(page, subject).waitFor()
    await eventually(async () => expect(await onServer('INBOX')).toContain(subject), 60_000)
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('B22 by dragging to a folder, and to Trash by its key', async () => {
    const { page, watch, close } = await visit(stage, { language })
    const subject = `drag ${language}`
    await openInbox(page, language)
    await row(page, subject).dragTo(page.getByRole('navigation').getByRole('button', { name: 'Проекты' }))
    await row(page, subject).waitFor({ state: 'detached' })
    await page.getByRole('navigation').getByRole('button', { name: 'Проекты' }).click()
    await row(page, subject).click()
    await page.keyboard.press('Delete')
    await row(page, subject).waitFor({ state: 'detached' })
    await eventually(async () => expect(await onServer('Trash')).toContain(subject), 60_000)
    await page.getByRole('navigation').getByRole('button', { name: said[language].trash }).click()
    await row(page, subject).waitFor()
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('B05 pictures of other servers come when the reader asks, through this server, and not at all where that is forbidden', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await openInbox(page, language)
    await row(page, `outside ${language}`).click()
    const show = page.getByRole('button', { name: said[language].outside })
    await show.waitFor()
    expect(await page.locator('iframe').first().contentFrame().locator('img[src]').count()).toBe(0)
    const asked = page.waitForRequest((request) => request.url().includes('/api/v1/signed/outside/'))
    await show.click()
    await asked
    await show.waitFor({ state: 'detached' })
    expect(watch.outside()).toEqual([])
    // The shop is a name that nobody has: its picture stays away.
    watch.allow(/signed\/outside|Failed to load resource/)
    await stage.program.send('PATCH', '/settings', { outsideContent: false })
    await page.reload()
    await page.getByRole('article').waitFor()
    expect(await show.count()).toBe(0)
    await stage.program.send('PATCH', '/settings', { outsideContent: true })
    await close()
  })
})
