import type { FolderState, InteractionItem } from '../api/wire-types.ts'

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

/** How many more (or fewer) are left to review in each folder. */
export function counterDeltas(items: readonly InteractionItem[], change: ReviewChange): Map<string, number> {
  const deltas = new Map<string, number>()
  for (const item of items) {
    const delta = Number(item.reviewed) - Number(fieldsAfter(item, change).reviewed)
    if (delta === 0) continue
    for (const { id } of item.folders) deltas.set(id, (deltas.get(id) ?? 0) + delta)
  }
  return deltas
}

export function shiftCounters(folders: readonly FolderState[], deltas: ReadonlyMap<string, number>): FolderState[] {
  return folders.map((folder) => {
    const delta = deltas.get(folder.id)
    return delta ? { ...folder, unreviewed: Math.max(0, folder.unreviewed + delta) } : folder
  })
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
