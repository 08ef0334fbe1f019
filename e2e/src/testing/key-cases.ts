import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import {
  atLetter,
  atList,
  checked,
  checkedBecome,
  dialog,
  grid,
  type KeyCase,
  moving,
  openId,
  openThreads,
  reviewedIs,
  threads,
  toAnother,
  toPage,
  window,
  writing,
} from './key-steps.ts'

/** In this order: each begins where the one before it ended, unless it goes elsewhere itself. */
export const keyCases: readonly KeyCase[] = [
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
