import { zstdDecompressSync } from 'node:zlib'
import { decideDirection } from '@besedka/mail/direction'
import { isRelayedCopy } from '@besedka/mail/relayed-copy'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/database.ts'
import type { BatchGround } from './batch-ground.ts'
import type { KnownInteraction, KnownMessage, OwnCopy } from './decide-letters.ts'
import type { LetterBatch, PreparedLetter } from './letter-batch.ts'

interface CopyGround {
  readonly batch: LetterBatch
  readonly ground: Pick<BatchGround, 'folder' | 'owner'>
  readonly known: ReadonlyMap<string, KnownMessage>
}

interface SentRow {
  /** The key or the hash by which it was found. */
  found: string
  id: string
  messageId: string
  direction: KnownInteraction['direction']
  proved: boolean
  reviewed: boolean
  date: Date
  isInFolder: boolean
}

/**
 * Which letters of a batch are copies of what this account has sent from here, by their content hash. What lies in the
 * folder for sent letters is known by its Message-ID, for nobody else puts letters there; elsewhere everybody who has got
 * the letter could have written that id, so the bytes have to be ours below what servers add.
 */
export async function findOwnCopies(
  trx: Transaction,
  { batch, ground, known }: CopyGround,
  letters: readonly PreparedLetter[],
): Promise<Map<string, OwnCopy>> {
  const copies = new Map<string, OwnCopy>()
  const strange = letters.filter(
    (letter) => (known.get(letter.contentHash)?.interaction ?? null) === null && isFromUs(letter, ground),
  )
  if (strange.length === 0) return copies
  const seen = await findByHash(trx, ground.folder, strange)
  const sent = await findByKey(trx, ground.folder, strange)
  for (const letter of strange) {
    const before = seen.get(letter.contentHash)
    if (before !== undefined) {
      copies.set(letter.contentHash, copyOf(before))
      continue
    }
    for (const row of letter.keys.filter(({ distance }) => distance === 0).flatMap(({ key }) => sent.get(key) ?? [])) {
      const isOurs = ground.folder.role === 'sent' || (await hasOurBytes(trx, batch, letter, row))
      if (isOurs) copies.set(letter.contentHash, copyOf(row))
    }
  }
  return copies
}

/** Remembers the bytes of copies, so that they are known wherever they are moved. */
export async function saveOwnCopies(
  trx: Transaction,
  accountId: string,
  copies: readonly { readonly contentHash: string; readonly interactionId: string }[],
): Promise<void> {
  if (copies.length === 0) return
  await trx
    .insertInto('sentCopies')
    .values(
      copies.map(({ contentHash, interactionId }) => ({
        accountId,
        contentHash: Buffer.from(contentHash, 'hex'),
        interactionId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['accountId', 'contentHash']).doNothing())
    .execute()
}

function isFromUs({ addresses }: PreparedLetter, { folder, owner }: CopyGround['ground']): boolean {
  const nothing = { folderRole: folder.role, inOutbox: false, dkimDomains: [], spfDomain: null }
  return decideDirection(addresses, owner.identity, nothing).direction === 'outgoing'
}

const sentColumns = (folderId: string) => sql`
  i.id, i.message_id as "messageId", i.direction, i.proved, i.reviewed, i.date,
  exists (select from placements p where p.interaction_id = i.id and p.folder_id = ${folderId}) as "isInFolder"`

async function findByHash(
  trx: Transaction,
  folder: { readonly id: string; readonly accountId: string },
  letters: readonly PreparedLetter[],
): Promise<Map<string, SentRow>> {
  const hashes = letters.map(({ contentHash }) => Buffer.from(contentHash, 'hex'))
  const { rows } = await sql<SentRow>`
    select encode(c.content_hash, 'hex') as found, ${sentColumns(folder.id)}
    from sent_copies c join interactions i on i.id = c.interaction_id
    where c.account_id = ${folder.accountId} and c.content_hash = any(${hashes}::bytea[]) and i.message_id is not null
    for update of i`.execute(trx)
  return new Map(rows.map((row) => [row.found, row]))
}

async function findByKey(
  trx: Transaction,
  folder: { readonly id: string; readonly accountId: string },
  letters: readonly PreparedLetter[],
): Promise<Map<string, SentRow[]>> {
  const own = letters.flatMap(({ keys }) => keys.filter(({ distance }) => distance === 0).map(({ key }) => key))
  const { rows } = await sql<SentRow>`
    select k.key as found, ${sentColumns(folder.id)}
    from letter_keys k join interactions i on i.id = k.interaction_id
    where k.key = any(${own}::uuid[]) and k.distance = 0 and i.account_id = ${folder.accountId}
      and i.status in ('outgoing', 'sent') and i.message_id is not null
    for update of i`.execute(trx)
  return Map.groupBy(rows, ({ found }) => found)
}

async function hasOurBytes(
  trx: Transaction,
  batch: LetterBatch,
  letter: PreparedLetter,
  { messageId }: SentRow,
): Promise<boolean> {
  const fetched = batch.letters.find(({ uid }) => uid === letter.uid)
  const stored = await trx
    .selectFrom('messageSources')
    .select(['encoding', 'bytes'])
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  if (fetched === undefined || stored === undefined) return false
  const own = stored.encoding === 'zstd' ? zstdDecompressSync(stored.bytes) : stored.bytes
  return isRelayedCopy(Buffer.from(batch.source, fetched.start, fetched.end - fetched.start), own)
}

function copyOf({ id, messageId, direction, proved, reviewed, date, isInFolder }: SentRow): OwnCopy {
  return { messageId, interaction: { id, direction, proved, reviewed, date: date.getTime(), isInFolder } }
}
