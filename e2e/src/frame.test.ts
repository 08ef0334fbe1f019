import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaller } from './testing/api-caller.ts'
import { eventually } from './testing/eventually.ts'
import { driveKeys } from './testing/key-drive.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

const subject = 'Заказ № 1042: просим сдвинуть первую машину'
let stage: Stage

beforeAll(async () => {
  stage = await startStage()
  await loadSampleMail(stage.lab)
  await stage.connect('sales@corp.test', 'Отдел продаж')
})
afterAll(() => stage.stop())

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text }).first()
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('role') ?? element?.tagName.toLowerCase() ?? ''
  })
const scheme = (page: Page) => page.locator('html').getAttribute('data-mantine-color-scheme')
const markLoad = (page: Page) => page.evaluate(() => Object.assign(globalThis, { wasNotReloaded: true }))
const wasNotReloaded = (page: Page) => page.evaluate(() => 'wasNotReloaded' in globalThis)

describe.each(['ru', 'en'] as const)('the frame in %s', (language) => {
  const said = words[language]

  test('the palette finds commands, places and letters by name, by the other name and on the other layout', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    const grid = page.getByRole('grid')
    await row(page, subject).waitFor()
    await grid.focus()
    const palette = page.getByRole('dialog', { name: said.palette.name })
    const option = (name: string | RegExp) => palette.getByRole('option', { name }).first()

    await page.keyboard.press('Control+k')
    await palette.waitFor()
    // Esc leaves everything as it was, the focus too.
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('grid')

    // A setting by its own name; a command by its name in the other layout; then both stand among the recent ones.
    await page.keyboard.press('Control+k')
    await page.keyboard.type(said.palette.darkTyped)
    await option(said.palette.dark).waitFor()
    await page.keyboard.press('Enter')
    await eventually(async () => expect(await scheme(page)).toBe('dark'))
    await page.keyboard.press('Control+k')
    await page.keyboard.type(said.palette.helpOnOtherLayout)
    await option(said.palette.help).waitFor()
    await page.keyboard.press('Enter')
    const help = page.getByRole('dialog', { name: said.palette.help })
    await help.waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await eventually(async () => expect(await focused(page)).toBe('grid'))
    await page.keyboard.press('Control+k')
    const recent = palette.getByRole('group', { name: said.palette.recent }).getByRole('option')
    await eventually(async () => expect(await recent.count()).toBe(2))

    // A folder, by its name in the language that is not shown.
    await page.keyboard.type(words[language === 'ru' ? 'en' : 'ru'].inbox)
    await option(said.inbox).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/folder=\d+/)

    // A letter by what it says, with an operator of the list; arrows choose, Enter opens.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('subject:сдвинуть')
    await option(new RegExp(subject)).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: subject }).waitFor()
    await close()
  })

  test('themes and languages change at once, without a reload, and what is being written stays', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, subject).waitFor()
    await markLoad(page)
    await page.keyboard.press('n')
    const text = page.getByRole('dialog', { name: said.create }).getByRole('textbox', { name: said.body })
    await text.fill('Written before the language changed')
    for (const [choice, wanted] of [
      [said.theme.dark, 'dark'],
      [said.theme.light, 'light'],
      [said.theme.auto, 'light'],
    ] as const) {
      await page.getByRole('navigation').getByRole('button', { name: said.theme.menu, exact: true }).click()
      await page.getByRole('menuitemradio', { name: choice }).click()
      await eventually(async () => expect(await scheme(page)).toBe(wanted))
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    await eventually(async () => expect(await scheme(page)).toBe('dark'))
    await page.getByRole('button', { name: said.language }).click()
    const other = words[language === 'ru' ? 'en' : 'ru']
    await page.getByRole('heading', { level: 1, name: other.home }).waitFor()
    await page.getByRole('dialog', { name: other.create }).getByText('Written before the language changed').waitFor()
    expect(await wasNotReloaded(page)).toBe(true)
    await page.getByText(other.compose.saved).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: other.compose.discard }).click()
    await close()
  })

  test('panes are as wide as one makes them, by pointer and by keys, after a reload too', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, subject).waitFor()
    const list = page.getByRole('region', { name: said.home })
    const splitter = page.getByRole('separator', { name: said.pane }).last()
    const width = async () => Math.round((await list.boundingBox())?.width ?? 0)
    const initial = await width()
    await splitter.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await width()).toBe(initial + 32)
    const box = await splitter.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 0.5, 400)
    await page.mouse.down()
    await page.mouse.move((box?.x ?? 0) - 99.5, 400, { steps: 4 })
    await page.mouse.up()
    expect(await width()).toBe(initial - 68)
    await page.reload()
    await row(page, subject).waitFor()
    expect(await width()).toBe(initial - 68)
    await splitter.dblclick()
    expect(await width()).toBe(initial)
    // A smaller screen has a width of its own.
    await page.setViewportSize({ width: 1024, height: 768 })
    await eventually(async () => expect(await width()).toBe(408))
    await close()
  })

  test('the tree folds away at 1024, and at 390 one pane stands at a time with a way back', async () => {
    const { page, close } = await visit(stage, { language, viewport: { width: 1024, height: 768 } })
    await page.goto('/')
    await row(page, subject).waitFor()
    const tree = page.getByRole('navigation', { name: said.folders })
    expect(await tree.count()).toBe(0)
    await page.getByRole('button', { name: said.showFolders }).click()
    await tree.getByRole('button', { name: said.inbox }).click()
    await page.waitForURL(/folder=/)
    await eventually(async () => expect(await tree.count()).toBe(0))

    await page.setViewportSize({ width: 390, height: 844 })
    const letter = page.getByRole('region', { name: said.letterPane, exact: true })
    await row(page, subject).waitFor()
    expect(await letter.count()).toBe(0)
    await row(page, subject).click()
    await page.getByRole('heading', { level: 2, name: subject }).waitFor()
    expect(await page.getByRole('grid').count()).toBe(0)
    await eventually(() => expectInside(page, 'section'))
    await page.goBack()
    await row(page, subject).waitFor()
    expect(await letter.count()).toBe(0)
    await eventually(async () => expect(await focused(page)).toBe('grid'))
    await page.goForward()
    await page.getByRole('button', { name: said.back }).click()
    await row(page, subject).waitFor()
    // Nothing sticks out to the side.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await close()
  })

  test('a session that ends while one reads leads to the sign-in and back to the same letter', async () => {
    const { context, page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, subject).click()
    await page.getByRole('heading', { level: 2, name: subject }).waitFor()
    const place = page.url()
    watch.allow(/status of 401/)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    await createCaller(stage.program.origin, { cookie }).send('DELETE', '/session')
    await page.getByText(said.ended).waitFor()
    await page.getByLabel(said.signIn.email).fill(stage.program.administrator.email)
    await page.getByLabel(said.signIn.password, { exact: true }).fill(stage.program.administrator.password)
    await page.getByRole('button', { name: said.signIn.submit }).click()
    await page.getByRole('heading', { level: 2, name: subject }).waitFor()
    expect(page.url()).toBe(place)
    await close()
  })

  test('a page that is not there says so and leads back', async () => {
    const { page, close } = await visit(stage, { language })
    await page.goto('/nothing/here')
    await page.getByRole('heading', { name: said.missing }).waitFor()
    await page.getByRole('main').getByRole('link').click()
    await row(page, subject).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
    await close()
  })
})

/** Whether the newest notice and that control share a place on the screen. */
async function overlaps(page: Page, control: ReturnType<Page['locator']>): Promise<boolean> {
  await page.getByRole('grid').evaluate((grid) => (grid as HTMLElement).focus({ preventScroll: true }))
  await page.keyboard.press('Shift+R')
  const notice = page
    .locator('[data-tone="info"]')
    .filter({ has: page.getByRole('button') })
    .last()
  const [one, other] = await Promise.all([notice.boundingBox(), control.boundingBox()])
  if (!one || !other) throw new Error('one of the two is not on the screen')
  const isBeside = one.x >= other.x + other.width || other.x >= one.x + one.width
  return !isBeside && one.y < other.y + other.height && other.y < one.y + one.height
}

test('a notice hides neither the foot of a letter, nor the button that sends, nor the last row', async () => {
  const said = words.en
  const { page, close } = await visit(stage, { language: 'en' })
  await page.goto('/')
  await row(page, subject).click()
  await page.getByRole('heading', { level: 2, name: subject }).waitFor()
  expect(await overlaps(page, page.getByRole('button', { name: said.compose.reply, exact: true }).last())).toBe(false)
  await page.keyboard.press('End')
  await eventually(async () => {
    const distance = await page.getByRole('grid').evaluate((grid) => {
      const scroller = [grid, grid.parentElement].find((one) => one && one.scrollHeight > one.clientHeight)
      scroller?.scrollTo({ top: scroller.scrollHeight })
      return scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight : 0
    })
    expect(distance).toBeLessThan(2)
  })
  const lastRow = page.locator('[role="row"][aria-selected]').last()
  await eventually(async () => expect(await overlaps(page, lastRow)).toBe(false))
  await page.keyboard.press('n')
  const send = page.getByRole('dialog').getByRole('button', { name: said.compose.send, exact: true })
  await send.waitFor()
  expect(await overlaps(page, send)).toBe(false)
  await page.getByRole('dialog').getByRole('button', { name: said.compose.discard }).click()
  await close()
})

async function expectInside(page: Page, tag: string): Promise<void> {
  expect(await page.evaluate((name) => document.activeElement?.closest(name) !== null, tag)).toBe(true)
}

test('B06 every command has a key that a browser lets through, that "?" lists, and that does what it says', {
  timeout: 180_000,
}, async () => {
  const { page, close } = await visit(stage, { language: 'en' })
  await page.goto('/')
  await row(page, subject).waitFor()
  await page.getByRole('grid').focus()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: words.en.palette.help })
  await help.waitFor()
  const names = await help.locator('dt').allTextContents()
  const caps = await help
    .locator('dd')
    .evaluateAll((cells) => cells.map((cell) => [...cell.querySelectorAll('kbd')].map((cap) => cap.textContent)))
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })
  const listed = Object.fromEntries(names.map((name, index) => [name, caps[index]]))
  const driven = await driveKeys(page)
  // Nothing is listed that was not pressed, nothing pressed that is not listed, and each did what its name says.
  expect(driven).toEqual(listed)
  await close()
})
