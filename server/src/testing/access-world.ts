import { createIngestService } from '../emails/ingest.service.ts'
import { beginFolder, makeBatch } from '../emails/testing/ingest-ground.ts'
import { createLogger } from '../platform/log.ts'
import { addFolder } from './rows.ts'
import type { TestApp, TestPerson } from './test-app.ts'

/** One account with a letter of which only its readers may know, and what endpoints are asked about it. */
export interface AccessWorld {
  accountId: string
  /** Of the account; whoever sees it knows that the account exists. */
  accountName: string
  interactionId: string
  threadId: string
  attachmentId: string
  skippedId: string
  /** Path and query with which the attachment is fetched without a cookie. */
  signedPath: string
  /** In the subject and in the text of the letter, and nowhere else. */
  secretWord: string
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** `shared`: granted to the user without the right to change it. `personal`: the user's own. */
export async function createAccessWorld(app: TestApp, scope: 'shared' | 'personal'): Promise<AccessWorld> {
  const { db, pool, asUser } = app
  const secretWord = `secret${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => LETTERS[byte % 26]).join('')}`
  const address = `${secretWord}@corp.test`
  const { id: accountId, name: accountName } = await createAccount(app, scope, address)
  const folderId = await addFolder(db, accountId)
  await beginFolder(db, folderId, 3)
  const ingest = createIngestService({ db, pool, log: createLogger('silent') })
  await ingest.ingest(
    makeBatch({ id: accountId, folders: { INBOX: folderId } }, 'INBOX', [
      { uid: 2, source: letterTo(address, secretWord) },
      { uid: 1, source: letterToOneself(address) },
    ]),
  )
  await ingest.stop()
  return { accountId, accountName, secretWord, ...(await lookUp(app, asUser, accountId, folderId)) }
}

function createAccount({ asAdministrator, asUser }: TestApp, scope: 'shared' | 'personal', address: string) {
  const owner = scope === 'shared' ? asAdministrator : asUser
  const server = { host: '127.0.0.1', port: 1, security: 'tls' as const, user: address }
  return owner.api.accounts.create({
    name: `Account of ${address}`,
    address,
    password: 'secret',
    scope,
    incoming: { ...server, protocol: 'imap' },
    outgoing: server,
    check: 'skip',
    grants: scope === 'shared' ? [{ userId: asUser.actor.userId, manage: false }] : [],
  })
}

async function lookUp({ db }: TestApp, reader: TestPerson, accountId: string, folderId: string) {
  const found = await db
    .selectFrom('interactions')
    .select(['id', 'threadId'])
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow()
  const skipped = await db
    .selectFrom('skippedLetters')
    .select('id')
    .where('folderId', '=', folderId)
    .executeTakeFirstOrThrow()
  const [attachment] = (await reader.api.interactions.read({ id: found.id })).attachments
  if (attachment === undefined) throw new Error('the letter has lost its attachment')
  const { id: attachmentId, address: signedPath } = attachment
  return { interactionId: found.id, threadId: found.threadId, skippedId: skipped.id, attachmentId, signedPath }
}

function letterTo(address: string, secretWord: string): string {
  return [
    'From: Pavel <pavel@client.test>',
    `To: ${address}`,
    `Subject: =?utf-8?B?${Buffer.from(secretWord).toString('base64')}?=`,
    `Message-ID: <secret-${crypto.randomUUID()}@client.test>`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0300',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=frontier',
    '',
    '--frontier',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    secretWord,
    '--frontier',
    'Content-Type: application/pdf; name=contract.pdf',
    'Content-Disposition: attachment; filename=contract.pdf',
    '',
    secretWord,
    '--frontier--',
    '',
  ].join('\r\n')
}

/** The skip list is for these. */
function letterToOneself(address: string): string {
  return [
    `From: ${address}`,
    `To: ${address}`,
    'Subject: note',
    `Message-ID: <note-${crypto.randomUUID()}@client.test>`,
    'Date: Mon, 2 Mar 2026 09:00:00 +0300',
    '',
    'note',
    '',
  ].join('\r\n')
}
