// npm run screenshots [-- PART]: every page in both languages, both themes and three sizes, into artifacts/screenshots.
// PART: only files whose name holds it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import type { Page } from 'playwright-core'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import type { Language } from './testing/words.ts'

const folder = join(import.meta.dirname, '../../artifacts/screenshots')
const part = process.argv[2] ?? ''
const sizes = ['1440x900', '1024x768', '390x844'] as const
const subjects: Record<Language, string> = {
  ru: 'Заказ № 1042: просим сдвинуть первую машину',
  en: 'Order 2087: larch cladding, 40 m³',
}

mkdirSync(folder, { recursive: true })
const stage = await startStage()
try {
  await loadSampleMail(stage.lab)
  const names = {
    'sales@corp.test': 'Отдел продаж',
    'anna@corp.test': 'Анна Кузнецова',
    'office@corp.test': 'Front Office',
  }
  const ids = []
  for (const [address, name] of Object.entries(names)) ids.push(await stage.connect(address, name))
  for (const language of ['ru', 'en'] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const size of sizes) await shootAll(stage, { language, scheme, size, accountId: ids[0] ?? '' })
    }
  }
} finally {
  await stage.stop()
}

interface Look {
  language: Language
  scheme: 'light' | 'dark'
  size: (typeof sizes)[number]
  accountId: string
}

async function shootAll(on: Stage, look: Look): Promise<void> {
  const { language, scheme, size, accountId } = look
  const pages: Record<string, string> = {
    'sign-in': '/sign-in',
    home: '/',
    letter: `/?interaction=${await idOf(on, subjects[language])}`,
    organizer: '/administration/organizer',
    accounts: '/accounts',
    'account-new': '/accounts/new',
    account: `/accounts/${accountId}`,
  }
  const wanted = Object.entries(pages)
    .map(([name, path]) => ({ file: `${name}-${language}-${scheme}-${size}.png`, path }))
    .filter(({ file }) => file.includes(part))
  if (wanted.length === 0) return
  const [width = 0, height = 0] = size.split('x').map(Number)
  const options = { language, scheme, viewport: { width, height } }
  const [inside, outside] = [await visit(on, options), await visit(on, { ...options, isSignedIn: false })]
  for (const { file, path } of wanted) {
    await shoot(path === '/sign-in' ? outside.page : inside.page, path, file)
  }
  await Promise.all([inside.close(), outside.close()])
}

async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading').first().waitFor()
  if (path.startsWith('/?')) await page.locator('iframe').or(page.getByRole('article')).first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  // What was asked for while the page was drawn settles.
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(folder, file) })
  console.log(file)
}

async function idOf(on: Stage, subject: string): Promise<string> {
  const found = pageOf(interactionItem).parse(await on.program.get(`/search?q=${encodeURIComponent(subject)}`))
  return found.items.find((item) => item.subject === subject)?.id ?? found.items[0]?.id ?? ''
}
