import { interaction, interactionItem } from '@besedka/contract/interactions'
import { framePolicy, frameSandbox } from '@besedka/contract/letter-html'
import { page as pageOf } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HostileHtml, hostileHtml } from './hostile-html.ts'
import { type Beacon, startBeacon } from './testing/beacon.ts'
import { eventually } from './testing/eventually.ts'
import { type Stage, startStage } from './testing/stage.ts'
import { type Visit, visit } from './testing/visit.ts'
import { words } from './testing/words.ts'

const list = pageOf(interactionItem)
let stage: Stage
let beacon: Beacon
let letters: HostileHtml[]
/** Ids by the name of the attack, which is the subject. */
const ids = new Map<string, string>()

beforeAll(async () => {
  beacon = await startBeacon()
  letters = hostileHtml(beacon.origin)
  stage = await startStage()
  await Promise.all(letters.map((letter, index) => deliver(letter, index)))
  const accountId = await stage.connect('office@corp.test', 'Front Office')
  for (let cursor = ''; ; ) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const part = list.parse(await stage.program.get(`/interactions?account=${accountId}&limit=200${next}`))
    for (const { subject, id } of part.items) ids.set(subject, id)
    if (part.next === null) break
    cursor = part.next
  }
})
afterAll(async () => {
  await stage.stop()
  await beacon.stop()
})

function deliver({ name, html }: HostileHtml, index: number): Promise<void> {
  const source = composeLetter({
    from: { name: 'Stranger', address: 'stranger@client.test' },
    to: [{ name: '', address: 'office@corp.test' }],
    subject: name,
    date: new Date(),
    messageId: `hostile-${index}@client.test`,
    text: 'visible text',
    html,
  })
  return stage.lab.deliverByLmtp('office@corp.test', source)
}

function idOf(name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`the letter “${name}” was not received`)
  return id
}

/** Opens a letter by its address without loading the page anew, and moves over it: some attacks wait for the pointer. */
async function lookAt(page: Page, name: string): Promise<boolean> {
  await page.evaluate(
    (path) => {
      history.pushState(null, '', path)
      dispatchEvent(new PopStateEvent('popstate'))
    },
    `/?interaction=${idOf(name)}`,
  )
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
  const text = page.frameLocator(`iframe[title="${words.en.body}"]`).getByText('visible text').first()
  const isShown = await text.waitFor({ timeout: 10_000 }).then(
    () => true,
    () => false,
  )
  const box = await page.locator('iframe').boundingBox()
  if (box !== null) await page.mouse.move(box.x + 40, box.y + 20)
  return isShown
}

/** In the page: a frame as letters have it, and in it HTML that no wall has seen. */
async function showBare({ html, sandbox, policy }: { html: string; sandbox: string; policy: string }): Promise<void> {
  document.querySelector('iframe')?.remove()
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', sandbox)
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  frame.srcdoc = `<!doctype html><html><head>${head}</head><body>${html}</body></html>`
  const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve))
  document.body.append(frame)
  await isLoaded
}

/** Whether a script of a letter has run since the last question. */
const pwned = (page: Page) =>
  page.evaluate(() => {
    const ran = 'pwned' in globalThis
    Reflect.deleteProperty(globalThis, 'pwned')
    return ran
  })

describe('P63 hostile letters, received and opened as any other', () => {
  test('P63 all of them arrive', () => {
    expect([...ids.keys()].sort()).toEqual(letters.map(({ name }) => name).sort())
    expect(letters.length).toBeGreaterThan(100)
  })

  test('P63 on the page no script runs, nothing outside is asked for, and the text is shown', async () => {
    const { page, watch, close } = await visit(stage, { language: 'en' })
    const failures: string[] = []
    await page.goto('/')
    await page.getByRole('grid').waitFor()
    for (const { name } of letters) {
      if (!(await lookAt(page, name))) failures.push(`${name}: the text is gone`)
      if (await pwned(page)) failures.push(`${name}: a script ran`)
      if (new URL(page.url()).origin !== stage.program.origin) failures.push(`${name}: led the page away`)
    }
    expect(failures).toEqual([])
    expect(watch.outside()).toEqual([])
    // What the frame's policy had to stop got past the walls before it.
    expect(watch.complaints()).toEqual([])
    expect(beacon.calls).toEqual([])
    await close()
  })

  test('P63 what the API gives is harmless even where no policy and no frame holds it', async () => {
    const context = await stage.browser.newContext()
    const page = await context.newPage()
    const asked: string[] = []
    context.on('request', (request) => asked.push(request.url()))
    const failures: string[] = []
    for (const { name } of letters) {
      const { html } = interaction.parse(await stage.program.get(`/interactions/${idOf(name)}`))
      await page.setContent(`<!doctype html><html><body>${html ?? ''}</body></html>`, { waitUntil: 'load' })
      await page.mouse.move(40, 20)
      if (!(await page.getByText('visible text').first().isVisible())) failures.push(`${name}: the text is gone`)
      if (await pwned(page)) failures.push(`${name}: a script ran`)
      if (page.url() !== 'about:blank') failures.push(`${name}: led the page away`)
      if ((await page.locator('form, input, button, select, textarea, base, meta, link').count()) > 0)
        failures.push(`${name}: form controls or head elements are left`)
    }
    expect(failures).toEqual([])
    expect(asked.filter((address) => !address.startsWith('data:'))).toEqual([])
    expect(beacon.calls).toEqual([])
    await context.close()
  })

  test('P63 the browser’s wall alone stops all of it: server’s wall and every policy switched off', async () => {
    const { page, watch, close } = await visit(stage, { language: 'en', bypassesPolicy: true })
    const raw = new Map(letters.map(({ name, html }) => [name, html]))
    await page.route(/\/api\/v1\/interactions\/\d+$/, async (route) => {
      const answer = await route.fetch()
      const letter = interaction.parse(await answer.json())
      await route.fulfill({ response: answer, json: { ...letter, html: raw.get(letter.subject) ?? '' } })
    })
    const failures: string[] = []
    await page.goto('/')
    await page.getByRole('grid').waitFor()
    for (const { name } of letters) {
      if (!(await lookAt(page, name))) failures.push(`${name}: the text is gone`)
      if (await pwned(page)) failures.push(`${name}: a script ran`)
      if (new URL(page.url()).origin !== stage.program.origin) failures.push(`${name}: led the page away`)
    }
    expect(failures).toEqual([])
    expect(watch.outside()).toEqual([])
    expect(beacon.calls).toEqual([])
    await close()
  })

  test('P63 the frame alone stops all of it: bare HTML in it, on a page without a policy', async () => {
    const { page, watch, close } = await visit(stage, { language: 'en' })
    await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>' }))
    await page.goto('/bare')
    const failures: string[] = []
    for (const { name, html } of letters) {
      const policy = framePolicy(stage.program.origin)
      await page.evaluate(showBare, { html, sandbox: frameSandbox, policy })
      const frame = page.frameLocator('iframe')
      if (!(await frame.getByText('visible text').first().isVisible())) failures.push(`${name}: the text is gone`)
      const box = await page.locator('iframe').boundingBox()
      if (box !== null) await page.mouse.click(box.x + 40, box.y + 20)
      if (await pwned(page)) failures.push(`${name}: a script ran`)
      if (!page.url().endsWith('/bare')) failures.push(`${name}: led the page away`)
    }
    await page.waitForLoadState('networkidle')
    expect(failures).toEqual([])
    // A request that the policy stops is told of, but never made.
    watch.forget()
    expect(beacon.calls).toEqual([])
    await close()
  })

  test('P63 the letters are what they are said to be: without walls they call the beacon', async () => {
    const context = await stage.browser.newContext()
    const page = await context.newPage()
    const before = beacon.calls.length
    for (const name of ['script element', 'onerror on img', 'picture', 'style background', 'import']) {
      const letter = letters.find((one) => one.name === name)
      await page.setContent(`<!doctype html><html><body>${letter?.html ?? ''}</body></html>`, { waitUntil: 'load' })
    }
    await eventually(() => expect(beacon.calls.length - before).toBeGreaterThanOrEqual(5))
    expect(await pwned(page)).toBe(true)
    await context.close()
  })
})

describe('P63 files of letters', () => {
  let open: Visit
  beforeAll(async () => {
    open = await visit(stage, { language: 'en' })
  })
  afterAll(() => open.close())

  test('P63 an HTML or SVG file of a letter is never opened as a page', async () => {
    const script = `<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('${beacon.origin}/svg')"><script>fetch('${beacon.origin}/file')</script></svg>`
    const before = beacon.calls.length
    const source = composeLetter({
      from: { name: 'Stranger', address: 'stranger@client.test' },
      to: [{ name: '', address: 'office@corp.test' }],
      subject: 'files that run',
      date: new Date(),
      messageId: 'files-that-run@client.test',
      text: 'visible text',
      files: [
        { name: 'page.html', type: 'text/html', bytes: Buffer.from(script) },
        { name: 'picture.svg', type: 'image/svg+xml', bytes: Buffer.from(script) },
      ],
    })
    await stage.lab.deliverByLmtp('office@corp.test', source)
    const id = await eventually(async () => {
      const { items } = list.parse(await stage.program.get('/search?q=files%20that%20run'))
      expect(items).toHaveLength(1)
      return items[0]?.id ?? ''
    })
    const { attachments } = interaction.parse(await stage.program.get(`/interactions/${id}`))
    expect(attachments.map(({ name }) => name)).toEqual(['page.html', 'picture.svg'])
    for (const { address, id: file } of attachments) {
      for (const path of [address, `/api/v1/attachments/${file}`]) {
        const [download] = await Promise.all([
          open.page.waitForEvent('download'),
          open.page.goto(path).catch(() => undefined),
        ])
        expect(download.suggestedFilename()).toMatch(/^(page|picture)\./)
      }
    }
    expect(beacon.calls.length).toBe(before)
  })
})
