import { interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter, type LetterParts } from '@besedka/lab/compose-letter'
import { makePng } from '@besedka/lab/document-bytes'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import type { PageWatch } from './testing/watch-page.ts'
import { type Language, words } from './testing/words.ts'

const list = pageOf(interactionItem)
let minutes = 0

function letter(subject: string, parts: Partial<LetterParts>): Buffer {
  minutes += 1
  return composeLetter({
    from: { name: 'Павел Ершов', address: 'ershov@client.test' },
    to: [{ name: 'Отдел продаж', address: 'office@corp.test' }],
    subject,
    date: new Date(Date.now() - minutes * 60_000),
    messageId: `letter-${minutes}@client.test`,
    text: 'no text',
    ...parts,
  })
}

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `<p>Paragraph ${index + 1} of the letter.</p>`).join('')
const tall = makePng(40, 900, (x) => [200, x * 4, 40])

const letters = [
  letter('A long letter', {
    html: `${paragraphs(80)}<img src="cid:tall@client.test" alt="tower"><p>The very end.</p>`,
    files: [{ name: 'tower.png', type: 'image/png', bytes: tall, contentId: 'tall@client.test' }],
  }),
  letter('Below the long one', { html: '<p>A neighbour.</p>' }),
  letter('A letter that answers', {
    html: '<p>Own words.</p><div>20.11.2026, 17:42, Анна пишет:</div><blockquote type="cite">Their words.</blockquote>',
  }),
  letter('A letter that grows', { html: '<style>body{min-height:150vh}</style><p>Short.</p>' }),
]

let stage: Stage
const ids = new Map<string, string>()

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.append('office@corp.test', 'INBOX', letters)
  const accountId = await stage.connect('office@corp.test', 'Front Office')
  const { items } = list.parse(await stage.program.get(`/interactions?account=${accountId}&limit=200`))
  for (const { subject, id } of items) ids.set(subject, id)
})
afterAll(() => stage.stop())

async function open(page: Page, subject: string): Promise<void> {
  await page.goto(`/?interaction=${ids.get(subject) ?? ''}`)
  await page.getByRole('heading', { level: 2, name: subject, exact: true }).waitFor()
}

/** The test's own tool listens inside of the frame, where no script may run: the browser says so. */
const complaintsOf = (watch: PageWatch) => watch.complaints().filter((line) => !/Blocked script execution/.test(line))

const frame = (page: Page, language: Language) => page.frameLocator(`iframe[title="${words[language].body}"]`)

describe.each(['ru', 'en'] as const)('S03 an HTML letter in %s', (language) => {
  test('S03 stands whole in the pane: the pane scrolls, the frame does not', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'A long letter')
    const end = frame(page, language).getByText('The very end.')
    await end.waitFor()
    await eventually(async () => {
      const { height = 0 } = (await page.locator('iframe').boundingBox()) ?? {}
      const inside = await end.evaluate((node) => node.getBoundingClientRect().bottom)
      expect(height).toBeGreaterThan(inside)
      expect(height - inside).toBeLessThan(40)
      expect(inside).toBeGreaterThan(900 + 80 * 22)
    })
    const box = await page.locator('iframe').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 50, 400)
    await page.mouse.wheel(0, 20_000)
    await eventually(async () => {
      const now = await end.boundingBox()
      expect(now?.y).toBeLessThan(900)
    })
    expect(complaintsOf(watch)).toEqual([])
    expect(watch.outside()).toEqual([])
    await close()
  })

  test('S03 after a click into the letter the keys of the page still work, and its text can be taken', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'A long letter')
    const first = frame(page, language).getByText('Paragraph 1 of the letter.')
    await first.dblclick({ position: { x: 20, y: 8 } })
    expect(await first.evaluate((node) => node.ownerDocument.getSelection()?.toString())).toBe('Paragraph')
    await page.keyboard.press('j')
    await frame(page, language).getByText('A neighbour.').waitFor()
    await frame(page, language).getByText('A neighbour.').click()
    await page.keyboard.press('k')
    await frame(page, language).getByText('Paragraph 1 of the letter.').click()
    await page.keyboard.press('r')
    await page
      .getByRole('combobox', { name: words[language].compose.to })
      .or(page.getByLabel(words[language].compose.to))
      .first()
      .waitFor()
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })

  test('S03 what it repeats is folded behind a mark that keys open', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'A letter that answers')
    const inside = frame(page, language)
    await inside.getByText('Own words.').waitFor()
    expect(await inside.getByText('Their words.').isVisible()).toBe(false)
    const { height: before = 0 } = (await page.locator('iframe').boundingBox()) ?? {}
    await inside.locator('summary').focus()
    await page.keyboard.press('Enter')
    await inside.getByText('Their words.').waitFor()
    await eventually(async () => {
      const { height: after = 0 } = (await page.locator('iframe').boundingBox()) ?? {}
      expect(after).toBeGreaterThan(before + 20)
    })
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })
})

test('S03 a letter that wants to be higher than its frame does not grow for ever', async () => {
  const { page, watch, close } = await visit(stage, { language: 'en' })
  await open(page, 'A letter that grows')
  await frame(page, 'en').getByText('Short.').waitFor()
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
  const { height = 0 } = (await page.locator('iframe').boundingBox()) ?? {}
  expect(height).toBeLessThan(200)
  expect(complaintsOf(watch)).toEqual([])
  await close()
})
