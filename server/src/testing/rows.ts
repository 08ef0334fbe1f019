import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'

/** Rows for tests of read models and rights, written as ingest would leave them. */
export async function addUser(db: Database, role: Actor['role'] = 'user'): Promise<Actor> {
  const id = randomUUID()
  await db
    .insertInto('users')
    .values({ id, name: `User ${id.slice(0, 4)}`, email: `${id}@corp.test`, role })
    .execute()
  return { userId: id, role, scopes: ['read', 'write', 'administer'] }
}

export async function addAccount(db: Database, owner: Actor | null = null): Promise<string> {
  const { id } = await db
    .insertInto('accounts')
    .values({
      name: 'Отдел продаж',
      address: `${randomUUID()}@corp.test`,
      scope: owner === null ? 'shared' : 'personal',
      ownerId: owner?.userId ?? null,
      useForReceiving: true,
      useForSending: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('accountReceiving').values({ accountId: id }).execute()
  return id
}

export async function grant(db: Database, accountId: string, user: Actor, manage = false): Promise<void> {
  await db.insertInto('accountGrants').values({ accountId, userId: user.userId, send: true, manage }).execute()
}

export async function addFolder(db: Database, accountId: string, path = 'INBOX', role = 'inbox'): Promise<string> {
  const { id } = await db
    .insertInto('folders')
    .values({ accountId, path, name: path, role, loaded: true, reason: 'subscribed', uidValidity: '1' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

interface LetterFacts {
  accountId: string
  folderId?: string
  subject?: string
  from?: string
  date?: Date
  reviewed?: boolean
  threadId?: string
}

/** One incoming letter; placed in the folder where one is given, counters kept. */
export async function addLetter(db: Database, facts: LetterFacts): Promise<string> {
  const date = facts.date ?? new Date()
  const people = {
    from: [{ name: 'Павел Ершов', address: facts.from ?? 'pavel@client.test' }],
    sender: [],
    replyTo: [],
    to: [],
    cc: [],
    bcc: [],
  }
  const message = await db
    .insertInto('messages')
    .values({
      contentHash: randomBytes(32),
      internetMessageId: `${randomUUID()}@client.test`,
      sentAt: date,
      subject: facts.subject ?? 'Заказ № 1042',
      snippet: 'Просим перенести отгрузку',
      people: JSON.stringify(people),
      parts: JSON.stringify([]),
      size: 1000,
      hasHtml: false,
      hasAttachments: false,
      importance: 'normal',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('interactions')
    .values({
      kind: 'email',
      direction: 'incoming',
      accountId: facts.accountId,
      messageId: message.id,
      threadId: facts.threadId ?? sql<string>`nextval('thread_ids')`,
      date,
      receivedAt: date,
      reviewed: facts.reviewed ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`
    insert into search (interaction_id, account_id, date, tsv)
    values (${id}, ${facts.accountId}, ${date}, array_to_tsvector(array[${`f:${people.from[0]?.address.toLowerCase()}`}]))`.execute(
    db,
  )
  if (facts.folderId !== undefined) await place(db, id, facts.folderId, date)
  return id
}

async function place(db: Database, interactionId: string, folderId: string, date: Date): Promise<void> {
  await sql`
    insert into placements (folder_id, uid_validity, uid, interaction_id, date)
    values (${folderId}, 1, ${interactionId}, ${interactionId}, ${date})`.execute(db)
  await sql`
    update folders set total_count = total_count + 1, local_count = local_count + 1,
      unreviewed_count = unreviewed_count + (select (not reviewed)::int from interactions where id = ${interactionId})
    where id = ${folderId}`.execute(db)
}
