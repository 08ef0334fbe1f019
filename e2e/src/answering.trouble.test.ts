import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import { type Language, words } from './testing/words.ts'

const list = pageOf(interactionItem)
const huge = `<style>p { color: rgb(255, 0, 0) }</style><p class="first">Huge</p>${`<p bgcolor="#ffeecc">paragraph ${'of a long letter '.repeat(60)}</p>`.repeat(200)}`
let stage: Stage
let sales: string

function letter(subject: string, html: string) {
  return composeLetter({
    from: { name: 'Anna Kuznetsova', address: 'anna@corp.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject,
    date: new Date(Date.now() - 60_000),
    messageId: `${subject.replaceAll(/\W/g, '-')}@corp.test`,
    text: 'Is it in stock?',
    html,
  })
}

beforeAll(async () => {
  stage = await startStage()
  const letters = [letter('First question', '<p>Is it in stock?</p>'), letter('Huge letter', huge)]
  await stage.lab.append('sales@corp.test', 'INBOX', letters)
  sales = await stage.connect('sales@corp.test', 'Sales')
})
afterAll(() => stage.stop())

beforeEach(async () => {
  for (const { id } of await drafts()) await stage.program.send('DELETE', `/interactions/${id}`)
})

async function drafts() {
  return list.parse(await stage.program.get(`/interactions?status=draft&account=${sales}`)).items
}

/** The only draft, once it holds the words. */
async function savedDraft(wanted: string) {
  return eventually(async () => {
    const [item] = await drafts()
    const found = interaction.parse(await stage.program.get(`/interactions/${item?.id}`))
    expect(found.html ?? found.text).toContain(wanted)
    return found
  })
}

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject }).first()
const text = (page: Page, language: Language) =>
  page.getByRole('dialog').getByRole('textbox', { name: words[language].body })

async function newLetter(page: Page, language: Language) {
  await page.goto('/')
  await row(page, 'First question').waitFor()
  await page.keyboard.press('n')
  await text(page, language).waitFor()
  return page.getByRole('dialog')
}

function filesOf(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    name: `file-${at}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`file ${at}`),
  }))
}

describe('B16 writing goes on whatever happens', () => {
  test('B16 the session runs out: the words stay, and after signing in again they are in the same window, then saved', async () => {
    const language = 'ru'
    const { page, context, watch, close } = await visit(stage, { language })
    await newLetter(page, language)
    await text(page, language).fill('До этого сохранено')
    await savedDraft('До этого сохранено')
    await context.clearCookies()
    await text(page, language).press('End')
    await page.keyboard.type(', а это уже нет')
    await page
      .getByText(words[language].compose.keptHere)
      .or(page.getByLabel(words[language].signIn.password))
      .first()
      .waitFor()
    const again = page
      .getByRole('dialog')
      .getByRole('button', { name: words[language].compose.signInAgain, exact: true })
    if (await again.isVisible()) await again.click()
    await page.getByRole('textbox', { name: words[language].signIn.email }).fill(stage.program.administrator.email)
    await page.getByLabel(words[language].signIn.password).first().fill(stage.program.administrator.password)
    await page.getByRole('button', { name: words[language].signIn.submit, exact: true }).click()
    await text(page, language).getByText('До этого сохранено, а это уже нет').waitFor()
    expect((await savedDraft('а это уже нет')).status).toBe('draft')
    // The trouble was made on purpose.
    watch.forget()
    await close()
  })

  test('B16 the server is gone for a while: it is said, writing goes on, and all of it is saved when it is back', async () => {
    const language = 'en'
    const { page, watch, close } = await visit(stage, { language })
    await newLetter(page, language)
    await text(page, language).fill('Before')
    await savedDraft('Before')
    await stage.program.stop()
    await text(page, language).press('End')
    await page.keyboard.type(', while it was gone')
    await page.getByText(words[language].compose.keptHere).waitFor()
    await page.keyboard.type(', and after')
    await stage.restart()
    await page.getByText(words[language].compose.keptHere).waitFor({ state: 'detached', timeout: 60_000 })
    expect((await savedDraft('Before, while it was gone, and after')).status).toBe('draft')
    // The trouble was made on purpose.
    watch.forget()
    await close()
  })

  test('B16 P71 two tabs on one draft: the second is told, nothing is overwritten before a person chooses', async () => {
    const language = 'ru'
    const { page, context, watch, close } = await visit(stage, { language })
    await newLetter(page, language)
    await text(page, language).fill('Общее начало')
    await savedDraft('Общее начало')
    const second = await context.newPage()
    await second.goto('/')
    await text(second, language).getByText('Общее начало').waitFor()
    // Neither hears of the other in time.
    await second.route('**/api/v1/**', (route) => route.abort())
    await text(second, language).fill('Второе окно')
    await text(page, language).fill('Первое окно')
    await savedDraft('Первое окно')
    await second.unroute('**/api/v1/**')
    await second.getByText(words[language].compose.conflict).waitFor({ timeout: 60_000 })
    await savedDraft('Первое окно')
    await second.getByRole('button', { name: words[language].compose.keepMine }).click()
    expect((await savedDraft('Второе окно')).status).toBe('draft')
    // The trouble was made on purpose.
    watch.forget()
    await close()
  })
})

describe('B16 B19 much of it', () => {
  test('B19 an upload that fails can be tried again or dropped, the others are there', async () => {
    const language = 'en'
    const { page, watch, close } = await visit(stage, { language })
    const window = await newLetter(page, language)
    let isBroken = true
    await page.route('**/attachments?name=file-1.txt*', (route) => (isBroken ? route.abort() : route.continue()))
    await page.route('**/attachments?name=file-2.txt*', (route) => route.abort())
    await window.locator('input[type="file"]').setInputFiles(filesOf(3))
    const again = window.getByRole('button', { name: words[language].compose.again })
    await eventually(async () => expect(await again.count()).toBe(2))
    isBroken = false
    await window
      .getByRole('listitem')
      .filter({ hasText: 'file-1.txt' })
      .getByRole('button', { name: words[language].compose.again })
      .click()
    await eventually(async () => expect(await again.count()).toBe(1))
    await window.getByRole('button', { name: 'Remove file-2.txt' }).click()
    await eventually(async () => expect(await window.getByRole('listitem').count()).toBe(2))
    const [item] = await drafts()
    const { attachments } = interaction.parse(await stage.program.get(`/interactions/${item?.id}`))
    expect(attachments.map(({ name }) => name)).toEqual(['file-0.txt', 'file-1.txt'])
    // The trouble was made on purpose.
    watch.forget()
    await close()
  })

  test('B19 three hundred files, and typing is saved while they are on their way; undo brings all back', async () => {
    const language = 'ru'
    const said = words[language].compose
    const { page, watch, close } = await visit(stage, { language })
    const window = await newLetter(page, language)
    await window.getByRole('combobox', { name: said.to, exact: true }).fill('anna@corp.test')
    await page.keyboard.press('Enter')
    await window.getByRole('textbox', { name: said.subject }).fill('Триста файлов')
    await window.locator('input[type="file"]').setInputFiles(filesOf(300))
    await text(page, language).fill('Пишу, пока они идут')
    await savedDraft('Пишу, пока они идут')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByRole('button', { name: words[language].undo }).click({ timeout: 90_000 })
    await text(page, language).getByText('Пишу, пока они идут').waitFor()
    const { attachments, subject, to } = await savedDraft('Пишу, пока они идут')
    expect(attachments).toHaveLength(300)
    expect({ subject, to }).toMatchObject({ subject: 'Триста файлов', to: [{ address: 'anna@corp.test' }] })
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('B16 five hundred addressees are pasted: a dozen stand in the field, all are saved', async () => {
    const language = 'en'
    const { page, watch, close } = await visit(stage, { language })
    const window = await newLetter(page, language)
    const people = Array.from({ length: 500 }, (_, at) => `"Person, ${at}" <p${at}@client.test>`).join(', ')
    await window.getByRole('combobox', { name: words[language].compose.to, exact: true }).focus()
    await page.evaluate((pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
    }, people)
    await window.getByRole('button', { name: words[language].compose.more }).waitFor()
    await text(page, language).fill('To all')
    expect((await savedDraft('To all')).to).toHaveLength(500)
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('B16 P58 a long letter is quoted as it is, its styles do not colour the answer, and it arrives whole', async () => {
    const language = 'en'
    const said = words[language].compose
    const { page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Huge letter').click()
    await page.getByRole('button', { name: said.reply, exact: true }).click({ timeout: 60_000 })
    await text(page, language).fill('Short answer')
    const window = page.getByRole('dialog')
    await window.getByRole('button', { name: said.showQuote }).click()
    await window.frameLocator('iframe').getByText('Huge').first().waitFor({ timeout: 60_000 })
    const color = await text(page, language)
      .getByText('Short answer')
      .evaluate((element) => getComputedStyle(element).color)
    expect(color).not.toBe('rgb(255, 0, 0)')
    await page.getByText(said.saved).waitFor()
    await text(page, language).press('Control+Enter')
    await page.getByRole('status').getByText(said.leaves).waitFor()
    const sent = await eventually(async () => {
      const { items } = list.parse(await stage.program.get(`/interactions?account=${sales}&direction=outgoing`))
      const found = items.find(({ subject, status }) => subject === 'Re: Huge letter' && status === 'sent')
      if (found === undefined) throw new Error('it has not left')
      return interaction.parse(await stage.program.get(`/interactions/${found.id}`))
    }, 60_000)
    expect(sent.text.match(/paragraph of a long letter/g)).toHaveLength(200)
    expect(watch.complaints()).toEqual([])
    await close()
  })
})

describe('B14 B19 the window', () => {
  test('B14 a letter waits until tomorrow morning, can be taken back, and says when it will go', async () => {
    const language = 'ru'
    const said = words[language].compose
    const { page, watch, close } = await visit(stage, { language })
    const window = await newLetter(page, language)
    await window.getByRole('combobox', { name: said.to, exact: true }).fill('anna@corp.test')
    await page.keyboard.press('Enter')
    await window.getByRole('textbox', { name: said.subject }).fill('До завтра')
    await text(page, language).fill('Это подождет')
    await window.getByRole('button', { name: said.sendWhen }).click()
    await page.getByRole('menuitem', { name: said.tomorrow }).click()
    await page.getByRole('status').getByText(said.leavesAt).waitFor()
    const { items } = list.parse(await stage.program.get(`/interactions?status=outgoing&account=${sales}`))
    const waiting = interaction.parse(await stage.program.get(`/interactions/${items[0]?.id}`))
    expect(waiting.delivery?.state).toBe('scheduled')
    expect(new Date(waiting.delivery?.sendAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 60_000)
    await page.getByRole('status').getByRole('button', { name: words[language].undo }).click()
    await text(page, language).getByText('Это подождет').waitFor()
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('B19 letters dragged from the list, files and pictures fall where they are meant', async () => {
    const language = 'en'
    const { page, watch, close } = await visit(stage, { language })
    const window = await newLetter(page, language)
    const { items } = list.parse(await stage.program.get(`/interactions?account=${sales}&direction=incoming`))
    const first = items.find(({ subject }) => subject === 'First question')
    await window.evaluate((dialog, id) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.setData('application/x-besedka-interactions', JSON.stringify([id]))
      for (const type of ['dragover', 'drop']) {
        const target = dialog.querySelector('[data-body]')
        target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    }, first?.id)
    await window.getByText('First question.eml').waitFor()
    await text(page, language).click()
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([blob ?? ''], 'plan.png', { type: 'image/png' }))
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
    })
    const picture = window.locator('[data-body] img[src]')
    await picture.waitFor()
    await eventually(async () =>
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0),
    )
    const { attachments } = await savedDraft('<img')
    expect(attachments.map(({ name, type, inline }) => ({ name, type, inline }))).toEqual([
      { name: 'First question.eml', type: 'message/rfc822', inline: false },
      { name: 'plan.png', type: 'image/png', inline: true },
    ])
    await page.reload()
    await picture.waitFor()
    expect(watch.complaints()).toEqual([])
    await close()
  })
})
