import { randomBytes } from 'node:crypto'
import { account, syncStatus } from '@besedka/contract/accounts'
import { contract } from '@besedka/contract/contract'
import { interaction, interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import { composeLetter } from '@besedka/lab/compose-letter'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createCaller } from './testing/api-caller.ts'
import { type BlackBox, connectAccount, startBlackBox } from './testing/black-box-ground.ts'
import { listenToEvents } from './testing/event-listener.ts'
import { eventually } from './testing/eventually.ts'

const list = page(interactionItem)
const checked = z.object({ ok: z.boolean(), steps: z.array(z.object({ step: z.string(), ok: z.boolean() })) })
const notLoaded = z.array(z.object({ id: z.string(), uid: z.number(), reason: z.string().min(1) }))
const ledger = z.object({
  folders: z.array(
    z.object({
      path: z.string(),
      server: z.number(),
      local: z.number(),
      missing: z.number(),
      skipped: notLoaded,
      quarantined: notLoaded,
    }),
  ),
})

const attached = randomBytes(70_000)
const planted = composeLetter({
  from: { name: 'Пётр Шлёнов', address: 'p.shlenov@client.test' },
  to: [{ name: '', address: 'sales@corp.test' }],
  subject: 'Ёмкости для щёлочи, партия КЩ-77',
  date: new Date('2026-03-02T08:15:00Z'),
  messageId: 'planted-77@client.test',
  text: 'Пришлите расчёт по ёмкостям, пожалуйста.',
  html: '<p>Пришлите <b>расчёт</b> по ёмкостям, пожалуйста.</p>',
  files: [{ name: 'Чертёж ёмкости.bin', type: 'application/octet-stream', bytes: attached }],
})

/** An endpoint as the contract holds it. */
interface Declared {
  '~orpc': { route: { method?: string; path?: string } }
}

let box: BlackBox
let sales: string

beforeAll(async () => {
  box = await startBlackBox()
  await loadSampleMail(box.lab)
  await box.lab.append('sales@corp.test', 'Archive', planted, { internalDate: new Date('2026-03-02T08:15:07Z') })
  sales = await connectAccount(box, 'sales@corp.test')
})
afterAll(() => box.stop())

async function onePlanted(): Promise<z.infer<typeof interaction>> {
  const found = list.parse(await box.api.get(`/search?q=${encodeURIComponent('КЩ-77')}`))
  expect(found.items).toHaveLength(1)
  return interaction.parse(await box.api.get(`/interactions/${found.items[0]?.id}`))
}

describe('by the API alone, on servers the program knows nothing of', () => {
  test('S27 an account is checked by a real login and a trial letter, and shown without its passwords', async () => {
    const result = checked.parse(await box.api.send('POST', `/accounts/${sales}/check`))
    expect(result.ok).toBe(true)
    expect(result.steps.map(({ step }) => step)).toContain('send-trial-letter')
    const answer = await box.api.ask('GET', `/accounts/${sales}`)
    expect(account.parse(answer.json)).toMatchObject({ id: sales, checked: true, incoming: { hasPassword: true } })
    expect(answer.bytes.toString()).not.toContain('secret')
  })

  test('S19 loads all folders, those of outgoing letters included, and none of drafts, deleted and junk', async () => {
    const status = syncStatus.parse(await box.api.get(`/accounts/${sales}/sync`))
    const loaded = status.folders.filter((folder) => folder.loaded).map(({ path }) => path)
    expect(loaded).toEqual(expect.arrayContaining(['INBOX', 'Sent', 'Archive']))
    for (const path of ['Drafts', 'Trash', 'Junk']) expect(loaded).not.toContain(path)
    for (const folder of status.folders) {
      if (folder.loaded) expect(folder.lastSuccess).toMatch(/\.\d{3}Z$/)
      else expect(folder.lastSuccess).toBeNull()
    }
  })

  test('a list goes to its end page by page, newest first, each letter once', async () => {
    const seen: z.infer<typeof interactionItem>[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const part: z.infer<typeof list> = list.parse(await box.api.get(`/interactions?account=${sales}&limit=7${next}`))
      seen.push(...part.items)
      cursor = part.next
    }
    const { folders } = syncStatus.parse(await box.api.get(`/accounts/${sales}/sync`))
    const ids = seen.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(folders.reduce((sum, { total }) => sum + total, 0))
    const dates = seen.map(({ date }) => date)
    expect(dates).toEqual([...dates].sort().reverse())
  })

  test('S21 a letter from the address of the account is outgoing, one from elsewhere incoming', async () => {
    const sent = list.parse(await box.api.get(`/interactions?account=${sales}&direction=outgoing&limit=200`)).items
    expect(sent.length).toBeGreaterThan(5)
    expect(new Set(sent.flatMap(({ from }) => from.map(({ address }) => address)))).toEqual(
      new Set(['sales@corp.test']),
    )
    const received = list.parse(await box.api.get(`/interactions?account=${sales}&direction=incoming&limit=200`)).items
    expect(received.flatMap(({ from }) => from.map(({ address }) => address))).not.toContain('sales@corp.test')
  })

  test('a search wants every word, in any form, and takes ё for е', async () => {
    const find = async (q: string) => list.parse(await box.api.get(`/search?q=${encodeURIComponent(q)}`)).items
    for (const q of ['емкость щелочь', 'ЁМКОСТИ щёлочи', 'расчет емкостям', 'шленов']) {
      expect(
        (await find(q)).map(({ messageId }) => messageId),
        q,
      ).toContain('planted-77@client.test')
    }
    expect(await find('емкость непришедшее')).toEqual([])
  })

  test('a letter is given back byte for byte, its attachment decoded and as a download that nothing may run', async () => {
    const letter = await onePlanted()
    const source = await box.api.ask('GET', `/interactions/${letter.id}/source`)
    expect(source.headers.get('content-type')).toContain('message/rfc822')
    expect(source.bytes.equals(planted)).toBe(true)
    const [file] = letter.attachments
    expect(file).toMatchObject({ name: 'Чертёж ёмкости.bin', size: attached.length, inline: false })
    const bytes = await box.api.ask('GET', `/attachments/${file?.id}`)
    expect(bytes.bytes.equals(attached)).toBe(true)
    expect(bytes.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(bytes.headers.get('x-content-type-options')).toBe('nosniff')
    expect(bytes.headers.get('content-security-policy')).toContain('sandbox')
    const signed = await fetch(`${box.program.origin}${file?.address}`)
    expect(Buffer.from(await signed.arrayBuffer()).equals(attached)).toBe(true)
  })

  test('a letter is opened with its date in UTC, its people, text and HTML', async () => {
    expect(await onePlanted()).toMatchObject({
      kind: 'email',
      direction: 'incoming',
      date: '2026-03-02T08:15:00.000Z',
      subject: 'Ёмкости для щёлочи, партия КЩ-77',
      from: [{ name: 'Пётр Шлёнов', address: 'p.shlenov@client.test' }],
      messageId: 'planted-77@client.test',
      account: { id: sales },
      folders: [{ path: 'Archive', role: 'archive' }],
      html: expect.stringContaining('<b>расчёт</b>') as unknown,
    })
  })

  test('S23 letters of one talk lie in one thread, oldest first, each with its basis', async () => {
    const { items } = list.parse(await box.api.get(`/search?q=${encodeURIComponent('сдвинуть первую машину')}`))
    const answer = items.find(({ subject }) => subject === 'Заказ № 1042: просим сдвинуть первую машину')
    const thread = list.parse(await box.api.get(`/threads/${answer?.threadId}`)).items
    expect(thread.length).toBeGreaterThanOrEqual(5)
    expect(thread.map(({ date }) => date)).toEqual(thread.map(({ date }) => date).sort())
    const bases = await Promise.all(
      thread.map(async ({ id }) => interaction.parse(await box.api.get(`/interactions/${id}`)).basisId),
    )
    expect(bases[0]).toBeNull()
    for (const basis of bases.slice(1)) expect(thread.map(({ id }) => id)).toContain(basis)
  })

  test('letters are reviewed, postponed and taken back, one by one and many at once', async () => {
    const { items } = list.parse(await box.api.get(`/interactions?account=${sales}&status=to-review&limit=2`))
    const ids = items.map(({ id }) => id)
    expect(await box.api.send('POST', '/interactions/review', { ids, reviewed: true })).toEqual({ changed: ids })
    const one = await box.api.get(`/interactions/${ids[0]}`)
    expect(one).toMatchObject({ reviewed: true })
    const reviewAfter = '2030-01-01T09:00:00.000Z'
    expect(await box.api.send('PATCH', `/interactions/${ids[0]}`, { reviewed: false, reviewAfter })).toMatchObject({
      reviewed: false,
      reviewAfter,
    })
    const postponed = list.parse(await box.api.get('/interactions?status=postponed'))
    expect(postponed.items.map(({ id }) => id)).toEqual([ids[0]])
    await box.api.send('POST', '/interactions/review', { ids, reviewed: false, reviewAfter: null })
    expect(list.parse(await box.api.get('/interactions?status=postponed')).items).toEqual([])
  })

  test('a record is made known, set, and found with its letters', async () => {
    const letter = await onePlanted()
    const order = { type: 'order', externalId: 'КЩ/77' }
    await box.api.send('PUT', `/records/order/${encodeURIComponent(order.externalId)}`, {
      title: 'Заказ КЩ/77',
      url: 'https://erp.corp.test/orders/77',
    })
    await box.api.send('POST', '/interactions/record', { ids: [letter.id], record: order })
    const about = list.parse(await box.api.get(`/interactions?record=${encodeURIComponent('order:КЩ/77')}`))
    expect(about.items.map(({ id, record }) => [id, record?.title])).toEqual([[letter.id, 'Заказ КЩ/77']])
    expect(await box.api.get(`/records?q=${encodeURIComponent('КЩ')}`)).toMatchObject({ items: [{ ...order }] })
  })

  test('a letter that comes in is told at once with its id, and the list has it', async () => {
    const listener = await listenToEvents(box.program.origin, box.api)
    await box.lab.deliverByLmtp('sales@corp.test', planted.toString('latin1').replace('planted-77@', 'fresh-78@'))
    const event = await listener.until(({ type }) => type === 'interactions.created')
    listener.close()
    if (event.type !== 'interactions.created') throw new Error('unreachable')
    expect(event.accountId).toBe(sales)
    const item = interaction.parse(await box.api.get(`/interactions/${event.ids[0]}`))
    expect(item.messageId).toBe('fresh-78@client.test')
  })

  test('S22 N01 the ledger holds every letter of the server, and lists those that are no interaction with the reason', async () => {
    const toMyself = composeLetter({
      from: { name: '', address: 'sales@corp.test' },
      to: [{ name: '', address: 'sales@corp.test' }],
      subject: 'Памятка себе',
      date: new Date(),
      messageId: 'to-myself@corp.test',
      text: 'не забыть',
    })
    await box.lab.append('sales@corp.test', 'INBOX', toMyself)
    await box.api.send('POST', `/accounts/${sales}/sync`)
    const inbox = await eventually(async () => {
      const { folders } = ledger.parse(await box.api.get(`/accounts/${sales}/ledger`))
      const found = folders.find(({ path }) => path === 'INBOX')
      // One more than the sample mail brings.
      expect(found?.skipped).toHaveLength(2)
      return found
    })
    expect(inbox).toMatchObject({ missing: 0, quarantined: [] })
    expect(inbox?.local).toBe(inbox?.server)
    const skippedId = inbox?.skipped.toSorted((a, b) => b.uid - a.uid)[0]?.id
    const loaded = await box.api.send('POST', `/accounts/${sales}/skipped/${skippedId}/load`)
    const { interactionId } = z.object({ interactionId: z.string() }).parse(loaded)
    expect(await box.api.get(`/interactions/${interactionId}`)).toMatchObject({ subject: 'Памятка себе' })
  })

  test('a second account of another mailbox works beside it, and what is removed is gone here alone', async () => {
    const anna = await connectAccount(box, 'anna@corp.test')
    const { items } = list.parse(await box.api.get(`/interactions?account=${anna}&limit=1`))
    expect(items).toHaveLength(1)
    expect((await box.api.ask('DELETE', `/accounts/${anna}`)).status).toBe(204)
    expect((await box.api.ask('GET', `/interactions/${items[0]?.id}`)).status).toBe(404)
    const client = await box.lab.imap('anna@corp.test')
    expect((await client.status('INBOX', { messages: true })) || undefined).toHaveProperty(
      'messages',
      expect.any(Number),
    )
  })

  test('the program describes itself and its health', async () => {
    const nobody = createCaller(box.program.origin)
    for (const path of ['//healthz', '//readyz', '/healthz', '/readyz']) {
      expect((await nobody.ask('GET', path)).status, path).toBe(200)
    }
    const description = z
      .object({ openapi: z.string().startsWith('3.1'), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse((await nobody.ask('GET', '/openapi.json')).json)
    const nouns: Record<string, Record<string, Declared>> = contract
    const declared = Object.values(nouns).flatMap((noun) =>
      Object.values(noun).map(({ '~orpc': { route } }) => `${route.method} ${route.path}`),
    )
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`),
    )
    expect(described).toEqual(expect.arrayContaining(declared))
    expect((await nobody.ask('GET', '/metrics')).status).toBe(401)
    expect((await box.api.ask('GET', '/metrics')).bytes.toString()).toMatch(/^besedka_http_answers_total\{/m)
  })
})
