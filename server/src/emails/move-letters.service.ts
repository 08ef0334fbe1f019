import { sql } from 'kysely'
import { readableAccountIds } from '../accounts/accounts.access.ts'
import { readableInteractions } from '../interactions/interactions.access.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import type { Actor } from '../users/actor.ts'
import { moveLetters } from './move-letters.job.ts'

export interface MoveWish {
  ids: readonly string[]
  /** Where they go. */
  folder: string
  /** Where they are taken from; without it INBOX before other folders. */
  from?: string | undefined
}

interface Place {
  interactionId: string
  folderId: string
}

/**
 * Wishes that letters be moved on their mail server. Nothing changes here before the server has done it: what it holds is
 * what is shown. Letters that the actor may not read, that lie in another account or nowhere, and those that are in the
 * folder already are passed over. With `from` the letters are taken from there when their turn comes, even if an earlier
 * move has yet to bring them: so a move is taken back. Returns those that will be moved. Throws NOT_FOUND,
 * FOLDER_TAKES_NO_LETTERS.
 */
export function wishMove(db: Database, actor: Actor, { ids, folder, from }: MoveWish): Promise<string[]> {
  return transaction(db, async (trx) => {
    const target = await findTarget(trx, actor, folder)
    const found = (await readableInteractions(trx, actor, ids)).filter(
      ({ accountId }) => accountId === target.accountId,
    )
    const letters = found.map((letter) => letter.id)
    const places = from === undefined ? await findPlaces(trx, letters, target) : placesIn(from, letters)
    for (const [fromFolderId, interactionIds] of Map.groupBy(places, (place) => place.folderId)) {
      const payload = {
        accountId: target.accountId,
        interactionIds: interactionIds.map((place) => place.interactionId),
        fromFolderId,
        toFolderId: target.id,
        askedBy: actor.userId,
      }
      await enqueue(trx, moveLetters, payload, { queue: `${moveLetters.name}:${target.accountId}` })
    }
    return places.map((place) => place.interactionId)
  })
}

/** Only an IMAP server keeps folders; one that is no place for letters, or gathers them from elsewhere, takes none. */
async function findTarget(trx: Transaction, actor: Actor, id: string): Promise<{ id: string; accountId: string }> {
  const row = await trx
    .selectFrom('folders')
    .innerJoin('accounts', 'accounts.id', 'folders.accountId')
    .select(['folders.id', 'folders.accountId', 'folders.reason', 'folders.role', 'folders.goneAt'])
    .select(['accounts.incomingProtocol'])
    .where('folders.id', '=', /^\d{1,18}$/.test(id) ? id : '0')
    .executeTakeFirst()
  if (row === undefined || !(await readableAccountIds(trx, actor)).includes(row.accountId)) {
    throw new AppError('NOT_FOUND')
  }
  const isPlace = row.goneAt === null && row.reason !== 'not-selectable' && row.role !== 'flagged'
  if (!isPlace || row.incomingProtocol !== 'imap') throw new AppError('FOLDER_TAKES_NO_LETTERS')
  return { id: row.id, accountId: row.accountId }
}

function placesIn(folderId: string, ids: readonly string[]): Place[] {
  if (!/^\d{1,18}$/.test(folderId)) throw new AppError('NOT_FOUND')
  return ids.map((interactionId) => ({ interactionId, folderId }))
}

/** One place of each letter. */
async function findPlaces(trx: Transaction, ids: readonly string[], target: { id: string }): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select distinct on (p.interaction_id) p.interaction_id, p.folder_id
    from placements p join folders f on f.id = p.folder_id
    where p.interaction_id = any(${[...ids]}::bigint[]) and f.gone_at is null
      and not exists (
        select from placements there where there.interaction_id = p.interaction_id and there.folder_id = ${target.id})
    order by p.interaction_id, f.role <> 'inbox', p.folder_id`.execute(trx)
  return rows
}
