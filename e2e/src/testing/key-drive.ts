import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'

/** One way to press a command: each press after the other. */
type Way = readonly string[]
type Drive = (page: Page, press: () => Promise<void>) => Promise<void>

interface KeyCase {
  /** As the list under "?" names it and draws its keys. */
  name: string
  caps: readonly string[]
  ways: readonly Way[]
  /** Brings the page where the key means something, presses, and waits for what the name says. */
  drive: Drive
}

const grid = (page: Page) => page.getByRole('grid')
const openId = (page: Page) => new URL(page.url()).searchParams.get('interaction')
const window = (page: Page) => page.getByRole('dialog')
const checked = (page: Page) => grid(page).locator('input:checked')

/** Rows of the list that stand for a whole thread. */
const threads = (page: Page) => grid(page).locator('[aria-expanded]')

const openThreads = (page: Page, count: number) =>
  eventually(async () => expect(await grid(page).locator('[aria-expanded="true"]').count()).toBe(count))

async function atList(page: Page): Promise<void> {
  if (new URL(page.url()).pathname !== '/' || (await window(page).count()) > 0) await page.goto('/')
  await page.getByRole('row').first().waitFor()
  await grid(page).focus()
}

/** A letter that came in and waits for review stands open in the list. */
async function atLetter(page: Page): Promise<void> {
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

const reviewedIs = (page: Page, wanted: boolean) =>
  eventually(async () => {
    const reviewed = await page.evaluate(async (id) => {
      const answer = await fetch(`/api/v1/interactions/${id}`)
      return ((await answer.json()) as { reviewed: boolean }).reviewed
    }, openId(page))
    expect(reviewed).toBe(wanted)
  })

/** Another letter is open than before. */
const toAnother: Drive = async (page, press) => {
  const before = openId(page)
  await press()
  await eventually(() => expect(openId(page)).not.toBe(before))
}

const writing = (place: (page: Page) => Promise<void>, subject: RegExp): Drive => {
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

const toPage = (heading: string): Drive => {
  return async (page, press) => {
    await page.goto(heading === 'Email' ? '/accounts' : '/')
    await page.getByRole('main').waitFor()
    await press()
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }
}

const dialog = (name: string): Drive => {
  return async (page, press) => {
    await atList(page)
    await press()
    await page.getByRole('dialog', { name }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
  }
}

const checkedBecome = (count: number): Drive => {
  return async (page, press) => {
    await press()
    await eventually(async () => expect(await checked(page).count()).toBe(count))
  }
}

/** The letter leaves its folder, and is taken back. Nothing can be moved before the folders of its account are known. */
const moving: Drive = async (page, press) => {
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

/** In this order: each begins where the one before it ended, unless it goes elsewhere itself. */
const cases: readonly KeyCase[] = [
  { name: 'Next one', caps: ['J', '↓'], ways: [['j'], ['ArrowDown']], drive: toAnother },
  { name: 'Last one', caps: ['End'], ways: [['End']], drive: toAnother },
  { name: 'Previous one', caps: ['K', '↑'], ways: [['k'], ['ArrowUp']], drive: toAnother },
  { name: 'First one', caps: ['Home'], ways: [['Home']], drive: toAnother },
  { name: 'A screenful down', caps: ['Page Down'], ways: [['PageDown']], drive: toAnother },
  { name: 'A screenful up', caps: ['Page Up'], ways: [['PageUp']], drive: toAnother },
  {
    name: 'Open the thread',
    caps: ['→'],
    ways: [['ArrowRight']],
    async drive(page, press) {
      await page
        .getByRole('row')
        .filter({ has: page.locator('[aria-expanded="false"]') })
        .first()
        .click()
      await grid(page).focus()
      await press()
      await openThreads(page, 1)
    },
  },
  {
    name: 'Close the thread',
    caps: ['←'],
    ways: [['ArrowLeft']],
    async drive(page, press) {
      await press()
      await openThreads(page, 0)
    },
  },
  {
    name: 'Fold the threads, or show each letter',
    caps: ['T'],
    ways: [['t'], ['t']],
    async drive(page, press) {
      const before = await threads(page).count()
      await press()
      await eventually(async () => expect((await threads(page).count()) > 0).toBe(before === 0))
      await grid(page).focus()
    },
  },
  {
    name: 'Mark for a group action',
    caps: ['X'],
    ways: [['x']],
    drive: checkedBecome(1),
  },
  { name: 'Mark the next one too', caps: ['Shift ↓'], ways: [['Shift+ArrowDown']], drive: checkedBecome(2) },
  {
    name: 'Mark the previous one too',
    caps: ['Shift ↑'],
    ways: [['Shift+ArrowUp']],
    // From the second row back to the first: both are marked already, and stay so.
    drive: toAnother,
  },
  {
    name: 'Mark all that is loaded',
    caps: ['Ctrl A'],
    ways: [['Control+a']],
    async drive(page, press) {
      await press()
      await eventually(async () => expect(await checked(page).count()).toBeGreaterThan(2))
    },
  },
  {
    name: 'Open, go to the letter',
    caps: ['Enter'],
    ways: [['Enter']],
    async drive(page, press) {
      await atLetter(page)
      await press()
      await eventually(async () => {
        const isThere = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Interaction')
        expect(isThere).toBe(true)
      })
    },
  },
  {
    name: 'Back, clear the selection, close the window of a letter',
    caps: ['Esc'],
    ways: [['Escape']],
    async drive(page, press) {
      await atLetter(page)
      await press()
      await eventually(() => expect(openId(page)).toBeNull())
    },
  },
  {
    name: 'Reviewed',
    caps: ['E'],
    ways: [['e']],
    async drive(page, press) {
      await atLetter(page)
      await press()
      await reviewedIs(page, true)
    },
  },
  {
    name: 'Clear the reviewed mark',
    caps: ['Shift E'],
    ways: [['Shift+E']],
    async drive(page, press) {
      await press()
      await reviewedIs(page, false)
    },
  },
  {
    name: 'Undo the last action',
    caps: ['Z', 'Ctrl Z'],
    ways: [['z'], ['Control+z']],
    async drive(page, press) {
      await atLetter(page)
      await page.keyboard.press('e')
      await reviewedIs(page, true)
      await press()
      await reviewedIs(page, false)
    },
  },
  {
    name: 'Postpone review',
    caps: ['B'],
    ways: [['b']],
    async drive(page, press) {
      await atLetter(page)
      await press()
      await page.getByRole('menuitem').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('menuitem').first().waitFor({ state: 'detached' })
    },
  },
  {
    name: 'Move to a folder',
    caps: ['M'],
    ways: [['m']],
    async drive(page, press) {
      await atLetter(page)
      await press()
      await window(page).getByRole('combobox').waitFor()
      await page.keyboard.press('Escape')
      await window(page).waitFor({ state: 'detached' })
    },
  },
  { name: 'Archive', caps: ['Y'], ways: [['y']], drive: moving },
  { name: 'Move to Trash', caps: ['Delete'], ways: [['Delete']], drive: moving },
  {
    name: 'Receive mail',
    caps: ['Shift R'],
    ways: [['Shift+R']],
    async drive(page, press) {
      await atList(page)
      const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/sync'))
      await press()
      await asked
    },
  },
  { name: 'New letter', caps: ['N'], ways: [['n']], drive: writing(atList, /^$/) },
  { name: 'Reply', caps: ['R'], ways: [['r']], drive: writing(atLetter, /^Re: /) },
  { name: 'Reply to all', caps: ['A'], ways: [['a']], drive: writing(atLetter, /^Re: /) },
  { name: 'Forward', caps: ['F'], ways: [['f']], drive: writing(atLetter, /^Fwd?: /) },
  {
    name: 'To the letter being written',
    caps: ['G', 'D'],
    ways: [['g', 'd']],
    async drive(page, press) {
      await atList(page)
      await page.keyboard.press('n')
      await window(page).getByRole('textbox', { name: 'Text of the letter' }).waitFor()
      await grid(page).focus()
      await press()
      await eventually(async () =>
        expect(await window(page).evaluate((element) => element.contains(document.activeElement))).toBe(true),
      )
    },
  },
  {
    name: 'Send',
    caps: ['Ctrl Enter'],
    ways: [['Control+Enter']],
    async drive(page, press) {
      await window(page).getByRole('combobox', { name: 'To' }).fill('anna@corp.test')
      await page.keyboard.press('Enter')
      await window(page).getByRole('textbox', { name: 'Subject' }).fill('Sent by a key')
      await window(page).getByRole('textbox', { name: 'Text of the letter' }).fill('By a key.')
      await press()
      await page
        .getByRole('status')
        .getByText(/The letter leaves in/)
        .waitFor()
    },
  },
  {
    name: 'Search the list',
    caps: ['/'],
    ways: [['/']],
    async drive(page, press) {
      await atList(page)
      await press()
      await eventually(async () =>
        expect(await page.evaluate(() => document.activeElement?.closest('search') !== null)).toBe(true),
      )
    },
  },
  {
    name: 'Find a command, folder or letter',
    caps: ['Ctrl K'],
    ways: [['Control+k']],
    drive: dialog('Commands and search'),
  },
  { name: 'Keyboard shortcuts', caps: ['?'], ways: [['?']], drive: dialog('Keyboard shortcuts') },
  { name: 'Administration', caps: ['G', 'O'], ways: [['g', 'o']], drive: toPage('Organizer') },
  { name: 'Email accounts', caps: ['G', 'A'], ways: [['g', 'a']], drive: toPage('Email accounts') },
  { name: 'Users', caps: ['G', 'U'], ways: [['g', 'u']], drive: toPage('Users') },
  { name: 'All interactions', caps: ['G', 'I'], ways: [['g', 'i']], drive: toPage('Email') },
]

/**
 * Presses every key of the list under "?" on the English start page, each way it can be pressed, and waits until it has
 * done what its name says. Returns what was driven, by name with its key caps.
 */
export async function driveKeys(page: Page): Promise<Record<string, readonly string[]>> {
  await atList(page)
  const driven: Record<string, readonly string[]> = {}
  for (const { name, caps, ways, drive } of cases) {
    for (const way of ways) {
      const press = async () => {
        for (const key of way) await page.keyboard.press(key)
      }
      try {
        await drive(page, press)
      } catch (error) {
        throw new Error(`${name} by ${way.join(' ')}`, { cause: error })
      }
    }
    driven[name] = caps
  }
  return driven
}
