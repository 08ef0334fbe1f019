import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'

/** One way to press a command: each press after the other. */
type Way = readonly string[]
type Drive = (page: Page, press: () => Promise<void>) => Promise<void>

export interface KeyCase {
  /** As the list under "?" names it and draws its keys. */
  name: string
  caps: readonly string[]
  ways: readonly Way[]
  /** Brings the page where the key means something, presses, and waits for what the name says. */
  drive: Drive
}

export const grid = (page: Page) => page.getByRole('grid')
export const openId = (page: Page) => new URL(page.url()).searchParams.get('interaction')
export const window = (page: Page) => page.getByRole('dialog')
export const checked = (page: Page) => grid(page).locator('input:checked')

/** Rows of the list that stand for a whole thread. */
export const threads = (page: Page) => grid(page).locator('[aria-expanded]')

export const openThreads = (page: Page, count: number) =>
  eventually(async () => expect(await grid(page).locator('[aria-expanded="true"]').count()).toBe(count))

export async function atList(page: Page): Promise<void> {
  if (new URL(page.url()).pathname !== '/' || (await window(page).count()) > 0) await page.goto('/')
  await page.getByRole('row').first().waitFor()
  await grid(page).focus()
}

/** A letter that came in and waits for review stands open in the list. */
export async function atLetter(page: Page): Promise<void> {
  const id = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/interactions?status=to-review&direction=incoming&limit=20')
    const { items } = (await answer.json()) as { items: { id: string; folders: unknown[] }[] }
    // One that is on its way between two folders cannot be moved again yet.
    return items.find(({ folders }) => folders.length > 0)?.id ?? ''
  })
  await page.goto(`/?interaction=${id}`)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await page.locator('[role="row"][aria-selected="true"]').first().waitFor()
  await grid(page).focus()
}

export const reviewedIs = (page: Page, wanted: boolean) =>
  eventually(async () => {
    const reviewed = await page.evaluate(async (id) => {
      const answer = await fetch(`/api/v1/interactions/${id}`)
      return ((await answer.json()) as { reviewed: boolean }).reviewed
    }, openId(page))
    expect(reviewed).toBe(wanted)
  })

/** Another letter is open than before. */
export const toAnother: Drive = async (page, press) => {
  const before = openId(page)
  await press()
  await eventually(() => expect(openId(page)).not.toBe(before))
}

export const writing = (place: (page: Page) => Promise<void>, subject: RegExp): Drive => {
  return async (page, press) => {
    await place(page)
    await press()
    await window(page).getByRole('textbox', { name: 'Text of the letter' }).waitFor()
    await eventually(async () => {
      const value = await window(page).getByRole('textbox', { name: 'Subject' }).inputValue()
      expect(value).toMatch(subject)
    })
    await window(page).getByRole('button', { name: 'Throw the draft away' }).click()
    await eventually(async () => expect(await window(page).count()).toBe(0))
  }
}

export const toPage = (heading: string): Drive => {
  return async (page, press) => {
    await page.goto(heading === 'Email' ? '/accounts' : '/')
    await page.getByRole('main').waitFor()
    await press()
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }
}

export const dialog = (name: string): Drive => {
  return async (page, press) => {
    await atList(page)
    await press()
    await page.getByRole('dialog', { name }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
  }
}

export const checkedBecome = (count: number): Drive => {
  return async (page, press) => {
    await press()
    await eventually(async () => expect(await checked(page).count()).toBe(count))
  }
}

/** The letter leaves its folder, and is taken back. Nothing can be moved before the folders of its account are known. */
export const moving: Drive = async (page, press) => {
  await atLetter(page)
  let asked = 0
  const note = (request: { url(): string }) => {
    if (request.url().endsWith('/interactions/move')) asked += 1
  }
  page.on('request', note)
  await eventually(async () => {
    if (asked === 0) await press()
    expect(asked).toBe(1)
  })
  await page.keyboard.press('z')
  await eventually(() => expect(asked).toBe(2))
  page.off('request', note)
}
