import { sql } from 'kysely'
import type pg from 'pg'
import { accountAudience } from '../../accounts/account-audience.ts'
import type { Transaction } from '../../platform/database.ts'
import { publish } from '../../platform/live.ts'
import { reserveIds } from './known-letters.ts'
import type { PreparedBatch } from './letter-batch.ts'
import { type LetterTransaction, letterTransaction } from './letter-transaction.ts'
import { settleRecords } from './thread-changes.ts'
import { isUnused } from './unused-message.ts'
import { writeMessages, writeWords } from './write-letters.ts'

/** A letter that was composed here for an interaction that had no message yet. */
export interface OwnLetter {
  readonly interactionId: string
  readonly accountId: string
  readonly source: Uint8Array
}

/**
 * Gives an interaction its message: content, source byte for byte, keys by which answers find it, search. Its basis it has
 * already, and the thread of it, which may have become another's meanwhile. Returns false, and stores nothing, where the interaction is gone or has a message.
 */
export function storeOwnLetter(
  pool: pg.Pool,
  { interactionId, accountId }: Omit<OwnLetter, 'source'>,
  prepared: PreparedBatch,
): Promise<boolean> {
  return letterTransaction(pool, async (transaction) => {
    const { trx } = transaction
    const row = await trx
      .selectFrom('interactions as i')
      .leftJoin('interactions as b', (join) =>
        join.onRef('b.id', '=', 'i.basisId').on('i.basisDistance', 'is not', null),
      )
      .select((eb) => ['i.messageId', eb.fn.coalesce('b.threadId', 'i.threadId').as('threadId')])
      .where('i.id', '=', interactionId)
      .where('i.accountId', '=', accountId)
      .forNoKeyUpdate('i')
      .executeTakeFirst()
    const [letter] = prepared.letters
    if (row === undefined || row.messageId !== null || letter === undefined) return false
    const { messages } = await reserveIds(trx, { messages: 1, interactions: 0, threads: 0 })
    const [messageId = ''] = messages
    await writeOwn(transaction, prepared, { interactionId, messageId })
    const date = new Date(letter.date)
    await trx
      .updateTable('interactions')
      .set((eb) => ({ messageId, threadId: row.threadId, date, receivedAt: date, version: eb('version', '+', '1') }))
      .where('id', '=', interactionId)
      .execute()
    await announce(trx, await settleRecords(trx, [BigInt(row.threadId)]))
    return true
  })
}

async function writeOwn(
  { client }: LetterTransaction,
  prepared: PreparedBatch,
  ids: { interactionId: string; messageId: string },
): Promise<void> {
  const [letter] = prepared.letters
  if (letter === undefined) return
  await writeMessages(client, prepared, [{ id: ids.messageId, letter }])
  await writeWords(client, prepared, [{ id: ids.interactionId, letter }])
}

async function announce(trx: Transaction, changed: readonly { id: string; accountId: string }[]): Promise<void> {
  for (const [accountId, changes] of Map.groupBy(changed, (change) => change.accountId)) {
    const data = { accountId, ids: changes.map(({ id }) => id) }
    await publish(trx, { topic: 'interactions.changed', audience: [accountAudience(accountId)], data })
  }
}

/** Takes the message away again from an interaction that becomes a draft. */
export async function takeOwnLetterBack(trx: Transaction, interactionId: string): Promise<void> {
  const row = await trx
    .selectFrom('interactions')
    .select('messageId')
    .where('id', '=', interactionId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (row === undefined || row.messageId === null) return
  await trx.updateTable('interactions').set({ messageId: null }).where('id', '=', interactionId).execute()
  await trx.deleteFrom('letterKeys').where('interactionId', '=', interactionId).execute()
  await trx.deleteFrom('search').where('interactionId', '=', interactionId).execute()
  await sql`
    delete from messages m where m.id = ${row.messageId} and ${isUnused}`.execute(trx)
}
