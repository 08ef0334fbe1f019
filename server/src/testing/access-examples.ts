import type { contract } from '@besedka/contract/contract'
import type { AnyContractProcedure } from '@orpc/contract'
import type { AccessWorld } from './access-world.ts'
import { addFolder } from './rows.ts'
import type { TestApp, TestPerson } from './test-app.ts'

type Names<Part, Above extends string = ''> = {
  [Name in keyof Part & string]: Part[Name] extends AnyContractProcedure
    ? `${Above}${Name}`
    : Names<Part[Name], `${Above}${Name}.`>
}[keyof Part & string]

/** `accounts.read` and so on for the whole contract. */
export type EndpointName = Names<typeof contract>

/** A request that succeeds for whoever the rule lets in. */
export interface AccessExample {
  params?: Record<string, string>
  /** With its question mark. */
  query?: string
  body?: object
  /** Posted as they are instead of a JSON body. */
  bytes?: string
  /** For rules that filter: stands in the answer for readers and in nobody else's. */
  shows?: string
  /** Codes with which an example that got past its rule may end. */
  mayFailWith?: string
}

interface Asked {
  app: TestApp
  world: AccessWorld
  /** Undefined for nobody. */
  asker: TestPerson | undefined
}

type Example = AccessExample | ((asked: Asked) => AccessExample | Promise<AccessExample>)

const account = ({ world }: Asked) => ({ params: { id: world.accountId } })
const letter = ({ world }: Asked) => ({ params: { id: world.interactionId } })
/** A draft of its own for each question: some of them end it. */
const draft = async ({ app, world }: Asked) => {
  const to = [{ address: 'pavel@client.test' }]
  const { id } = await app.asUser.api.outbox.create({ kind: 'email', account: world.accountId, to, text: 'Hello' })
  return id
}
/** A draft that is about to be sent tomorrow. */
const sent = async (asked: Asked) => {
  const id = await draft(asked)
  const sendAt = new Date(Date.now() + 86_400_000).toISOString()
  await asked.app.asUser.api.outbox.send({ id, idempotencyKey: crypto.randomUUID(), sendAt })
  return id
}
const record = { type: 'order', externalId: '1042' }

/** One for every endpoint: the compiler misses the one that is forgotten. */
export const accessExamples: Record<EndpointName, Example> = {
  'sessions.signIn': ({ app }) => ({
    body: { email: app.asAdministrator.email, password: app.asAdministrator.password },
  }),
  'sessions.current': {},
  'sessions.signOut': {},
  'tokens.create': { body: { name: 'script' } },
  'tokens.list': {},
  'tokens.remove': async ({ asker }) => ({
    params: { id: (await asker?.api.tokens.create({ name: 'script' }))?.id ?? '1' },
  }),
  'setup.state': {},
  'setup.complete': {
    body: { language: 'en', organization: '', name: 'A', email: 'a@corp.test', password: 'one two three' },
    mayFailWith: 'SETUP_DONE',
  },
  'users.list': {},
  'users.create': () => ({ body: { name: 'A', email: `${crypto.randomUUID()}@corp.test`, password: 'one two three' } }),
  'users.update': ({ app }) => ({ params: { id: app.asOutsider.actor.userId }, body: { language: 'en' } }),
  'users.updateOwn': { body: { language: 'en' } },
  'settings.read': {},
  'settings.update': { body: { reviewFlags: true } },
  'accounts.list': ({ world }) => ({ shows: world.accountName }),
  'accounts.create': { body: { address: 'no address', scope: 'personal' }, mayFailWith: 'ACCOUNT_ADDRESS_INVALID' },
  'accounts.read': account,
  'accounts.update': (asked) => ({ ...account(asked), body: { name: asked.world.accountName } }),
  'accounts.remove': account,
  'accounts.check': account,
  'accounts.createWatched': {
    bytes: JSON.stringify({ address: 'no address', scope: 'personal' }),
    mayFailWith: 'ACCOUNT_ADDRESS_INVALID',
  },
  'accounts.updateWatched': (asked) => ({
    ...account(asked),
    bytes: JSON.stringify({ name: asked.world.accountName }),
  }),
  'accounts.checkWatched': (asked) => ({ ...account(asked), bytes: '' }),
  'accounts.mailbox': (asked) => ({ ...account(asked), mayFailWith: 'HOST_PRIVATE' }),
  'accounts.chooseFirstReceipt': (asked) => ({ ...account(asked), body: { load: 'all' } }),
  'accounts.unlock': (asked) => ({ ...account(asked), body: { password: 'any' } }),
  'accounts.sync': account,
  'accounts.syncStatus': account,
  'accounts.folders': account,
  'accounts.ledger': account,
  'accounts.loadSkipped': ({ world }) => ({ params: { id: world.accountId, skippedId: world.skippedId } }),
  // A domain that the program's own list knows and that nobody has to be asked for.
  'discovery.discover': { body: { address: 'anna@tuta.com' } },
  'discovery.discoverLive': { bytes: JSON.stringify({ address: 'anna@tuta.com' }) },
  'interactions.list': ({ world }) => ({ shows: world.secretWord }),
  'interactions.span': ({ world }) => ({ query: `?account=${world.accountId}`, shows: '2026-03-02T07:00:00.000Z' }),
  'interactions.read': letter,
  'interactions.update': (asked) => ({ ...letter(asked), body: { reviewed: true } }),
  'interactions.review': ({ world }) => ({
    body: { ids: [world.interactionId], reviewAfter: new Date(Date.now() + 60_000 * Math.random()).toISOString() },
    shows: `"${world.interactionId}"`,
  }),
  'interactions.setRecord': async ({ app, world }) => {
    const externalId = crypto.randomUUID()
    await app.asAdministrator.api.records.put({ type: 'order', externalId, title: 'Order' })
    const body = { ids: [world.interactionId], record: { type: 'order', externalId } }
    return { body, shows: `"${world.interactionId}"` }
  },
  'interactions.move': async ({ app, world }) => ({
    body: {
      ids: [world.interactionId],
      folder: await addFolder(app.db, world.accountId, crypto.randomUUID(), 'normal'),
    },
    shows: `"${world.interactionId}"`,
  }),
  'interactions.source': letter,
  'interactions.thread': ({ world }) => ({ params: { id: world.threadId }, shows: world.secretWord }),
  'interactions.attachment': ({ world }) => ({ params: { id: world.attachmentId } }),
  'interactions.attachments': letter,
  'interactions.attachedLetter': ({ world }) => ({ params: { id: world.attachmentId }, mayFailWith: 'NOT_FOUND' }),
  'interactions.signedAttachment': ({ world }) => ({
    params: { id: world.attachmentId },
    query: world.signedPath.slice(world.signedPath.indexOf('?')),
  }),
  'interactions.outsidePicture': ({ world }) => ({
    params: { id: world.interactionId },
    query: '?url=eA&viewer=x&expires=1&signature=x',
    mayFailWith: 'ADDRESS_EXPIRED',
  }),
  'interactions.search': ({ world }) => ({ query: `?q=${world.secretWord}`, shows: world.secretWord }),
  'outbox.create': ({ world }) => ({
    body: { kind: 'email', account: world.accountId, mode: 'reply', basisId: world.interactionId },
    mayFailWith: 'NOT_FOUND',
  }),
  'outbox.remove': async (asked) => ({ params: { id: await draft(asked) } }),
  'outbox.attach': async (asked) => ({ params: { id: await draft(asked) }, query: '?name=a.txt', bytes: 'abc' }),
  'outbox.attachLetters': async (asked) => ({
    params: { id: await draft(asked) },
    body: { letters: [asked.world.interactionId] },
  }),
  'outbox.detach': async (asked) => {
    const id = await draft(asked)
    const file = await asked.app.asUser.fetch(`/api/v1/interactions/${id}/attachments?name=a.txt`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'abc',
    })
    const { id: attachmentId } = (await file.json()) as { id: string }
    return { params: { id, attachmentId } }
  },
  'outbox.send': async (asked) => ({
    params: { id: await draft(asked) },
    body: { idempotencyKey: crypto.randomUUID(), sendAt: new Date(Date.now() + 86_400_000).toISOString() },
  }),
  'outbox.unsend': async (asked) => ({ params: { id: await sent(asked) }, body: {} }),
  'outbox.delivery': async (asked) => ({ params: { id: await sent(asked) } }),
  'outbox.addresses': ({ world }) => ({ query: `?q=${world.secretWord}`, shows: world.secretWord }),
  'records.put': { params: record, body: { title: 'Order' } },
  'records.list': {},
  'events.stream': {},
  'health.healthz': {},
  'health.readyz': {},
  'health.metrics': {},
  'health.openapi': {},
}
