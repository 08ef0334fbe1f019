import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page as pageOf } from '@besedka/contract/pages'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from './testing/api-caller.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { untilReceived } from './testing/until-received.ts'
import { visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

const anna = { email: 'anna@corp.test', password: 'two horses and a cart' }
const list = pageOf(interactionItem)
let stage: Stage

/** Anna has a mailbox of her own that nobody else may read; the administrator reads the sales department's. */
beforeAll(async () => {
  stage = await startStage()
  await stage.connect('sales@corp.test', 'Sales')
  await stage.program.send('POST', '/users', { ...anna, name: 'Anna Kuznetsova', role: 'user' })
  const caller = await signIn(stage.program.origin, anna)
  const server = { host: 'localhost', security: 'tls', user: anna.email }
  const password = stage.lab.users.find(({ address }) => address === anna.email)?.password
  const { id } = interactionItem.pick({ id: true }).parse(
    await caller.send('POST', '/accounts', {
      name: 'Anna',
      senderName: 'Anna Kuznetsova',
      address: anna.email,
      password,
      scope: 'personal',
      incoming: { ...server, protocol: 'imap', port: stage.lab.ports.imaps },
      outgoing: { ...server, port: stage.lab.ports.smtps },
    }),
  )
  await untilReceived(caller, id)
})
afterAll(() => stage.stop())

const row = (page: Page, subject: string) => page.getByRole('row').filter({ hasText: subject }).first()

test.each(['ru', 'en'] as const)(
  'S04 B15 B16 one writes, the other sees it arrive, answers in plain text, and the answer stands in the thread, in %s',
  async (language) => {
    const said = words[language].compose
    const subject = `Boards ${language}`
    const one = await visit(stage, { language, user: anna })
    const other = await visit(stage, { language })
    await other.page.goto('/')
    await one.page.goto('/')
    await one.page.getByRole('heading', { level: 1 }).first().waitFor()

    await one.page.keyboard.press('n')
    const window = one.page.getByRole('dialog')
    const to = window.getByRole('combobox', { name: said.to, exact: true })
    await to.fill('sales@corp.test')
    await to.press('Enter')
    await window.getByRole('textbox', { name: said.subject }).fill(subject)
    await window.getByRole('textbox', { name: words[language].body }).fill('Are there forty boards?')
    await one.page.keyboard.press('Control+Enter')
    await one.page.getByRole('status').getByText(said.leaves).waitFor()

    // Nothing is loaded again: it comes by itself.
    await row(other.page, subject).click({ timeout: 60_000 })
    await stage.program.send('PATCH', '/settings', { htmlOutgoing: false })
    await other.page.getByRole('button', { name: said.reply, exact: true }).click()
    const text = other.page.getByRole('dialog').getByRole('textbox', { name: words[language].body })
    await text.waitFor()
    expect(await text.evaluate((element) => element.tagName)).toBe('TEXTAREA')
    await text.press('Control+Home')
    await other.page.keyboard.type('Forty, yes.')
    await other.page.keyboard.press('Control+Enter')

    const answer = row(one.page, `Re: ${subject}`)
    await answer.waitFor({ timeout: 60_000 })
    const caller = await signIn(stage.program.origin, anna)
    const { items } = list.parse(await caller.get('/interactions'))
    const [received, sent] = ['incoming', 'outgoing'].map((direction) =>
      items.find((item) => item.subject.endsWith(subject) && item.direction === direction),
    )
    expect(received?.threadId).toBe(sent?.threadId)
    const letter = interaction.parse(await caller.get(`/interactions/${received?.id}`))
    expect(letter.html).toBeNull()
    expect(letter.text).toMatch(/^Forty, yes\.[\s\S]*> Are there forty boards\?/)
    expect([...one.watch.complaints(), ...other.watch.complaints()]).toEqual([])
    await stage.program.send('PATCH', '/settings', { htmlOutgoing: true })
    await Promise.all([one.close(), other.close()])
  },
)
