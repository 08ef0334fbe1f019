import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAccessibilityProblems } from './testing/check-accessibility.ts'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { visit } from './testing/visit.ts'
import { type Language, words } from './testing/words.ts'

const list = pageOf(interactionItem)
const languages = ['ru', 'en'] as const
const table = '<table style="border: 1px solid #345"><tr><td bgcolor="#ffeecc">40 m³</td><td>larch</td></tr></table>'

/** A letter of Anna's to the sales department, one for each story. */
function question(subject: string) {
  return composeLetter({
    from: { name: 'Anna Kuznetsova', address: 'anna@corp.test' },
    to: [{ name: '', address: 'sales@corp.test' }],
    subject,
    date: new Date(Date.now() - 60_000),
    messageId: `${subject.replaceAll(/\W/g, '-')}@corp.test`,
    text: 'Is it in stock?',
    html: `<p>Is it in stock?</p>${table}`,
  })
}

let stage: Stage
let anna: string

beforeAll(async () => {
  stage = await startStage()
  const subjects = languages.flatMap((language) =>
    ['html', 'plain', 'undo'].map((story) => `Question ${story} ${language}`),
  )
  await stage.lab.append('sales@corp.test', 'INBOX', subjects.map(question))
  await stage.connect('sales@corp.test', 'Sales')
  anna = await stage.connect('anna@corp.test', 'Anna')
})
afterAll(() => stage.stop())

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject })

/** The letter as it came into Anna's mailbox, over SMTP and IMAP. */
async function arrived(subject: string) {
  return eventually(async () => {
    const { items } = list.parse(await stage.program.get(`/interactions?account=${anna}&direction=incoming`))
    const item = items.find((one) => one.subject === subject)
    if (item === undefined) throw new Error(`nothing has come under ${subject}`)
    return interaction.parse(await stage.program.get(`/interactions/${item.id}`))
  }, 60_000)
}

async function openQuestion(page: Page, language: Language, story: string): Promise<string> {
  const subject = `Question ${story} ${language}`
  await page.goto('/')
  await row(page, subject).first().click()
  await page.getByRole('button', { name: words[language].compose.reply, exact: true }).waitFor()
  return subject
}

const written = (page: Page, language: Language) =>
  page.getByRole('dialog').getByRole('textbox', { name: words[language].body })

async function htmlOutgoing(isOn: boolean): Promise<void> {
  await stage.program.send('PATCH', '/settings', { htmlOutgoing: isOn })
}

describe.each(languages)('S04 B16 answering in %s', (language) => {
  const said = words[language].compose

  test('S04 B16 an answer in HTML, by keys alone, arrives with the letter that it quotes as it was', async () => {
    const { page, watch, close } = await visit(stage, { language })
    const subject = await openQuestion(page, language, 'html')
    await page.keyboard.press('r')
    await eventually(() =>
      page.evaluate(() => {
        if (!document.activeElement?.closest('[contenteditable="true"]')) throw new Error('the text has no focus')
      }),
    )
    await page.keyboard.type('Yes, ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('forty')
    await page.keyboard.press('Control+b')
    await page.keyboard.type(' cubic metres.')
    await page.getByText(said.saved).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByText(said.leaves).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    const letter = await arrived(`Re: ${subject}`)
    expect(letter.html).toContain('<strong>forty</strong>')
    expect(letter.html).toContain('bgcolor="#ffeecc"')
    expect(letter.text).toContain('Is it in stock?')
    expect(letter.to).toMatchObject([{ address: 'anna@corp.test' }])
    await row(page, `Re: ${subject}`).first().waitFor()
    expect(watch.complaints()).toEqual([])
    expect(watch.outside()).toEqual([])
    await close()
  })

  test('S04 B16 with the switch off an answer is plain text, and arrives as such', async () => {
    await htmlOutgoing(false)
    const { page, watch, close } = await visit(stage, { language })
    const subject = await openQuestion(page, language, 'plain')
    await page.getByRole('button', { name: said.reply, exact: true }).click()
    const text = written(page, language)
    await text.waitFor()
    expect(await text.inputValue()).toContain('> Is it in stock?')
    await text.focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('Plainly: yes.')
    await page.getByRole('dialog').getByRole('button', { name: said.send, exact: true }).click()
    const letter = await arrived(`Re: ${subject}`)
    expect(letter.html).toBeNull()
    expect(letter.text).toMatch(/^Plainly: yes\.[\s\S]*> Is it in stock\?/)
    expect(watch.complaints()).toEqual([])
    await close()
    await htmlOutgoing(true)
  })

  test('B16 a letter is taken back before it leaves, and is a draft with every word of it', async () => {
    const { page, watch, close } = await visit(stage, { language })
    const subject = await openQuestion(page, language, 'undo')
    await page.getByRole('button', { name: said.replyAll }).click()
    await written(page, language).fill('Not what I meant')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByRole('button', { name: words[language].undo }).click()
    await written(page, language).getByText('Not what I meant').waitFor()
    const { items } = list.parse(await stage.program.get('/interactions?status=draft'))
    expect(items.map((item) => item.subject)).toContain(`Re: ${subject}`)
    await page.reload()
    await written(page, language).getByText('Not what I meant').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: said.discard }).click()
    await row(page, `Re: ${subject}`).waitFor({ state: 'detached' })
    expect(watch.complaints()).toEqual([])
    await close()
  })
})

test.each(['light', 'dark'] as const)('B16 a window to write in can be used by everybody, in %s', async (scheme) => {
  const { page, close } = await visit(stage, { language: 'en', scheme, bypassesPolicy: true })
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.keyboard.press('n')
  const window = page.getByRole('dialog')
  await window.getByRole('combobox', { name: words.en.compose.to }).fill('sklad@severdom')
  await page.keyboard.press('Enter')
  await written(page, 'en').fill('See the attached plan')
  await page.getByText(words.en.compose.saved).waitFor()
  expect(await findAccessibilityProblems(page)).toEqual([])
  await window.getByRole('button', { name: words.en.compose.discard }).click()
  await close()
})
