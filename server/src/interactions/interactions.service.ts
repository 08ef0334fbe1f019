import { accountAudience } from '../accounts/account-audience.ts'
import { readableAccountIds } from '../accounts/accounts.access.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { publish } from '../platform/live.ts'
import { recordId } from '../records/records.service.ts'
import type { Actor } from '../users/actor.ts'
import { readableInteraction, readableInteractions } from './interactions.access.ts'
import { type FlagChange, setAssignee, setFlags, setProved, setRecord } from './interactions.store.ts'
import { type InteractionItem, listInteractions, showInteractions, spanOfList } from './interactions.view.ts'
import { readCursor } from './list-cursor.ts'
import {
  filterOf,
  type ListQuery,
  type SearchQuery,
  type SpanQuery,
  searchFilterOf,
  spanFilterOf,
} from './list-query.ts'

/** One page of what the actor may read. Throws CURSOR_INVALID, SEARCH_INVALID. */
export async function listFor(db: Database, actor: Actor, query: ListQuery) {
  return listInteractions(db, filterOf(query, actor, await readableAccountIds(db, actor)))
}

/** From when to when it reaches. Throws SEARCH_INVALID. */
export async function spanFor(db: Database, actor: Actor, query: SpanQuery) {
  return spanOfList(db, spanFilterOf(query, actor, await readableAccountIds(db, actor)))
}

/** The same by words. */
export async function searchFor(db: Database, actor: Actor, query: SearchQuery) {
  return listInteractions(db, searchFilterOf(query, await readableAccountIds(db, actor)))
}

/** A thread as far as the actor may read it. Throws CURSOR_INVALID, and NOT_FOUND where he may read none of it. */
export async function readThread(
  db: Database,
  actor: Actor,
  wish: { id: string; sort: 'date' | '-date'; limit: number; cursor?: string | undefined },
) {
  const found = await listInteractions(db, {
    accounts: await readableAccountIds(db, actor),
    thread: /^\d{1,18}$/.test(wish.id) ? wish.id : '0',
    oldestFirst: wish.sort === 'date',
    limit: wish.limit,
    after: wish.cursor === undefined ? undefined : readCursor(wish.cursor).after,
  })
  if (found.items.length === 0 && wish.cursor === undefined) throw new AppError('NOT_FOUND')
  return found
}

export interface RecordChoice {
  type: string
  externalId: string
}

export interface InteractionChange extends FlagChange {
  assignee?: string | null | undefined
  record?: RecordChoice | null | undefined
}

/**
 * «Рассмотрено», «Отложить рассмотрение», «Снять признак рассмотрено» on many. Ids that the actor may not read do not
 * exist for him: they are passed over. Returns those that changed.
 */
export function reviewInteractions(
  db: Database,
  actor: Actor,
  ids: readonly string[],
  change: FlagChange,
): Promise<string[]> {
  return transaction(db, async (trx) => {
    const found = await readableInteractions(trx, actor, ids)
    const changed = found.length === 0 ? [] : await setFlags(trx, found, settled(change))
    await announce(trx, found, changed)
    return changed
  })
}

/** Sets the record of many; null takes it away. Throws NOT_FOUND for a record that is not known. */
export function setRecordOf(
  db: Database,
  actor: Actor,
  ids: readonly string[],
  record: RecordChoice | null,
): Promise<string[]> {
  return transaction(db, async (trx) => {
    const found = await readableInteractions(trx, actor, ids)
    const id = record === null ? null : await recordId(trx, record)
    const changed = found.length === 0 ? [] : await setRecord(trx, found, id)
    await announce(trx, found, changed)
    return changed
  })
}

/** Changes one interaction and returns it as lists show it. Throws NOT_FOUND for what the actor may not read. */
export function changeInteraction(
  db: Database,
  actor: Actor,
  id: string,
  change: InteractionChange,
): Promise<InteractionItem> {
  return transaction(db, async (trx) => {
    const found = [await readableInteraction(trx, actor, id)]
    const changed = new Set<string>()
    const note = (ids: string[]) => {
      for (const one of ids) changed.add(one)
    }
    if (change.reviewed !== undefined || change.reviewAfter !== undefined)
      note(await setFlags(trx, found, settled(change)))
    if (change.record !== undefined)
      note(await setRecord(trx, found, change.record === null ? null : await recordId(trx, change.record)))
    if (change.assignee !== undefined) note(await setAssignee(trx, found, await activeUser(trx, change.assignee)))
    await announce(trx, found, [...changed])
    const [item] = await showInteractions(trx, [id])
    if (item === undefined) throw new AppError('NOT_FOUND')
    return item
  })
}

/** Evidence was found that an outgoing letter was sent from here: like others we sent it is reviewed. No actor: the program's own work. */
export async function markProved(trx: Transaction, letter: { id: string; accountId: string }): Promise<void> {
  await setProved(trx, letter.id)
  await setFlags(trx, [letter], { reviewed: true })
  await announce(trx, [letter], [letter.id])
}

/** What is reviewed is no longer postponed. */
function settled(change: FlagChange): FlagChange {
  const { reviewed, reviewAfter } = change
  return { reviewed, reviewAfter: reviewed === true && reviewAfter === undefined ? null : reviewAfter }
}

async function activeUser(trx: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst()
  if (user === undefined) throw new AppError('NOT_FOUND', { field: 'assignee' })
  return user.id
}

/** One event an account: those who may not read it never hear of it. */
async function announce(
  trx: Transaction,
  found: readonly { id: string; accountId: string }[],
  changed: readonly string[],
): Promise<void> {
  const byAccount = new Map<string, string[]>()
  for (const { id, accountId } of found) {
    if (changed.includes(id)) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), id])
  }
  for (const [accountId, ids] of byAccount) {
    await publish(trx, {
      topic: 'interactions.changed',
      audience: [accountAudience(accountId)],
      data: { accountId, ids },
    })
  }
}
