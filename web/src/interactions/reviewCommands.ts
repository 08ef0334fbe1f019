import type { QueryClient } from '@tanstack/react-query'
import { syncKey } from '../accounts/account-queries.ts'
import { api } from '../api/api-client.ts'
import { toFailure } from '../api/failure.ts'
import type { Interaction, InteractionItem, SyncStatus } from '../api/wire-types.ts'
import { notify } from '../ui/notices.ts'
import { oneKey } from './interaction-queries.ts'
import { patchLists } from './refresh-lists.ts'
import {
  backwards,
  type CounterDeltas,
  changedBy,
  counterDeltas,
  fieldsAfter,
  type ReviewChange,
  shiftCounters,
  undoSteps,
} from './review-change.ts'

/** Words for what was done; the screen knows the language. */
export interface ReviewWords {
  done(count: number): string
  refused: string
}

/** The server takes so many ids in one request. */
const chunkSize = 1000

/**
 * «Рассмотрено», «Отложить рассмотрение», «Снять признак рассмотрено» on one or many: shown at once, offered for undo,
 * taken back with the reason where the server refuses.
 */
export function changeReview(
  client: QueryClient,
  chosen: readonly InteractionItem[],
  change: ReviewChange,
  words: ReviewWords,
): void {
  const before = changedBy(chosen, change)
  if (before.length === 0) return
  const after = new Map(before.map((item) => [item.id, fieldsAfter(item, change)]))
  show(client, after)
  const deltas = counterDeltas(before, change)
  showCounters(client, deltas)

  const takeBack = () => {
    show(client, new Map(before.map(({ id, reviewed, reviewAfter }) => [id, { reviewed, reviewAfter }])))
    showCounters(client, backwards(deltas))
  }
  const refuse = (error: unknown) => {
    takeBack()
    notify({ tone: 'bad', text: words.refused, failure: toFailure(error).code })
  }
  const ids = before.map(({ id }) => id)
  const sent = send(ids, change)
  sent.catch(refuse)
  notify({
    tone: 'done',
    text: words.done(before.length),
    undo: () => {
      takeBack()
      void sent
        .then(() => Promise.all(undoSteps(before).map(({ ids: back, ...flags }) => send(back, flags))))
        .catch((error: unknown) => {
          void client.invalidateQueries({ queryKey: ['interactions'] })
          notify({ tone: 'bad', text: words.refused, failure: toFailure(error).code })
        })
    },
  })
}

async function send(ids: readonly string[], flags: { reviewed?: boolean; reviewAfter?: string | null }): Promise<void> {
  for (let start = 0; start < ids.length; start += chunkSize) {
    await api.interactions.review({ ids: ids.slice(start, start + chunkSize), ...flags })
  }
}

function show(client: QueryClient, changed: ReadonlyMap<string, Partial<InteractionItem>>): void {
  patchLists(client, changed)
  for (const [id, fields] of changed) {
    client.setQueryData<Interaction>(oneKey(id), (one) => one && { ...one, ...fields })
  }
}

/** Of accounts that no item names the folders cannot have changed either. */
function showCounters(client: QueryClient, deltas: CounterDeltas): void {
  for (const id of deltas.byAccount.keys()) {
    client.setQueryData<SyncStatus>(syncKey(id), (status) => status && shiftCounters(status, id, deltas))
  }
}
