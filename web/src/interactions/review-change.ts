import type { InteractionItem, SyncStatus } from '../api/wire-types.ts'
import { reviewStateOf } from './review-states.ts'

/** What the three review commands ask for. */
export type ReviewChange = { reviewed: boolean } | { reviewAfter: string }

type ReviewFields = Pick<InteractionItem, 'reviewed' | 'reviewAfter'>

/** The flags after the change: what is reviewed is no longer postponed, clearing the mark keeps the postponement. */
export function fieldsAfter(item: ReviewFields, change: ReviewChange): ReviewFields {
  if ('reviewAfter' in change) return { reviewed: item.reviewed, reviewAfter: change.reviewAfter }
  return { reviewed: change.reviewed, reviewAfter: change.reviewed ? null : item.reviewAfter }
}

/** Those that the change really changes; postponing passes over reviewed ones, which wait for nothing. */
export function changedBy(items: readonly InteractionItem[], change: ReviewChange): InteractionItem[] {
  if ('reviewAfter' in change) return items.filter(({ reviewed }) => !reviewed)
  return items.filter(({ reviewed }) => reviewed !== change.reviewed)
}

/** How many more (or fewer) are left to review. */
export interface CounterDeltas {
  byFolder: ReadonlyMap<string, number>
  byAccount: ReadonlyMap<string, number>
}

/** What the change does to counters: in every folder where a letter lies, and once in its account. */
export function counterDeltas(items: readonly InteractionItem[], change: ReviewChange): CounterDeltas {
  const byFolder = new Map<string, number>()
  const byAccount = new Map<string, number>()
  for (const item of items) {
    const delta = Number(item.reviewed) - Number(fieldsAfter(item, change).reviewed)
    if (delta === 0) continue
    for (const { id } of item.folders) byFolder.set(id, (byFolder.get(id) ?? 0) + delta)
    if (item.account) byAccount.set(item.account.id, (byAccount.get(item.account.id) ?? 0) + delta)
  }
  return { byFolder, byAccount }
}

/** How many more (or fewer) are left to review in each thread; what is postponed waits and is not left. */
export function threadDeltas(
  items: readonly InteractionItem[],
  change: ReviewChange,
  now: number,
): Map<string, number> {
  const isLeft = (fields: ReviewFields) => Number(reviewStateOf(fields, now) === 'to-review')
  const deltas = new Map<string, number>()
  for (const item of items) {
    const delta = isLeft(fieldsAfter(item, change)) - isLeft(item)
    if (delta !== 0) deltas.set(item.threadId, (deltas.get(item.threadId) ?? 0) + delta)
  }
  return deltas
}

/** The change taken back. */
export function backwards({ byFolder, byAccount }: CounterDeltas): CounterDeltas {
  const negative = (deltas: ReadonlyMap<string, number>) => new Map([...deltas].map(([id, delta]) => [id, -delta]))
  return { byFolder: negative(byFolder), byAccount: negative(byAccount) }
}

/** The state of an account with its counters moved. */
export function shiftCounters(status: SyncStatus, accountId: string, deltas: CounterDeltas): SyncStatus {
  const moved = (unreviewed: number, delta = 0) => Math.max(0, unreviewed + delta)
  const folders = status.folders.map((folder) => {
    const delta = deltas.byFolder.get(folder.id)
    return delta ? { ...folder, unreviewed: moved(folder.unreviewed, delta) } : folder
  })
  return { ...status, unreviewed: moved(status.unreviewed, deltas.byAccount.get(accountId)), folders }
}

interface UndoStep {
  ids: string[]
  reviewed: boolean
  reviewAfter: string | null
}

/** Requests that bring back what was before: one for all that stood alike. */
export function undoSteps(before: readonly InteractionItem[]): UndoStep[] {
  const steps = new Map<string, UndoStep>()
  for (const { id, reviewed, reviewAfter } of before) {
    const key = `${reviewed} ${reviewAfter}`
    const step = steps.get(key) ?? { ids: [], reviewed, reviewAfter }
    step.ids.push(id)
    steps.set(key, step)
  }
  return [...steps.values()]
}
