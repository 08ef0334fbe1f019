import { sql } from 'kysely'
import type { IngestService } from '../emails/ingest.service.ts'
import {
  type BatchLetter,
  beginFolder,
  createGroundAccount,
  type GroundAccount,
  makeBatch,
} from '../emails/testing/ingest-ground.ts'
import type { Database } from '../platform/database.ts'

/** A mailbox whose every part carries the account's own word, so that a glimpse of any of them is recognised. */
export interface PlantedMailbox {
  account: GroundAccount
  word: string
  address: string
  /** What only those who may read the account may ever see. */
  secrets: readonly string[]
}

/** In all mailboxes alike, byte for byte: one thread runs through all of them. */
const COMMON = lines(
  'From: News <news@client.test>',
  'To: everybody@corp.test',
  'Subject: Common to all',
  'Message-ID: <common@client.test>',
  'Date: Mon, 2 Feb 2026 10:00:00 +0000',
  '',
  'The same for all of you.',
)

/**
 * Ids of different things must not look alike, or a leaked one could not be told from a harmless one: each kind counts
 * from a large number of its own.
 */
export async function spreadIds(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(sequencename) as name from pg_sequences
    where schemaname = 'public' and sequencename <> 'users_id_seq'`.execute(db)
  for (const [index, { name }] of rows.entries()) {
    await sql`alter sequence ${sql.raw(name)} restart with ${sql.lit((index + 1) * 10_000_000_000 + 7_000)}`.execute(db)
  }
}

/** Letters of all sorts, as receiving stores them. `ownerId` null makes the account shared. */
export async function plantMailbox(
  db: Database,
  ingest: IngestService,
  mailbox: { word: string; ownerId: string | null },
): Promise<PlantedMailbox> {
  const { word, ownerId } = mailbox
  const address = `${word}box@corp.test`
  const folders = { INBOX: 'inbox', Sent: 'sent', [`${word}folder`]: 'normal' } as const
  const account = await createGroundAccount(db, address, folders, ownerId === null ? {} : { ownerId })
  await db
    .insertInto('accountReceiving')
    .values({ accountId: account.id, errorDetail: `Mailbox ${word}folder is locked` })
    .execute()
  const secrets = ['subject', 'body', 'html', 'sender', 'cc', 'file', 'inside', 'folder', 'id'].map(
    (part) => word + part,
  )
  const planted = { account, word, address, secrets }
  for (const path of Object.keys(folders)) await beginFolder(db, account.folders[path] ?? '', 1)
  await deliver(
    ingest,
    planted,
    'INBOX',
    [1, 2, 3, 4].map((uid) => ({ uid, source: source(planted, uid) })),
  )
  await deliver(ingest, planted, 'Sent', [{ uid: 1, source: source(planted, 5) }])
  await deliver(ingest, planted, `${word}folder`, [{ uid: 1, source: source(planted, 6) }])
  await quarantineOne(db, planted)
  return planted
}

/** Two more letters, as they arrive later. */
export function plantMore(ingest: IngestService, planted: PlantedMailbox): Promise<void> {
  return deliver(
    ingest,
    planted,
    'INBOX',
    [5, 6].map((uid) => ({ uid, source: source(planted, uid + 10) })),
  )
}

async function deliver(
  ingest: IngestService,
  { account }: PlantedMailbox,
  path: string,
  letters: BatchLetter[],
): Promise<void> {
  const uids = letters.map(({ uid }) => uid)
  const cover = { order: 'up', from: Math.min(...uids), to: Math.max(...uids) } as const
  const outcome = await ingest.ingest(makeBatch(account, path, letters, cover))
  if (outcome.kind !== 'stored') throw new Error(`the letters for ${path} are ${outcome.kind}`)
}

function source(planted: PlantedMailbox, number: number): string {
  const { word, address } = planted
  if (number === 2) return COMMON
  const answersCommon = number === 3 ? ['In-Reply-To: <common@client.test>'] : []
  const from = number === 4 || number === 5 ? address : `"${word}sender" <${word}sender@client.test>`
  // The fourth is a letter to oneself, which is skipped.
  const to = number === 5 ? `${word}sender@client.test` : address
  return lines(
    `From: ${from}`,
    `To: ${to}`,
    ...(number === 4 ? [] : [`Cc: ${word}cc@client.test`]),
    `Subject: ${word}subject ${number}`,
    `Message-ID: <${word}id.${number}@client.test>`,
    ...answersCommon,
    `Date: Tue, ${number + 2} Feb 2026 10:00:00 +0000`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `${word}body ${number}`,
    '--b',
    'Content-Type: text/html',
    '',
    `<p>${word}html ${number}</p>`,
    '--b',
    `Content-Type: text/csv; name="${word}file.csv"`,
    `Content-Disposition: attachment; filename="${word}file.csv"`,
    '',
    `${word}inside`,
    '--b--',
  )
}

async function quarantineOne(db: Database, { account, word }: PlantedMailbox): Promise<void> {
  await db
    .insertInto('quarantine')
    .values({
      folderId: account.folders['INBOX'] ?? '',
      uidValidity: '1',
      uid: '99',
      encoding: 'identity',
      source: Buffer.from(`Subject: ${word}subject\r\n\r\n${word}body`),
      reason: 'refused',
      detail: `invalid text: ${word}body`,
      receivedAt: new Date(),
    })
    .execute()
}

function lines(...all: string[]): string {
  return `${all.join('\r\n')}\r\n`
}
