import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lab } from '@besedka/lab/lab-types'
import { type LaunchedProgram, launchProgram } from '@besedka/lab/launch-program'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import { startLab } from '@besedka/lab/start-lab'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller, signIn } from './testing/api-caller.ts'
import { launchBrowser } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import { type Language, words } from './testing/words.ts'

let lab: Lab
let browser: Browser
let dataDir: string

beforeAll(async () => {
  ;[lab, browser, dataDir] = await Promise.all([
    startLab(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'besedka-first-day-')),
  ])
  await loadSampleMail(lab)
})
afterAll(async () => {
  await browser.close()
  await lab.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const administrator = { email: 'anna@corp.test', password: 'четыре тихих слова' }

/** A program that nobody has set up. */
function startFresh(language: Language): Promise<LaunchedProgram> {
  return launchProgram({
    DATA_DIR: join(dataDir, language),
    MAIL_CA_FILE: lab.caFile,
    ALLOW_PRIVATE_HOSTS: '1',
  })
}

async function setUp(page: Page, language: Language): Promise<void> {
  const said = words[language].setup
  await page.goto('/')
  await page.getByRole('heading', { name: said.title }).waitFor()
  await page.getByLabel(said.organization).fill('Северный Дом')
  await page.getByLabel(said.name, { exact: true }).fill('Анна Кузнецова')
  await page.getByLabel(said.email).fill(administrator.email)
  await page.getByLabel(said.password, { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: said.submit }).click()
}

async function addAccount(page: Page, language: Language, mailbox: { address: string; password: string }) {
  const said = words[language].account
  await page.getByLabel(said.address).fill(mailbox.address)
  await page.getByLabel(said.password, { exact: true }).first().fill(mailbox.password)
  await page.getByLabel(said.senderName).fill('Отдел продаж')
  const { wizard } = words[language]
  await page.getByText(wizard.manually).click()
  await page.getByRole('button', { name: wizard.next }).click()
  const servers = [
    [said.outgoing, lab.ports.smtps],
    [said.incoming, lab.ports.imaps],
  ] as const
  for (const [name, port] of servers) {
    await page.getByRole('heading', { name }).waitFor()
    await page.getByLabel(said.host, { exact: true }).fill('localhost')
    await page.getByLabel(said.port, { exact: true }).fill(String(port))
    await page.getByRole('button', { name: wizard.next }).click()
  }
  await page.getByRole('button', { name: said.submit }).click()
  await page.getByRole('button', { name: wizard.begin }).click()
  await page.getByRole('link', { name: wizard.openLetters }).click()
}

/** What lies newest in the mailbox, and whether it is shown in the letter's own frame. */
const days = [
  {
    language: 'ru',
    address: 'sales@corp.test',
    subject: 'Заказ № 1042: просим сдвинуть первую машину',
    text: 'кран на объекте освобождается',
    isHtml: true,
  },
  {
    language: 'en',
    address: 'office@corp.test',
    subject: 'Order 2087: larch cladding, 40 m³',
    text: 'our warehouse closes at noon on Friday',
    isHtml: false,
  },
] as const

test.each(days)(
  'S01 S03 S27 on the first day, in $language: administrator, mailbox, letters',
  async ({ language, address, subject, text, isHtml }) => {
    const program = await startFresh(language)
    const nobody = createCaller(program.origin)
    expect(await nobody.get('/setup')).toMatchObject({ needed: true })
    const { page, watch, close } = await visit(
      { browser, program: { ...program, administrator } },
      {
        language,
        isSignedIn: false,
      },
    )
    await setUp(page, language)
    await page.getByLabel(words[language].account.address).waitFor()
    // Asking who is there was answered with nobody: the browser writes that down as an error.
    watch.forget()
    expect(await nobody.get('/setup')).toMatchObject({ needed: false })
    expect(
      (
        await nobody.ask('POST', '/setup', {
          language,
          organization: '',
          name: 'x',
          email: 'x@corp.test',
          password: 'long enough one',
        })
      ).json,
    ).toMatchObject({ code: 'SETUP_DONE' })

    await addAccount(page, language, { address, password: 'secret' })
    await page.getByRole('heading', { level: 1, name: words[language].home }).waitFor()
    const row = page.getByRole('row').filter({ hasText: subject }).first()
    await row.waitFor()
    await row.click()
    const shownIn = isHtml ? page.frameLocator('iframe') : page.getByRole('article')
    await shownIn.getByText(text).first().waitFor()

    const api = await signIn(program.origin, administrator)
    expect(await api.get('/session')).toMatchObject({
      user: { role: 'administrator', language },
      organization: 'Северный Дом',
      mailClient: true,
    })
    expect(await api.get('/accounts')).toMatchObject({ items: [{ address, checked: true, scope: 'shared' }] })
    await close()
    await program.stop()
  },
)
