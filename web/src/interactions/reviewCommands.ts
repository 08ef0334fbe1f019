import type { QueryClient } from '@tanstack/react-query'
import { syncKey } from '../accounts/account-queries.ts'
import { api } from '../api/api-client.ts'
import { toFailure } from '../api/failure.ts'
import type { Interaction, InteractionItem, SyncStatus } from '../api/wire-types.ts'
import { notify } from '../ui/notices.ts'
import { oneKey, threadLettersQuery } from './interaction-queries.ts'
import { patchLists, shiftThreads } from './refresh-lists.ts'
import {
  backwards,
  type CounterDeltas,
  changedBy,
  counterDeltas,
  fieldsAfter,
  type ReviewChange,
  shiftCounters,
  threadDeltas,
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
  const inThreads = threadDeltas(before, change, Date.now())
  showCounters(client, deltas)
  shiftThreads(client, inThreads)

  const takeBack = () => {
    show(client, new Map(before.map(({ id, reviewed, reviewAfter }) => [id, { reviewed, reviewAfter }])))
    showCounters(client, backwards(deltas))
    shiftThreads(client, inverse(inThreads))
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

/**
 * The same on rows of which some stand for a whole folded thread: all of its letters that the user may read change, and
 * exactly those come back by undo.
 * @param threads ids of the threads whose rows stand for all of their letters
 */
export async function changeThreads(
  client: QueryClient,
  chosen: readonly InteractionItem[],
  threads: ReadonlySet<string>,
  { change, words }: { change: ReviewChange; words: ReviewWords },
): Promise<void> {
  try {
    const letters = await Promise.all(
      chosen.map(async (item) =>
        threads.has(item.threadId) ? client.query(threadLettersQuery(item.threadId)) : [item],
      ),
    )
    const each = new Map(letters.flat().map((item) => [item.id, item]))
    changeReview(client, [...each.values()], change, words)
  } catch (error) {
    notify({ tone: 'bad', text: words.refused, failure: toFailure(error).code })
  }
}

function inverse(deltas: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...deltas].map(([id, delta]) => [id, -delta]))
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
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: ['interactions', 'thread'] })) {
    if (queryKey.at(-1) !== 'letters') continue
    client.setQueryData<readonly InteractionItem[]>(queryKey, (letters) =>
      letters?.map((letter) => ({ ...letter, ...changed.get(letter.id) })),
    )
  }
}

/** Of accounts that no item names the folders cannot have changed either. */
function showCounters(client: QueryClient, deltas: CounterDeltas): void {
  for (const id of deltas.byAccount.keys()) {
    client.setQueryData<SyncStatus>(syncKey(id), (status) => status && shiftCounters(status, id, deltas))
  }
}
