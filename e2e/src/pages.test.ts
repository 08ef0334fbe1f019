import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import { type LaunchedProgram, launchProgram } from '@besedka/lab/launch-program'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaller, signIn } from './testing/api-caller.ts'
import { findAccessibilityProblems } from './testing/check-accessibility.ts'
import { eventually } from './testing/eventually.ts'
import { openState, type PageFacts, type PageState, statesFor } from './testing/page-states.ts'
import { screenshotFile } from './testing/screenshot-file.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { type Visit, visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

let stage: Stage
let accountId: string
let letterId: string
/** A program that nobody has set up. */
let fresh: LaunchedProgram
let freshDir: string

beforeAll(async () => {
  freshDir = await mkdtemp(join(tmpdir(), 'besedka-pages-'))
  ;[stage, fresh] = await Promise.all([startStage(), launchProgram({ DATA_DIR: freshDir })])
  // A few letters of every look: what a page costs grows with its rows.
  await stage.lab.append('sales@corp.test', 'INBOX', someLetters())
  accountId = await stage.connect('sales@corp.test', 'Отдел продаж')
  await stage.program.send('POST', '/users', {
    name: 'Павел Ершов',
    email: 'ershov@corp.test',
    password: 'a quiet password',
  })
  const { items } = pageOf(interactionItem).parse(
    await stage.program.get('/interactions?status=to-review&direction=incoming&limit=1'),
  )
  letterId = items[0]?.id ?? ''
})
afterAll(async () => {
  await stage.stop()
  await fresh.stop()
  await rm(freshDir, { recursive: true, force: true })
})

function someLetters(): Buffer[] {
  const facts = [
    ['Заказ № 1042: просим сдвинуть первую машину', 'first'],
    ['Re: Заказ № 1042: просим сдвинуть первую машину', 'second'],
    ['Order 2087: larch cladding, 40 m³', 'third'],
    ['', 'fourth'],
  ] as const
  return facts.map(([subject, name], index) =>
    composeLetter({
      from: { name: 'Нина Захарова', address: 'zakharova@client.test' },
      to: [{ name: '', address: 'sales@corp.test' }],
      subject,
      date: new Date(Date.now() - index * 3_600_000),
      messageId: `${name}@client.test`,
      text: 'Просим сдвинуть заказ. The order waits.',
      html: '<p>Просим <b>сдвинуть</b> заказ. The order waits.</p>',
      files: index === 0 ? [{ name: 'Смета.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4') }] : [],
    }),
  )
}

/** One visitor for each kind of state, so that a state costs no more than its page. */
async function visitors(isNarrow: boolean): Promise<Record<'nobody' | 'first-comer' | 'administrator', Visit>> {
  const options = {
    language: isNarrow ? 'en' : 'ru',
    bypassesPolicy: true,
    viewport: isNarrow ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  } as const
  const program = { origin: fresh.origin, administrator: stage.program.administrator }
  const [administrator, nobody, firstComer] = await Promise.all([
    visit(stage, options),
    visit(stage, { ...options, isSignedIn: false }),
    visit({ browser: stage.browser, program }, { ...options, isSignedIn: false }),
  ])
  // An operator without its value is refused, a page for nobody asks who is there: the browser writes both down.
  for (const { watch } of [administrator, nobody, firstComer]) watch.allow(/status of 4(?:00|01|22)/)
  return { administrator, nobody, 'first-comer': firstComer }
}

describe.each([
  ['1440', false],
  ['390', true],
] as const)('S03 at %s pixels', (_, isNarrow) => {
  test('S03 every page and all that opens on it can be used by everybody: axe finds nothing, light or dark', {
    timeout: 240_000,
  }, async () => {
    const who = await visitors(isNarrow)
    const facts: PageFacts = { language: isNarrow ? 'en' : 'ru', accountId, letterId, isNarrow }
    const found: string[] = []
    const look = async (state: PageState) => {
      const { page } = who[state.by ?? 'administrator']
      try {
        await openState(page, state, facts)
      } catch (error) {
        throw new Error(`the state “${state.name}” was not reached`, { cause: error })
      }
      // Colours do not depend on the width.
      for (const colorScheme of isNarrow ? (['light'] as const) : (['light', 'dark'] as const)) {
        await page.emulateMedia({ colorScheme })
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
        const isFirst = colorScheme === 'light'
        const problems = await findAccessibilityProblems(page, isFirst ? 'everything' : 'colours')
        found.push(...problems.map((problem) => `${state.name} ${colorScheme} ${problem}`))
        // After axe, which waits until all colours have settled.
        if (isFirst) {
          const size = isNarrow ? '390x844' : '1440x900'
          const file = screenshotFile({ name: state.name, language: facts.language, scheme: colorScheme, size })
          await page.screenshot({ path: file })
        }
      }
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (sideways > 0) found.push(`${state.name} is ${sideways} pixels wider than the screen`)
    }
    for (const state of statesFor(isNarrow)) await look(state)
    await Promise.all(Object.values(who).map(({ close }) => close()))
    expect(found).toEqual([])
  })
})

/** Letters that would break a list drawn for ordinary ones, by the words by which each is found in it. */
const oddLooks: Record<string, Partial<Parameters<typeof composeLetter>[0]>> = {
  [`a subject of ${'10 kB '.repeat(1_700)}`.trim()]: {},
  'שלום עולם, הזמנה 2087': { from: { name: 'דוד לוי', address: 'david@client.test' } },
  'Z̸̡͎͍a̷͖̒l̵̙͊g̸̰̈o̵̜͝ and combining й и́': {},
  'The year 1970': { date: new Date('1970-01-01T00:00:00Z') },
  'The year 2099': { date: new Date('2099-12-31T12:00:00Z') },
  'Five hundred addressees': {
    to: Array.from({ length: 500 }, (_, index) => ({ name: `Person ${index}`, address: `person${index}@corp.test` })),
  },
  'Three hundred attachments': {
    files: Array.from({ length: 300 }, (_, index) => ({
      name: `file ${index}.txt`,
      type: 'text/plain',
      bytes: Buffer.from('text'),
    })),
  },
}

async function connectOdd(): Promise<string> {
  const letters = Object.entries(oddLooks).map(([subject, change], index) =>
    composeLetter({
      from: { name: 'Anna', address: 'anna@client.test' },
      to: [{ name: '', address: 'odd@corp.test' }],
      subject,
      date: new Date(Date.now() - index * 60_000),
      messageId: `odd-${index}@client.test`,
      text: 'text',
      ...change,
    }),
  )
  const nobody = Buffer.from('To: odd@corp.test\r\n\r\nno subject, no sender\r\n')
  await stage.lab.addUser({ address: 'odd@corp.test', password: 'secret', name: 'Odd' })
  await stage.lab.append('odd@corp.test', 'INBOX', [...letters, nobody])
  return stage.connect('odd@corp.test', 'Odd letters')
}

test('letters of every odd look stand in the list like all others, and open', async () => {
  const account = await connectOdd()
  const { items } = pageOf(interactionItem).parse(await stage.program.get(`/interactions?account=${account}`))
  expect(items).toHaveLength(Object.keys(oddLooks).length + 1)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page, close } = await visit(stage, { language: 'en', viewport })
    await page.goto(`/?account=${account}`)
    const rows = page.locator('[role="row"][aria-selected]')
    await eventually(async () => expect(await rows.count()).toBe(items.length))
    const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height))
    expect(new Set(heights).size).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    await page.getByRole('row').filter({ hasText: '(no subject)' }).filter({ hasText: '(no sender)' }).waitFor()
    for (const { id } of items) {
      await page.goto(`/?account=${account}&interaction=${id}`)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    }
    await close()
  }
})

describe.each(['ru', 'en'] as const)('users in %s', (language) => {
  const said = words[language]
  const email = `new-${language}@corp.test`

  test('an administrator adds a user, gives a new password, a role, and takes the right to sign in away', async () => {
    const { page, watch, close } = await visit(stage, { language })
    // The address that somebody has already is refused: the browser writes that down.
    watch.allow(/status of 409/)
    const name = language === 'ru' ? 'Мария Новикова' : 'Mary Newman'
    const row = page.getByRole('row').filter({ hasText: email })
    const choose = async (item: string) => {
      await row.getByRole('button', { name: said.users.actions(name) }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await page.goto('/administration/users')
    await page.getByRole('button', { name: said.users.add }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(said.users.name, { exact: true }).fill(name)
    await dialog.getByLabel(said.setup.email).fill(email)
    await dialog.getByRole('button', { name: said.users.makeUp }).click()
    const password = await dialog.getByLabel(said.signIn.password, { exact: true }).inputValue()
    await dialog.getByRole('button', { name: said.users.add }).click()
    await row.waitFor()
    const user = await signIn(stage.program.origin, { email, password })
    expect(await user.get('/session')).toMatchObject({ user: { name, role: 'user' } })

    // The same address once more is refused, and what was typed stays.
    await page.getByRole('button', { name: said.users.add }).click()
    await dialog.getByLabel(said.users.name, { exact: true }).fill(name)
    await dialog.getByLabel(said.setup.email).fill(email)
    await dialog.getByRole('button', { name: said.users.makeUp }).click()
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/users') && answer.status() === 409)
    await dialog.getByRole('button', { name: said.users.add }).click()
    await refused
    await dialog.getByRole('alert').waitFor()
    expect(await dialog.getByLabel(said.setup.email).inputValue()).toBe(email)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await choose(said.users.reset)
    await dialog.getByLabel(said.signIn.password, { exact: true }).fill('words that were typed')
    await dialog.getByRole('button', { name: said.users.set }).click()
    await dialog.waitFor({ state: 'detached' })
    expect((await user.ask('GET', '/session')).status).toBe(401)
    const again = await signIn(stage.program.origin, { email, password: 'words that were typed' })

    await choose(said.users.promote)
    await row.getByText(said.users.administrator, { exact: true }).waitFor()
    await eventually(async () => expect(await again.get('/session')).toMatchObject({ user: { role: 'administrator' } }))
    await choose(said.users.forbid)
    await row.getByText(said.users.mayNot).waitFor()
    await eventually(async () => expect((await again.ask('GET', '/session')).status).toBe(401))
    // Taken back by its notice.
    await page.getByRole('button', { name: said.undo }).click()
    await eventually(async () => {
      const answer = await createCaller(stage.program.origin).ask('POST', '/session', {
        email,
        password: 'words that were typed',
      })
      expect(answer.status).toBe(200)
    })
    await close()
  })
})
