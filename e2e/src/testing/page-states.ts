import type { Page } from 'playwright-core'
import { type Language, words } from './words.ts'

export interface PageFacts {
  language: Language
  /** Ids of what there is to open. */
  accountId: string
  letterId: string
  isNarrow: boolean
}

/** A page, or a state of one, that somebody may have before the eyes. */
export interface PageState {
  name: string
  /** Who sees it. Default: the administrator. */
  by?: 'nobody' | 'first-comer'
  /** Absent: every screen has it. */
  on?: 'wide' | 'narrow'
  path: string | ((facts: PageFacts) => string)
  /** From the opened page to the state. */
  reach?: (page: Page, facts: PageFacts) => Promise<void>
}

const said = ({ language }: PageFacts) => words[language]
const menuOpen = (page: Page) => page.getByRole('menu').first().waitFor()
const dialogOpen = (page: Page) => page.getByRole('dialog').first().waitFor()
const letterShown = (page: Page) => page.getByRole('heading', { level: 2 }).first().waitFor()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click()

const home: readonly PageState[] = [
  { name: 'home', path: '/' },
  { name: 'letter', path: ({ letterId }) => `/?interaction=${letterId}`, reach: letterShown },
  {
    name: 'found',
    path: ({ language }) => `/?q=${encodeURIComponent(language === 'ru' ? 'заказ' : 'order')}`,
    reach: (page) => page.getByRole('row').first().waitFor(),
  },
  { name: 'found-nothing', path: '/?q=zzzz' },
  { name: 'empty', path: '/?status=postponed' },
  {
    name: 'missing',
    path: '/nothing/here',
  },
  {
    name: 'list-failure',
    path: '/?q=after:someday',
    reach: (page) => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'tree-over',
    path: '/',
    on: 'narrow',
    reach: async (page, facts) => {
      await press(page, said(facts).showFolders)
      await page.getByRole('navigation', { name: said(facts).folders }).waitFor()
    },
  },
]

const over: readonly PageState[] = [
  {
    name: 'palette',
    path: '/',
    reach: async (page) => {
      await page.keyboard.press('Control+k')
      await dialogOpen(page)
    },
  },
  {
    name: 'palette-found',
    path: '/',
    reach: async (page, { language }) => {
      await page.keyboard.press('Control+k')
      await dialogOpen(page)
      await page.keyboard.type(language === 'ru' ? 'заказ' : 'order')
      await page.getByRole('option').nth(3).waitFor()
    },
  },
  {
    name: 'help',
    path: '/',
    reach: async (page) => {
      await page.keyboard.press('?')
      await dialogOpen(page)
    },
  },
  {
    name: 'menu-new',
    path: '/',
    on: 'wide',
    reach: async (page, facts) => {
      await press(page, said(facts).createFrom)
      await menuOpen(page)
    },
  },
  {
    name: 'menu-postpone',
    path: ({ letterId }) => `/?interaction=${letterId}`,
    reach: async (page, facts) => {
      await letterShown(page)
      await press(page, said(facts).postpone)
      await menuOpen(page)
    },
  },
  {
    name: 'postpone',
    path: ({ letterId }) => `/?interaction=${letterId}`,
    on: 'wide',
    reach: async (page, facts) => {
      await letterShown(page)
      await press(page, said(facts).postpone)
      await page.getByRole('menuitem', { name: said(facts).chooseTime }).click()
      await dialogOpen(page)
    },
  },
  {
    name: 'menu-user',
    path: '/',
    reach: async (page, facts) => {
      await press(page, said(facts).userOf)
      await menuOpen(page)
    },
  },
]

const administration: readonly PageState[] = [
  { name: 'organizer', path: '/administration/organizer', reach: (page) => page.getByRole('switch').first().waitFor() },
  {
    name: 'organizer-question',
    path: '/administration/organizer',
    on: 'wide',
    reach: async (page, facts) => {
      await page.getByRole('switch', { name: said(facts).organizer.mailClient }).click()
      await dialogOpen(page)
    },
  },
  { name: 'accounts', path: '/accounts' },
  { name: 'account-new', path: '/accounts/new' },
  { name: 'account', path: ({ accountId }) => `/accounts/${accountId}` },
  { name: 'users', path: '/administration/users', reach: (page) => page.getByRole('table').waitFor() },
  {
    name: 'user-new',
    path: '/administration/users',
    reach: async (page, facts) => {
      await press(page, said(facts).users.add)
      await dialogOpen(page)
    },
  },
  {
    name: 'menu-of-user',
    path: '/administration/users',
    reach: async (page) => {
      await page.getByRole('table').getByRole('button').last().click()
      await menuOpen(page)
    },
  },
]

/** Every page, with what may stand open on it. */
export const pageStates: readonly PageState[] = [
  { name: 'sign-in', by: 'nobody', path: '/sign-in' },
  { name: 'first-run', by: 'first-comer', path: '/setup' },
  ...home,
  ...over,
  ...administration,
  // Last, because what is being written stays open on every page.
  {
    name: 'composer',
    path: '/',
    reach: async (page, facts) => {
      await page.keyboard.press('n')
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: said(facts).body })
        .waitFor()
    },
  },
]

/** Brings a page into a state, ready to be looked at. */
export async function openState(page: Page, state: PageState, facts: PageFacts): Promise<void> {
  await page.goto(typeof state.path === 'string' ? state.path : state.path(facts))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await state.reach?.(page, facts)
  await page.evaluate(() => document.fonts.ready)
}

export function statesFor(isNarrow: boolean): readonly PageState[] {
  return pageStates.filter(({ on }) => on === undefined || (on === 'narrow') === isNarrow)
}
