import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { LoadedLetter } from '@besedka/lab/mailbox-loader'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'

const list = pageOf(interactionItem)
const said = {
  ru: {
    open: 'Развернуть цепочку: 3 письма',
    dates: 'Даты списка',
    newest: 'К новым',
    fresh: '1 новое',
    marked: 'Отмечено 3',
  },
  en: {
    open: 'Open the thread: 3 letters',
    dates: 'Dates of the list',
    newest: 'To the newest',
    fresh: '1 new',
    marked: '3 marked',
  },
} as const
const dayMs = 86_400_000

let stage: Stage

/** Two years of single letters, a day apart, and a thread of three among the newest. */
function oldLetters(): LoadedLetter[] {
  return Array.from({ length: 700 }, (_, day) => {
    const date = new Date(Date.now() - (day + 2) * dayMs)
    return { source: letter({ subject: `Day ${day + 2}`, id: `day-${day}`, date }), internalDate: date }
  }).toReversed()
}

function letter(part: { subject: string; id: string; date: Date; after?: string[] }): Buffer {
  return composeLetter({
    from: { name: 'Emma Clarke', address: 'emma@client.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject: part.subject,
    date: part.date,
    messageId: `${part.id}@client.test`,
    text: `About ${part.subject}.`,
    ...(part.after ? { references: part.after.map((id) => `${id}@client.test`) } : {}),
  })
}

function thread(): LoadedLetter[] {
  return [3, 2, 1].map((hours, index) => {
    const date = new Date(Date.now() - hours * 3_600_000)
    const after = Array.from({ length: index }, (_, before) => `roof-${before}`)
    return { source: letter({ subject: 'Roof', id: `roof-${index}`, date, after }), internalDate: date }
  })
}

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.append('sales@corp.test', 'INBOX', [...oldLetters(), ...thread()])
  await stage.connect('sales@corp.test', 'Sales')
}, 120_000)
afterAll(() => stage.stop())

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })
const rows = (page: Page) => page.locator('[role="row"][aria-selected]')
const subjectsLeft = async () => {
  const { items } = list.parse(await stage.program.get('/interactions?status=to-review&limit=20'))
  return items.map(({ subject }) => subject)
}

describe.each(['ru', 'en'] as const)('S03 the list in %s', (language) => {
  const text = said[language]

  test('S03 a thread is one row that opens and closes by the keyboard, and commands act on all of it', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Roof').waitFor()
    expect(await row(page, 'Roof').count()).toBe(1)
    await page.getByRole('button', { name: text.open }).waitFor()
    await row(page, 'Roof').click()
    await page.locator('[role="row"][aria-selected="true"]').waitFor()
    await page.keyboard.press('ArrowRight')
    await eventually(async () => expect(await row(page, 'Roof').count()).toBe(3))
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowLeft')
    await eventually(async () => expect(await row(page, 'Roof').count()).toBe(1))
    await page.keyboard.press('e')
    await eventually(async () => expect(await subjectsLeft()).not.toContain('Roof'))
    await page.keyboard.press('z')
    await eventually(async () => expect((await subjectsLeft()).filter((subject) => subject === 'Roof')).toHaveLength(3))
    expect(watch.complaints()).toEqual([])
    expect(watch.outside()).toEqual([])
    await close()
  })

  test('S03 the list is jumped to a date by the bar, reads on both ways from there, and comes back', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Roof').waitFor()
    const bar = page.getByRole('slider', { name: text.dates })
    await bar.waitFor()
    const box = await bar.boundingBox()
    if (!box) throw new Error('the bar of dates is not drawn')
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await eventually(async () => expect(await rows(page).first().textContent()).toMatch(/Day 3[345]\d/))
    await page.mouse.move(box.x - 200, box.y + 200)
    const first = Number(/Day (\d+)/.exec((await rows(page).first().textContent()) ?? '')?.[1])
    await eventually(async () => {
      await page.mouse.wheel(0, -600)
      expect(await row(page, `Day ${first - 25}`).count()).toBe(1)
    })
    await page.keyboard.press('End')
    await row(page, 'Day 701').waitFor()
    await page.getByRole('button', { name: text.newest }).click()
    await row(page, 'Roof').waitFor()
    await bar.focus()
    await page.keyboard.press('PageDown')
    await eventually(async () => expect(await rows(page).first().textContent()).toMatch(/Day (2[6-9]|3[0-3])\b/))
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('S03 several rows are marked by mouse and keyboard, reviewed at once, and brought back', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Day 4').first().waitFor()
    await row(page, 'Day 2')
      .first()
      .click({ modifiers: ['ControlOrMeta'] })
    await row(page, 'Day 4')
      .first()
      .click({ modifiers: ['Shift'] })
    await page.getByText(text.marked).waitFor()
    await page.keyboard.press('e')
    const marked = ['Day 2', 'Day 3', 'Day 4']
    await eventually(async () => expect(await subjectsLeft()).not.toEqual(expect.arrayContaining(['Day 3'])))
    await page.keyboard.press('z')
    await eventually(async () => expect(await subjectsLeft()).toEqual(expect.arrayContaining(marked)))
    await row(page, 'Day 2').first().click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText(text.marked).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText(text.marked).waitFor({ state: 'detached' })
    expect(watch.complaints()).toEqual([])
    await close()
  })

  test('S03 a letter that arrives while one reads further down moves nothing and is counted', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await page.goto('/')
    await row(page, 'Day 9').first().waitFor()
    await row(page, 'Day 9').first().hover()
    await page.mouse.wheel(0, 1500)
    await row(page, 'Day 25').waitFor()
    const place = () => row(page, 'Day 25').boundingBox()
    // Wheeling goes on for some frames.
    let before = await place()
    await eventually(async () => {
      const now = await place()
      const isStill = now?.y === before?.y
      before = now
      expect(isStill).toBe(true)
    })
    const subject = `Arrived ${language}`
    const source = letter({ subject, id: `arrived-${language}`, date: new Date() })
    await stage.lab.submit({ from: 'anna@corp.test', to: 'sales@corp.test', source })
    const back = page.getByRole('button', { name: text.fresh })
    await back.waitFor()
    expect(await place()).toEqual(before)
    await back.click()
    await row(page, subject).waitFor()
    await back.waitFor({ state: 'detached' })
    expect(watch.complaints()).toEqual([])
    await close()
  })
})
