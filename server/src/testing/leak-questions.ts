import type { listQuery, searchQuery } from '@besedka/contract/interactions'
import type { z } from 'zod'

/** What somebody may have heard of a mailbox that is not his: every name by which the API can be asked for it. */
export interface Heard {
  word: string
  address: string
  accountId: string
  folderId: string
  interactionId: string
  threadId: string
  /** Of a thread that runs through other mailboxes as well. */
  commonThreadId: string
  attachmentId: string
  draftId: string
  /** A file of the draft. */
  uploadId: string
  skippedId: string
  tokenId: string
  ownerId: string
  /** Where the owner's own list goes on. */
  cursor: string
}

export interface Question {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  /** Posted as they are instead of a JSON body. */
  bytes?: string
  /** Asked only by somebody without a proof: it would end the asker's own session, or use up his attempts. */
  as?: 'nobody'
}

type ListKey = keyof z.infer<typeof listQuery>
type SearchKey = keyof z.infer<typeof searchQuery>

/** Every filter of the list, alone. A filter of the contract that is not here does not compile. */
const byFilter: { [Key in ListKey]-?: (heard: Heard) => string[] } = {
  limit: () => ['200'],
  cursor: ({ cursor }) => [cursor],
  kind: () => ['email'],
  direction: () => ['incoming', 'outgoing', 'internal'],
  account: ({ accountId }) => [accountId],
  folder: ({ folderId }) => [folderId],
  thread: ({ threadId, commonThreadId }) => [threadId, commonThreadId],
  record: () => ['order:1042'],
  contact: ({ word }) => [`${word}sender@client.test`, `${word}cc@client.test`, 'news@client.test'],
  assignee: ({ ownerId }) => ['me', 'none', ownerId],
  status: () => ['to-review', 'reviewed', 'postponed', 'unproved', 'draft', 'outgoing', 'sent'],
  q: words,
  sort: () => ['date', '-date'],
  before: () => ['2030-01-01T00:00:00.000Z'],
  after: () => ['2020-01-01T00:00:00.000Z'],
  fold: () => ['thread'],
}
const bySearch: { [Key in SearchKey]-?: (heard: Heard) => string[] } = {
  q: words,
  account: byFilter.account,
  limit: byFilter.limit,
  cursor: byFilter.cursor,
}

function words({ word }: Heard): string[] {
  const found = ['subject', 'body', 'html', 'sender', 'file', 'inside'].map((part) => word + part)
  return [...found, `from:${word}sender`, `in:${word}folder`, 'common has:attachment', 'common']
}

const list = (heard: Heard): Question[] => [
  {},
  ...Object.entries(byFilter).flatMap(([key, values]) => values(heard).map((value) => ({ query: { [key]: value } }))),
  { query: { account: heard.accountId, folder: heard.folderId, thread: heard.threadId } },
]
/** The same of the list folded by threads: what is told of a thread is told of its readable part. */
const folded = (heard: Heard): Question[] => list(heard).map(({ query }) => ({ query: { ...query, fold: 'thread' } }))
const search = (heard: Heard): Question[] =>
  Object.entries(bySearch).flatMap(([key, values]) =>
    values(heard).map((value) => ({ query: { q: `${heard.word}subject`, [key]: value } })),
  )
const ofAccount = ({ accountId: id }: Heard): Question[] => [{ params: { id } }]
const changesAccount = ({ accountId: id }: Heard): Question[] => [
  { params: { id }, body: { name: 'taken over', grants: [] } },
]
const ofInteraction = ({ interactionId, draftId }: Heard): Question[] => [
  { params: { id: interactionId } },
  { params: { id: draftId } },
]
const nothingHeard = (): Question[] => [{}]

/** What each endpoint of the contract is asked by those who may not know the answer. One that is missing here fails the test. */
export const questions: Record<string, (heard: Heard) => Question[]> = {
  'sessions.signIn': ({ address }) => [{ body: { email: address, password: 'wrong' }, as: 'nobody' }],
  'sessions.current': nothingHeard,
  'sessions.signOut': () => [{ as: 'nobody' }],
  'tokens.create': () => [{ body: { name: 'mine', scopes: ['read'] } }],
  'tokens.list': nothingHeard,
  'tokens.remove': ({ tokenId: id }) => [{ params: { id } }],
  'setup.state': nothingHeard,
  'setup.complete': ({ address: email }) => [
    { body: { language: 'en', organization: '', name: 'x', email, password: 'long enough pw' } },
  ],
  'users.list': nothingHeard,
  'users.create': () => [{ body: {} }],
  'users.update': ({ ownerId: id }) => [{ params: { id }, body: {} }],
  'users.updateOwn': () => [{ body: {} }],
  'settings.read': nothingHeard,
  'settings.update': () => [{ body: {} }],
  'accounts.list': nothingHeard,
  'accounts.create': ({ address }) => [
    {
      body: {
        address,
        password: 'x',
        scope: 'personal',
        check: 'skip',
        useForReceiving: false,
        outgoing: { host: 'localhost', port: 465, security: 'tls', user: 'x' },
      },
    },
  ],
  'discovery.discover': ({ word }) => [{ body: { address: `${word}@tuta.com` } }],
  'discovery.discoverLive': ({ word }) => [{ bytes: JSON.stringify({ address: `${word}@tuta.com` }) }],
  'accounts.read': ofAccount,
  'accounts.update': changesAccount,
  'accounts.remove': ofAccount,
  'accounts.check': ofAccount,
  'accounts.createWatched': ({ address }) => [
    { bytes: JSON.stringify({ address, scope: 'personal', useForReceiving: false, useForSending: false }) },
  ],
  'accounts.updateWatched': ({ accountId: id }) => [{ params: { id }, bytes: JSON.stringify({ name: 'x' }) }],
  'accounts.checkWatched': ({ accountId: id }) => [{ params: { id }, bytes: '' }],
  'accounts.mailbox': ofAccount,
  'accounts.chooseFirstReceipt': ({ accountId: id }) => [{ params: { id }, body: { load: 'all' } }],
  'accounts.unlock': ({ accountId: id }) => [{ params: { id }, body: { password: 'guessed' } }],
  'accounts.sync': ofAccount,
  'accounts.syncStatus': ofAccount,
  'accounts.folders': ofAccount,
  'accounts.ledger': ofAccount,
  'accounts.loadSkipped': ({ accountId: id, skippedId }) => [{ params: { id, skippedId } }],
  'interactions.list': (heard) => [...list(heard), ...folded(heard)],
  'interactions.span': (heard) => [...list(heard), ...folded(heard)],
  'interactions.read': ofInteraction,
  'interactions.update': ({ interactionId: id, draftId }) => [
    { params: { id }, body: {} },
    { params: { id }, body: { reviewed: true, reviewAfter: null } },
    { params: { id }, body: { record: { type: 'order', externalId: '1042' } } },
    { params: { id }, body: { assignee: null } },
    { params: { id: draftId }, body: { subject: 'taken over', version: 1 } },
    { params: { id: draftId }, body: { subject: 'taken over' } },
  ],
  'interactions.review': ({ interactionId }) => [{ body: { ids: [interactionId], reviewed: true } }],
  'interactions.setRecord': ({ interactionId }) => [
    { body: { ids: [interactionId], record: { type: 'order', externalId: '1042' } } },
    { body: { ids: [interactionId], record: null } },
  ],
  'interactions.move': ({ interactionId, folderId }) => [
    { body: { ids: [interactionId], folder: folderId } },
    { body: { ids: [interactionId], folder: folderId, from: folderId } },
  ],
  'interactions.source': ofInteraction,
  'interactions.thread': ({ threadId, commonThreadId }) => [
    { params: { id: threadId } },
    { params: { id: commonThreadId } },
    { params: { id: commonThreadId }, query: { sort: '-date' } },
  ],
  'interactions.attachment': ({ attachmentId, uploadId }) => [attachmentId, uploadId].map((id) => ({ params: { id } })),
  'interactions.attachments': ofInteraction,
  'interactions.attachedLetter': ({ attachmentId, uploadId }) =>
    [attachmentId, uploadId].map((id) => ({ params: { id } })),
  'interactions.signedAttachment': ({ attachmentId, uploadId }) =>
    [attachmentId, uploadId].flatMap((id) => [
      { params: { id } },
      { params: { id }, query: { expires: '9999999999999', signature: 'guessed' } },
    ]),
  'interactions.outsidePicture': ({ interactionId }) => [
    { params: { id: interactionId } },
    {
      params: { id: interactionId },
      query: { url: 'eA', viewer: '1', expires: '9999999999999', signature: 'guessed' },
    },
  ],
  'interactions.search': search,
  'outbox.create': ({ accountId, interactionId }) => [
    { body: { kind: 'email', account: accountId, text: 'x' } },
    { body: { kind: 'email', mode: 'reply', basisId: interactionId } },
    { body: { kind: 'email', mode: 'forward', basisId: interactionId, account: accountId } },
  ],
  'outbox.remove': ofInteraction,
  'outbox.attach': ({ draftId: id, interactionId }) => [
    { params: { id }, query: { name: 'a.txt' }, bytes: 'abc' },
    { params: { id: interactionId }, query: { name: 'a.txt' }, bytes: 'abc' },
  ],
  'outbox.attachLetters': ({ draftId: id, interactionId }) => [
    { params: { id }, body: { letters: [interactionId] } },
    { params: { id: interactionId }, body: { letters: [interactionId] } },
  ],
  'outbox.detach': ({ draftId: id, uploadId: attachmentId }) => [{ params: { id, attachmentId } }],
  'outbox.send': ({ draftId: id, interactionId }) => [
    { params: { id }, body: { idempotencyKey: 'of the asker' } },
    { params: { id: interactionId }, body: { idempotencyKey: 'of the asker' } },
  ],
  'outbox.unsend': ({ draftId: id }) => [{ params: { id }, body: {} }],
  'outbox.delivery': ofInteraction,
  'outbox.addresses': ({ word, address }) =>
    [word, address, 'client.test', 'news'].map((q) => ({ query: { q, limit: '50' } })),
  'records.put': () => [{ params: { type: 'order', externalId: '1042' }, body: { title: 'Order 1042' } }],
  'records.list': ({ word }) => [{}, { query: { q: `${word}subject` } }],
  // Streams are heard in a test of their own.
  'events.stream': () => [],
  'health.healthz': nothingHeard,
  'health.readyz': nothingHeard,
  'health.metrics': nothingHeard,
  'health.openapi': nothingHeard,
}
