// npm run screenshots [-- PART]: every page and what may stand open on it, in both languages, both themes and three sizes,
// into artifacts/screenshots. PART: only files whose name holds it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { launchProgram } from '@besedka/lab/launch-program'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import { openState, type PageState, statesFor } from './testing/page-states.ts'
import { screenshotFile } from './testing/screenshot-file.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import type { Language } from './testing/words.ts'

const part = process.argv[2] ?? ''
const sizes = ['1440x900', '1024x768', '390x844'] as const
const subjects: Record<Language, string> = {
  ru: 'Заказ № 1042: просим сдвинуть первую машину',
  en: 'Order 2087: larch cladding, 40 m³',
}

const freshDir = mkdtempSync(join(tmpdir(), 'besedka-screenshots-'))
const [stage, fresh] = await Promise.all([startStage(), launchProgram({ DATA_DIR: freshDir })])
try {
  await loadSampleMail(stage.lab)
  const names = {
    'sales@corp.test': 'Отдел продаж',
    'anna@corp.test': 'Анна Кузнецова',
    'office@corp.test': 'Front Office',
  }
  const ids = []
  for (const [address, name] of Object.entries(names)) ids.push(await stage.connect(address, name))
  await stage.program.send('POST', '/users', {
    name: 'Павел Ершов',
    email: 'ershov@corp.test',
    password: 'a quiet password',
  })
  for (const language of ['ru', 'en'] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const size of sizes) await shootAll(stage, { language, scheme, size, accountId: ids[0] ?? '' })
    }
  }
} catch (error) {
  // What stops the rest must not hide what went wrong first.
  console.error(error)
  process.exitCode = 1
} finally {
  await stage.browser.close()
  await stage.stop()
  await fresh.stop()
  rmSync(freshDir, { recursive: true, force: true })
}

interface Look {
  language: Language
  scheme: 'light' | 'dark'
  size: (typeof sizes)[number]
  accountId: string
}

async function shootAll(on: Stage, look: Look): Promise<void> {
  const { language, scheme, size, accountId } = look
  const [width = 0, height = 0] = size.split('x').map(Number)
  const isNarrow = width < 700
  const fileOf = ({ name }: PageState) => screenshotFile({ name, language, scheme, size })
  const wanted = statesFor(isNarrow).filter((state) => fileOf(state).includes(part))
  if (wanted.length === 0) return
  const letterId = await idOf(on, subjects[language])
  for (const [by, program, isSignedIn] of [
    ['administrator', on.program, true],
    ['nobody', on.program, false],
    ['first-comer', { origin: fresh.origin, administrator: on.program.administrator }, false],
  ] as const) {
    const states = wanted.filter((state) => (state.by ?? 'administrator') === by)
    if (states.length === 0) continue
    const place = { browser: on.browser, program }
    const { page, watch, close } = await visit(place, { language, scheme, viewport: { width, height }, isSignedIn })
    watch.allow(/status of 4(?:00|01|22)/)
    for (const state of states) {
      await openState(page, state, { language, accountId, letterId, isNarrow })
      // What was asked for while the page was drawn settles.
      await page.waitForTimeout(400)
      await page.screenshot({ path: fileOf(state) })
      console.log(fileOf(state))
    }
    await close()
  }
}

/** One that waits for review: on others half of the commands have nothing to do. */
async function idOf(on: Stage, subject: string): Promise<string> {
  const found = pageOf(interactionItem).parse(
    await on.program.get(`/interactions?status=to-review&direction=incoming&q=${encodeURIComponent(subject)}`),
  )
  return found.items.find((item) => item.subject === subject)?.id ?? found.items[0]?.id ?? ''
}
