import type { contract } from '@besedka/contract/contract'
import type { AnyContractProcedure } from '@orpc/contract'
import type { AccessWorld } from './access-world.ts'
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
  'accounts.sync': account,
  'accounts.syncStatus': account,
  'accounts.folders': account,
  'accounts.ledger': account,
  'accounts.loadSkipped': ({ world }) => ({ params: { id: world.accountId, skippedId: world.skippedId } }),
  'interactions.list': ({ world }) => ({ shows: world.secretWord }),
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
  'interactions.source': letter,
  'interactions.thread': ({ world }) => ({ params: { id: world.threadId }, shows: world.secretWord }),
  'interactions.attachment': ({ world }) => ({ params: { id: world.attachmentId } }),
  'interactions.signedAttachment': ({ world }) => ({
    params: { id: world.attachmentId },
    query: world.signedPath.slice(world.signedPath.indexOf('?')),
  }),
  'interactions.search': ({ world }) => ({ query: `?q=${world.secretWord}`, shows: world.secretWord }),
  'records.put': { params: record, body: { title: 'Order' } },
  'records.list': {},
  'events.stream': {},
  'health.healthz': {},
  'health.readyz': {},
  'health.metrics': {},
  'health.openapi': {},
}
