import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter, type LetterParts } from '@besedka/lab/compose-letter'
import { makePng } from '@besedka/lab/document-bytes'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAccessibilityProblems } from './testing/check-accessibility.ts'
import { eventually } from './testing/eventually.ts'
import { hugePng, onePagePdf } from './testing/odd-files.ts'
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

/** Rows as newsletters have them, up to so many characters. */
function longPage(characters: number): string {
  const row = '<tr><td style="padding:4px;color:#333">A line</td><td><a href="https://client.test/">more</a></td></tr>'
  return `<p>first words</p><table>${row.repeat(characters / row.length)}</table><p>last words</p>`
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
  letter('With files', {
    to: Array.from({ length: 500 }, (_, index) => ({
      name: `Person ${index + 1}`,
      address: `person${index + 1}@corp.test`,
    })),
    headers: { 'X-Special': 'said in the header' },
    text: 'See the files.',
    files: [
      { name: 'logo.png', type: 'image/png', bytes: makePng(60, 40, (x) => [200, x * 4, 40]) },
      { name: 'huge.png', type: 'image/png', bytes: hugePng() },
      { name: 'offer.pdf', type: 'application/pdf', bytes: onePagePdf('Offer 17') },
      { name: 'broken.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 no more') },
      { name: 'table.csv', type: 'text/csv', bytes: Buffer.from([0xd6, 0xe5, 0xed, 0xe0, 0x3b, 0x31]) },
      { name: 'inside.eml', type: 'message/rfc822', bytes: letter('The letter inside', { text: 'inner words' }) },
      { name: 'picture.svg', type: 'image/svg+xml', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
      { name: `счет\u202efdp.${'x'.repeat(200)}.exe`, type: 'application/octet-stream', bytes: Buffer.from('MZ') },
    ],
  }),
  letter('An invitation', {
    html: '<p>Please come.</p>',
    calendar: {
      method: 'REQUEST',
      text: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART:20261127T110000Z\r\nDTEND:20261127T120000Z\r\nSUMMARY:Приемка первой партии\r\nLOCATION:Мурино\r\nORGANIZER;CN=Павел:mailto:ershov@client.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    },
  }),
  letter('Five megabytes', { html: longPage(5_000_000) }),
  letter(`Endless ${'subject '.repeat(1_300)}`, { text: 'below the subject' }),
  letter('\u202eמכתב מימין לשמאל e\u0301\u0302\u0303', { html: '<p dir="rtl">שלום</p>' }),
  letter('', { from: { name: '', address: '' }, text: 'from nobody, about nothing', date: new Date(0) }),
  letter('Three hundred files', {
    files: Array.from({ length: 300 }, (_, index) => ({
      name: `scan ${index + 1}.txt`,
      type: 'text/plain',
      bytes: Buffer.from(`${index}`),
    })),
  }),
  ...Array.from({ length: 60 }, (_, index) =>
    letter(index === 0 ? 'A long talk' : `Re: A long talk`, {
      messageId: `talk-${index}@client.test`,
      ...(index === 0 ? {} : { references: ['talk-0@client.test'], inReplyTo: 'talk-0@client.test' }),
      date: new Date(Date.now() - (100 + 60 - index) * 60_000),
      html: `<p>Word number ${index}.</p>`,
    }),
  ),
  letter('A letter that grows', { html: '<style>body{min-height:150vh}</style><p>Short.</p>' }),
]

let stage: Stage
const ids = new Map<string, string>()

beforeAll(async () => {
  stage = await startStage()
  await stage.lab.append('office@corp.test', 'INBOX', letters)
  const accountId = await stage.connect('office@corp.test', 'Front Office')
  const { items } = list.parse(await stage.program.get(`/interactions?account=${accountId}&limit=200`))
  for (const { subject, id } of items) if (!ids.has(subject)) ids.set(subject, id)
})
afterAll(() => stage.stop())

async function open(page: Page, subject: string): Promise<void> {
  await page.goto(`/?interaction=${ids.get(subject) ?? ''}`)
  await page.getByRole('heading', { level: 2, name: subject, exact: true }).waitFor()
}

/** What the page complains of. The test's own tool listens inside of the frame, where no script may run: that is left out. */
function complaintsOf(watch: PageWatch): string[] {
  const said = watch.complaints().filter((line) => !/Blocked script execution/.test(line))
  const own = [...said, ...watch.outside()]
  if (own.length === 0) watch.forget()
  return own
}

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
    expect(watch.outside()).toEqual([])
    expect(complaintsOf(watch)).toEqual([])
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
    // The answer would stand before the letter in the list of the next story.
    await page.getByRole('dialog').getByRole('button', { name: words[language].compose.discard }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
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

describe.each(['ru', 'en'] as const)('S03 the files of a letter in %s', (language) => {
  const said = words[language].reading

  test('S03 a picture, a PDF, a table and a letter are looked at in place, one after the other by arrow keys', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'With files')
    await page.getByRole('button', { name: /logo\.png/ }).click()
    const dialog = page.getByRole('dialog')
    const picture = dialog.getByRole('img', { name: 'logo.png' })
    await eventually(async () =>
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(60),
    )
    await page.keyboard.press('ArrowRight')
    await dialog.getByText(said.largePicture).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog.locator('canvas[data-drawn]').waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog.getByText(said.brokenPdf).waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog.getByText('Цена;1').waitFor()
    await page.keyboard.press('ArrowRight')
    await dialog.getByText('inner words').waitFor()
    await dialog.getByRole('heading', { name: 'The letter inside' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: /picture\.svg|\.exe/ }).count()).toBe(0)
    expect(watch.outside()).toEqual([])
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })

  test('S03 all of them come as one archive, and no name hides what a file is', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'With files')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: said.downloadAll }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.zip$/)
    const ending = page.getByText('.exe', { exact: true })
    await ending.waitFor()
    const box = await ending.boundingBox()
    const card = await page.getByRole('listitem').filter({ has: ending }).boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0))
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })

  test('S03 five hundred addressees and three hundred files come in parts', async () => {
    const { page, close } = await visit(stage, { language })
    await open(page, 'With files')
    await page.getByRole('button', { name: said.more497 }).click()
    await page.getByRole('button', { name: /Person 500 <person500@corp\.test>/ }).waitFor()
    await open(page, 'Three hundred files')
    const files = page.getByRole('button', { name: /scan \d+\.txt/ })
    await files.first().waitFor()
    expect(await files.count()).toBe(12)
    await page.getByRole('button', { name: said.all300 }).click()
    await eventually(async () => expect(await files.count()).toBe(300))
    await close()
  })
})

describe.each(['ru', 'en'] as const)('S03 what is known of a letter in %s', (language) => {
  const said = words[language].reading

  test('S03 an invitation is read in its card', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'An invitation')
    const card = page.getByRole('region', { name: said.invitation })
    await card.getByText('Приемка первой партии').waitFor()
    await card.getByText(/14:00–15:00/).waitFor()
    await card.getByText('Мурино').waitFor()
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })

  test('S03 its whole header, its source and its print are one command away', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await open(page, 'With files')
    const menu = async (name: string) => {
      await page.getByRole('article').getByRole('button', { name: said.menu, exact: true }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await menu(said.properties)
    await page.getByRole('dialog').getByText('X-Special: said in the header').waitFor()
    await page.keyboard.press('Escape')
    await menu(said.source)
    await page.getByRole('dialog').getByText('X-Special: said in the header').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+p')
    const paper = page.frameLocator('iframe[data-print]')
    await eventually(async () => {
      const text = await paper.locator('body').textContent()
      for (const word of ['With files', 'Павел Ершов', 'See the files.', 'offer.pdf']) expect(text).toContain(word)
    })
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })

  test('S03 of a long thread the newest stand below, and the earlier ones come in pages', async () => {
    const { page, watch, close } = await visit(stage, { language })
    await page.goto(`/?interaction=${ids.get('A long talk') ?? ''}`)
    const thread = page.getByRole('region', { name: said.thread })
    const folds = thread.getByRole('button', { expanded: false })
    await folds.first().waitFor()
    await folds.first().click()
    await thread.frameLocator('iframe').getByText('Word number 59.').waitFor()
    await thread.getByRole('button', { name: said.moreThan }).click()
    await thread.getByRole('button', { name: said.loadEarlier }).click()
    await eventually(async () => expect(await thread.getByRole('button').count()).toBeGreaterThanOrEqual(59))
    expect(complaintsOf(watch)).toEqual([])
    await close()
  })
})

test('S03 axe finds nothing in a letter and its dialogs, in light and in dark', { timeout: 240_000 }, async () => {
  const { page, close } = await visit(stage, { language: 'ru', bypassesPolicy: true })
  const said = words.ru.reading
  const found: string[] = []
  const look = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
      found.push(...(await findAccessibilityProblems(page)).map((problem) => `${what} ${colorScheme} ${problem}`))
    }
  }
  await open(page, 'An invitation')
  await page.getByRole('region', { name: said.invitation }).waitFor()
  await look('invitation')
  await open(page, 'With files')
  await page.getByRole('button', { name: /offer\.pdf/ }).waitFor()
  await look('letter')
  for (const name of [/offer\.pdf/, /logo\.png/, /table\.csv/, /inside\.eml/]) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('dialog').locator('canvas[data-drawn], img, pre, h3').first().waitFor()
    await look(String(name))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  for (const name of [said.properties, said.source]) {
    await page.getByRole('article').getByRole('button', { name: said.menu, exact: true }).click()
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('dialog').getByText('X-Special').waitFor()
    await look(name)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await close()
  expect(found).toEqual([])
})

test('S03 a letter of five megabytes opens, and the page answers keys', { timeout: 240_000 }, async () => {
  const { page, watch, close } = await visit(stage, { language: 'en' })
  await page.goto(`/?interaction=${ids.get('Five megabytes') ?? ''}`)
  await page.getByRole('heading', { level: 2, name: 'Five megabytes' }).waitFor({ timeout: 60_000 })
  // The server gives the HTML where its sanitiser is done in time, the text otherwise: both are opened.
  const { html } = interaction.parse(await stage.program.get(`/interactions/${ids.get('Five megabytes') ?? ''}`))
  const end = html === null ? page.getByText('no text').first() : frame(page, 'en').getByText('last words')
  await end.waitFor({ state: 'attached', timeout: 60_000 })
  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 2, name: 'Five megabytes' }).waitFor({ state: 'detached', timeout: 60_000 })
  expect(complaintsOf(watch)).toEqual([])
  await close()
})

test('S03 subjects of any length, direction and none at all leave room for the letter', async () => {
  const { page, watch, close } = await visit(stage, { language: 'en' })
  for (const [subject, id] of ids) {
    if (!/Endless|מכתב/.test(subject) && subject !== '') continue
    await page.goto(`/?interaction=${id}`)
    const heading = page.getByRole('article').getByRole('heading', { level: 2 })
    await heading.waitFor()
    const box = await heading.boundingBox()
    expect((box?.height ?? 1_000) < 200).toBe(true)
  }
  expect(ids.has('')).toBe(true)
  expect(complaintsOf(watch)).toEqual([])
  await close()
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
