import { contract } from '@besedka/contract/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIngestService } from '../emails/ingest.service.ts'
import { listProcedures } from '../platform/http-binding.ts'
import { createLogger } from '../platform/log.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { type Heard, type Question, questions } from './leak-questions.ts'
import { type PlantedMailbox, plantMailbox, plantMore, spreadIds } from './planted-mailboxes.ts'
import { grant } from './rows.ts'
import { startTestApp, type TestApp, type TestPerson } from './test-app.ts'
import type { TestClient } from './test-client.ts'

const endpoints = listProcedures(contract).map(({ name, procedure }) => ({ name, ...procedure['~orpc'] }))
const logged: string[] = []

let app: TestApp
let alice: TestPerson
let boris: TestPerson
let ingest: ReturnType<typeof createIngestService>
let mailboxes: Record<'alices' | 'boriss' | 'shared', { planted: PlantedMailbox; heard: Heard }>

beforeAll(async () => {
  app = await startTestApp({ log: createLogger('trace', { write: (line) => void logged.push(line) }) })
  await spreadIds(app.db)
  alice = app.asUser
  boris = await app.addPerson()
  ingest = createIngestService({ db: app.db, pool: app.pool, log: createLogger('silent') })
  await app.asAdministrator.api.records.put({ type: 'order', externalId: '1042', title: 'Order 1042', active: true })
  mailboxes = {
    alices: await plant('ptarmigan', alice, true),
    boriss: await plant('quokkafur', boris, true),
    shared: await plant('rhinolark', app.asAdministrator, false),
  }
  await grant(app.db, mailboxes.shared.planted.account.id, alice.actor)
})
afterAll(() => ingest.stop())

async function plant(word: string, owner: TestPerson, isPersonal: boolean) {
  const planted = await plantMailbox(app.db, ingest, { word, ownerId: isPersonal ? owner.actor.userId : null })
  const { account } = planted
  const { items, next } = await owner.api.interactions.list({ q: `${word}subject`, limit: 2 })
  const [item] = items
  if (item === undefined || next === null) throw new Error('the owner finds nothing')
  const common = await owner.api.interactions.list({ account: [account.id], q: 'common' })
  const { attachments } = await owner.api.interactions.read({ id: item.id })
  const draft = await writeDraft(owner, word, account.id)
  const skipped = await app.db.selectFrom('skippedLetters').select('id').execute()
  const { id: tokenId } = await owner.api.tokens.create({ name: 'own', scopes: ['read'] })
  const ids = items.map(({ id }) => id)
  await owner.api.interactions.setRecord({ ids, record: { type: 'order', externalId: '1042' } })
  // Who is made responsible for what he may not read does not read it by that.
  await owner.api.interactions.update({ id: item.id, assignee: app.asOutsider.actor.userId })
  const heard: Heard = {
    word,
    address: planted.address,
    accountId: account.id,
    folderId: account.folders[`${word}folder`] ?? '',
    interactionId: item.id,
    threadId: item.threadId,
    commonThreadId: common.items.find(({ subject }) => subject === 'Common to all')?.threadId ?? '',
    attachmentId: attachments[0]?.id ?? '',
    ...draft,
    skippedId: skipped.at(-1)?.id ?? '',
    tokenId,
    ownerId: owner.actor.userId,
    cursor: next,
  }
  return { planted, heard }
}

async function writeDraft(owner: TestPerson, word: string, account: string) {
  const { id: draftId } = await owner.api.outbox.create({
    kind: 'email',
    account,
    to: [{ address: `${word}sender@client.test` }],
    subject: `${word}subject of a draft`,
    text: `${word}body`,
  })
  const answer = await owner.fetch(`/api/v1/interactions/${draftId}/attachments?name=${word}file.csv`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: `${word}inside`,
  })
  const { id: uploadId } = (await answer.json()) as { id: string }
  return { draftId, uploadId }
}

/** Names of the same kind that nothing has: whoever may not read must not be able to tell one from the other. */
function strangerTo(heard: Heard): Heard {
  const other = (id: string) => id.replace(/.{4}$/, '9999')
  const interactionId = other(heard.interactionId)
  const draftId = other(heard.draftId)
  return {
    ...heard,
    word: `un${heard.word}`,
    address: `un${heard.address}`,
    accountId: other(heard.accountId),
    folderId: other(heard.folderId),
    interactionId,
    threadId: other(heard.threadId),
    attachmentId: `${interactionId}-2`,
    draftId,
    uploadId: `${draftId}-u1`,
    skippedId: other(heard.skippedId),
    tokenId: other(heard.tokenId),
    ownerId: other(heard.ownerId),
  }
}

type Mailbox = keyof typeof mailboxes
type Viewer = { name: string; client: TestClient; foreign: Mailbox[]; knowsOf: Mailbox[] }

/** `foreign`: what he may not read. `knowsOf`: of these he may see name, address, state and numbers all the same. */
function viewers(): Viewer[] {
  return [
    { name: 'another user', client: alice, foreign: ['boriss'], knowsOf: [] },
    { name: 'a user without the grant', client: boris, foreign: ['alices', 'shared'], knowsOf: [] },
    { name: 'an outsider', client: app.asOutsider, foreign: ['alices', 'boriss', 'shared'], knowsOf: [] },
    {
      name: 'the administrator',
      client: app.asAdministrator,
      foreign: ['alices', 'boriss'],
      knowsOf: ['alices', 'boriss'],
    },
    { name: 'nobody', client: app.asNobody, foreign: ['alices', 'boriss', 'shared'], knowsOf: [] },
  ]
}

async function ask(client: TestClient, endpoint: (typeof endpoints)[number], question: Question) {
  const { method = 'GET', path = '' } = endpoint.route
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(question.params?.[name] ?? ''),
  )
  const query = question.query === undefined ? '' : `?${new URLSearchParams(question.query).toString()}`
  const answer = await client.fetch(`/api/v1${filled}${query}`, {
    method,
    ...(question.body === undefined
      ? {}
      : { body: JSON.stringify(question.body), headers: { 'content-type': 'application/json' } }),
    ...(question.bytes === undefined
      ? {}
      : { body: question.bytes, headers: { 'content-type': 'application/octet-stream' } }),
  })
  const headers = [...answer.headers].filter(([name]) => !/^(date|x-request-id|set-cookie|etag)$/.test(name))
  return { status: answer.status, text: `${JSON.stringify(headers)}\n${await answer.text()}` }
}

/** Ids under which the mailbox's things can be named; of a mailbox that the viewer knows of, those of its letters. */
async function idsOf(mailbox: Mailbox, isKnown: boolean): Promise<string[]> {
  const { account } = mailboxes[mailbox].planted
  const letters = await app.db
    .selectFrom('interactions')
    .select(['id', 'threadId', 'messageId'])
    .where('accountId', '=', account.id)
    .execute()
  // A letter that lies in every mailbox has its thread and its content in common with what the viewer may read.
  const common = mailboxes[mailbox].heard.commonThreadId
  const ofLetters = letters
    .filter(({ threadId }) => threadId !== common)
    .flatMap(({ id, threadId, messageId }) => [id, threadId, messageId ?? ''])
  const inCommon = letters.filter(({ threadId }) => threadId === common).map(({ id }) => id)
  return [...ofLetters, ...inCommon, ...(isKnown ? [] : [account.id, ...Object.values(account.folders)])]
}

/** What of the mailbox shows in a text, without what the asker has said himself. */
function glimpses(text: string, forbidden: readonly string[], said: string): string[] {
  const lower = text.toLowerCase()
  return forbidden.filter((secret) => !said.includes(secret) && new RegExp(`(?<!\\d)${secret}(?!\\d)`).test(lower))
}

async function forbiddenFor(viewer: Viewer, mailbox: Mailbox): Promise<string[]> {
  const { planted } = mailboxes[mailbox]
  const isKnown = viewer.knowsOf.includes(mailbox)
  return [...planted.secrets, ...(isKnown ? [] : [planted.word]), ...(await idsOf(mailbox, isKnown))]
}

/** Everything that a question can change. */
async function stateOf(mailbox: Mailbox) {
  const { id } = mailboxes[mailbox].planted.account
  const [account, grants, letters, skipped, drafts, uploads, outbox] = await Promise.all([
    app.db.selectFrom('accounts').selectAll().where('id', '=', id).execute(),
    app.db.selectFrom('accountGrants').selectAll().where('accountId', '=', id).execute(),
    app.db.selectFrom('interactions').selectAll().where('accountId', '=', id).orderBy('id').execute(),
    app.db.selectFrom('skippedLetters').selectAll().orderBy('id').execute(),
    app.db.selectFrom('drafts').selectAll().orderBy('interactionId').execute(),
    app.db.selectFrom('uploads').selectAll().orderBy('id').execute(),
    app.db.selectFrom('outbox').selectAll().execute(),
  ])
  return { account, grants, letters, skipped, drafts, uploads, outbox }
}

/** The answer without the names that the question itself has brought. */
function withoutEcho({ text }: { text: string }, heard: Heard, said: string): string {
  return Object.entries(heard)
    .filter(([, name]: [string, string]) => said.includes(name))
    .reduce((rest, [key, name]: [string, string]) => rest.replaceAll(name, `<${key}>`), text)
}

test('N10 every endpoint of the contract is asked here', () => {
  expect(Object.keys(questions).sort()).toEqual(endpoints.map(({ name }) => name).sort())
})

test('N10 those who may read find all of it, so that the words below could leak', async () => {
  for (const [reader, mailbox] of [
    [alice, 'alices'],
    [boris, 'boriss'],
    [alice, 'shared'],
    [app.asAdministrator, 'shared'],
  ] as const) {
    const { heard, planted } = mailboxes[mailbox]
    const told: string[] = []
    for (const endpoint of endpoints.filter(({ route }) => route.method === 'GET')) {
      for (const question of questions[endpoint.name]?.(heard) ?? []) {
        told.push((await ask(reader, endpoint, question)).text)
      }
    }
    const all = told.join('\n')
    expect(
      planted.secrets.filter((secret) => !all.includes(secret)),
      mailbox,
    ).toEqual([])
    expect((await idsOf(mailbox, false)).filter((id) => !all.includes(id)).length).toBeLessThan(10)
  }
})

describe.each(['another user', 'a user without the grant', 'an outsider', 'the administrator', 'nobody'])(
  'N10 %s asks for what is not his',
  (name) => {
    test.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))('%s', async (_name, endpoint) => {
      const viewer = viewers().find((one) => one.name === name)
      if (viewer === undefined) throw new Error(`${name} is no viewer`)
      for (const mailbox of viewer.foreign) {
        const { heard } = mailboxes[mailbox]
        const forbidden = await forbiddenFor(viewer, mailbox)
        const before = await stateOf(mailbox)
        const stranger = strangerTo(heard)
        const strangers = questions[endpoint.name]?.(stranger) ?? []
        for (const [index, question] of (questions[endpoint.name]?.(heard) ?? []).entries()) {
          if (question.as === 'nobody' && name !== 'nobody') continue
          const said = JSON.stringify(question)
          const answer = await ask(viewer.client, endpoint, question)
          expect(answer.status, `${said} ${answer.text}`).toBeLessThan(500)
          expect(glimpses(answer.text, forbidden, said), `${said} ${answer.text}`).toEqual([])
          const saidOfNothing = JSON.stringify(strangers[index])
          if (said === saidOfNothing || isToldByRight(viewer, mailbox, endpoint.name)) continue
          const nothing = await ask(viewer.client, endpoint, strangers[index] ?? {})
          expect(answer.status, `${said} is told from what does not exist`).toBe(nothing.status)
          if (answer.status < 300 && endpoint.route.method !== 'GET') continue
          expect(withoutEcho(answer, heard, said)).toBe(withoutEcho(nothing, stranger, saidOfNothing))
        }
        expect(await stateOf(mailbox)).toEqual(before)
      }
    })
  },
)

/** Users, and accounts that he knows of, an administrator may tell from those that do not exist. */
function isToldByRight(viewer: Viewer, mailbox: Mailbox, endpoint: string): boolean {
  if (viewer.name !== 'the administrator') return false
  return endpoint === 'users.update' || (viewer.knowsOf.includes(mailbox) && endpoint.startsWith('accounts.'))
}

describe('N10 what happens in a mailbox', () => {
  /** What changes by itself, whoever looks. */
  const restless = new Set(['tokens.list', 'tokens.create', 'accounts.create', 'health.metrics'])

  async function everythingReadBy(viewer: Viewer): Promise<string[]> {
    const told: string[] = []
    for (const endpoint of endpoints) {
      if (endpoint.route.method !== 'GET' || restless.has(endpoint.name)) continue
      if (viewer.name === 'the administrator' && endpoint.name.startsWith('accounts.')) continue
      for (const mailbox of viewer.foreign) {
        for (const question of questions[endpoint.name]?.(mailboxes[mailbox].heard) ?? []) {
          const { status, text } = await ask(viewer.client, endpoint, question)
          told.push(
            `${endpoint.name} ${JSON.stringify(question)} ${status} ${text.replaceAll(/[?&](expires|signature)=[^"&]*/g, '')}`,
          )
        }
      }
    }
    return told
  }

  test('N10 changes no list, search, count, ledger or event of those who may not read it', async () => {
    const others = viewers().filter(({ name }) => name !== 'another user')
    const streams = await Promise.all(
      [...others.filter(({ name }) => name !== 'nobody'), { name: 'its owner', client: alice }].map(
        async ({ name, client }) => ({ name, ...(await listen(client)) }),
      ),
    )
    const before = await Promise.all(others.map(everythingReadBy))

    const { planted, heard } = mailboxes.alices
    await plantMore(ingest, planted)
    const { items } = await alice.api.interactions.list({ account: [heard.accountId], limit: 50 })
    const ids = items.map(({ id }) => id)
    const isNew = ({ subject }: { subject: string }) => /subject 1\d$/.test(subject)
    const newIds = items.filter(isNew).map(({ id }) => id)
    expect(newIds).toHaveLength(2)
    await alice.api.interactions.review({ ids, reviewed: true })
    await alice.api.interactions.setRecord({ ids, record: { type: 'order', externalId: '1042' } })
    await app.asAdministrator.api.settings.update({ organization: 'the last word' })

    const forbidden = await forbiddenFor(others[0] ?? fail(), 'alices')
    for (const { name, heardSoFar, close } of streams) {
      await eventually(() => expect(heardSoFar()).toContain('settings.changed'))
      if (name === 'its owner') expect(newIds.filter((id) => !heardSoFar().includes(id))).toEqual([])
      else expect(glimpses(heardSoFar(), forbidden, ''), `${name} heard ${heardSoFar()}`).toEqual([])
      close()
    }
    await app.asAdministrator.api.settings.update({ organization: '' })
    const after = await Promise.all(others.map(everythingReadBy))
    for (const [index, viewer] of others.entries()) expect(after[index], viewer.name).toEqual(before[index])
  })

  test('N10 stays out of the log', () => {
    const log = logged.join('').toLowerCase()
    expect(log.length).toBeGreaterThan(1000)
    const words = Object.values(mailboxes).flatMap(({ planted }) => [...planted.secrets, planted.word])
    expect(words.filter((word) => log.includes(word))).toEqual([])
  })
})

function fail(): never {
  throw new Error('nobody is there')
}

/** Everything that a client's event stream has said. */
async function listen(client: TestClient): Promise<{ heardSoFar(): string; close(): void }> {
  const stop = new AbortController()
  const { body } = await client.fetch('/api/v1/events', { signal: stop.signal })
  const decoder = new TextDecoder()
  let text = ''
  void (async () => {
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true })
  })().catch(() => undefined)
  await eventually(() => expect(text).toContain('retry'))
  return { heardSoFar: () => text, close: () => stop.abort() }
}
