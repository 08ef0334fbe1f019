import type { AccountIdentity } from '@besedka/mail/direction'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/database.ts'
import type { KnownMessage } from './decide-letters.ts'
import type { LetterBatch } from './letter-batch.ts'

/** The account that letters are stored for. */
export interface ReceivingOwner {
  readonly identity: AccountIdentity
  /** Of a personal account the owner is responsible for its letters, of a shared one nobody yet. */
  readonly assigneeId: string | null
  /** What lay on the server before is left there; null: all is loaded. */
  readonly loadSince: number | null
  /** The master switch. */
  readonly isMailClientOn: boolean
}

/**
 * The account is held first, as its deletion takes it first. One that is just being deleted counts as gone: waiting for
 * the end of that, thousands of letters long, would hold up the letters of all others.
 */
export async function holdOwner(trx: Transaction, accountId: string): Promise<ReceivingOwner | undefined> {
  const row = await trx
    .selectFrom('accounts')
    .innerJoin('settings', (join) => join.onTrue())
    .select(['address', 'aliases', 'loadSelfAddressed', 'scope', 'ownerId', 'loadSince', 'mailClient'])
    .where('accounts.id', '=', accountId)
    .forKeyShare('accounts')
    .skipLocked()
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { address, aliases, loadSelfAddressed } = row
  return {
    identity: { address, aliases, loadSelfAddressed },
    assigneeId: row.scope === 'personal' ? row.ownerId : null,
    loadSince: row.loadSince?.getTime() ?? null,
    isMailClientOn: row.mailClient,
  }
}

interface KnownRow {
  hash: string
  messageId: string
  wasLoaded: boolean
  id: string | null
  direction: 'incoming' | 'outgoing' | 'internal' | null
  proved: boolean | null
  reviewed: boolean | null
  date: Date | null
  isInFolder: boolean
}

/**
 * Which of these contents are stored already, by their hash in hex, and as what the account knows them. The interactions
 * found are held until the transaction ends, for the counters depend on what they are.
 */
export async function findKnown(
  trx: Transaction,
  folder: { readonly id: string; readonly accountId: string },
  hashes: readonly string[],
): Promise<Map<string, KnownMessage>> {
  const { rows } = await sql<KnownRow>`
    select encode(m.content_hash, 'hex') as hash, m.id as "messageId", i.id, i.direction, i.proved, i.reviewed, i.date,
      exists (select from skipped_letters s
        where s.folder_id = ${folder.id} and s.message_id = m.id and s.loaded_at is not null) as "wasLoaded",
      exists (select from placements p where p.interaction_id = i.id and p.folder_id = ${folder.id}) as "isInFolder"
    from messages m
    left join lateral (
      select * from interactions i where i.account_id = ${folder.accountId} and i.message_id = m.id for no key update
    ) i on true
    where m.content_hash = any(${hashes.map((hash) => Buffer.from(hash, 'hex'))}::bytea[])`.execute(trx)
  return new Map(
    rows.map((row) => [row.hash, { id: row.messageId, wasLoaded: row.wasLoaded, interaction: knownOf(row) }]),
  )
}

function knownOf(row: KnownRow): KnownMessage['interaction'] {
  const { id, direction, proved, reviewed, date, isInFolder } = row
  if (id === null || direction === null || proved === null || reviewed === null || date === null) return null
  return { id, direction, proved, reviewed, date: date.getTime(), isInFolder }
}

/**
 * Which of a batch's UIDs are here already: loaded, in quarantine or, unless they are to be loaded all the same, in the
 * skip list.
 */
export async function findHeldUids(trx: Transaction, batch: LetterBatch): Promise<Set<number>> {
  const { folderId, uidValidity, letters } = batch
  const uids = letters.map(({ uid }) => uid)
  const wanted = sql`folder_id = ${folderId} and uid_validity = ${uidValidity.toString()} and uid = any(${uids}::bigint[])`
  const { rows } = await sql<{ uid: string }>`
    select uid from placements where ${wanted}
    union select uid from quarantine where ${wanted}
    union select uid from skipped_letters
      where ${wanted} and (loaded_at is not null or not ${batch.loadSelfAddressed === true}::boolean)`.execute(trx)
  return new Set(rows.map(({ uid }) => Number(uid)))
}

/** Fresh ids for rows that are about to be copied in. */
export async function reserveIds(
  trx: Transaction,
  count: { readonly messages: number; readonly interactions: number; readonly threads: number },
): Promise<{ messages: string[]; interactions: string[]; threads: string[] }> {
  const { rows } = await sql<{ messages: string[]; interactions: string[]; threads: string[] }>`
    select
      array(select nextval('messages_id_seq')::text from generate_series(1, ${count.messages}::int)) as messages,
      array(select nextval('interactions_id_seq')::text from generate_series(1, ${count.interactions}::int)) as interactions,
      array(select nextval('thread_ids')::text from generate_series(1, ${count.threads}::int)) as threads`.execute(trx)
  return rows[0] ?? { messages: [], interactions: [], threads: [] }
}
