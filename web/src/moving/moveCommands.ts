import type { QueryClient } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'
import { toFailure } from '../api/failure.ts'
import type { Interaction, InteractionItem } from '../api/wire-types.ts'
import { oneKey } from '../interactions/interaction-queries.ts'
import { leaveFolders, patchLists } from '../interactions/refresh-lists.ts'
import { notify } from '../ui/notices.ts'
import { foldersAfter, movable, originOf, type Target, waysBack } from './move-plan.ts'

/** Words for what was done; the screen knows the language. */
export interface MoveWords {
  done(count: number): string
  refused(count: number): string
}

const chunkSize = 1000

/**
 * Moves letters to another folder: shown at once, offered for undo, taken back with the reason where the server refuses.
 * Whether the mail server itself has done it comes as an event.
 */
export function moveLetters(
  client: QueryClient,
  chosen: readonly InteractionItem[],
  target: Target,
  words: MoveWords,
): void {
  const moved = movable(chosen, target)
  if (moved.length === 0) return
  show(client, new Map(moved.map((item) => [item.id, foldersAfter(item, target)])))
  leaveFolders(client, new Map(moved.map((item) => [item.id, originOf(item)?.id ?? ''])))
  const ids = moved.map(({ id }) => id)
  const refuse = (error: unknown) => {
    show(client, new Map(moved.map(({ id, folders }) => [id, folders])))
    void client.invalidateQueries({ queryKey: ['interactions'] })
    notify({ tone: 'bad', text: words.refused(moved.length), failure: toFailure(error).code })
  }
  const sent = send(ids, target.folder.id)
  sent.catch(refuse)
  notify({
    tone: 'done',
    text: words.done(moved.length),
    undo: () => {
      show(client, new Map(moved.map(({ id, folders }) => [id, folders])))
      void sent
        .then(() => Promise.all(waysBack(moved).map(({ folder, ids: back }) => send(back, folder, target.folder.id))))
        .then(() => client.invalidateQueries({ queryKey: ['interactions'] }))
        .catch(refuse)
    },
  })
}

async function send(ids: readonly string[], folder: string, from?: string): Promise<void> {
  for (let start = 0; start < ids.length; start += chunkSize) {
    await api.interactions.move({ ids: ids.slice(start, start + chunkSize), folder, ...(from ? { from } : {}) })
  }
}

function show(client: QueryClient, folders: ReadonlyMap<string, InteractionItem['folders']>): void {
  patchLists(client, new Map([...folders].map(([id, lies]) => [id, { folders: lies }])))
  for (const [id, lies] of folders) {
    client.setQueryData<Interaction>(oneKey(id), (one) => one && { ...one, folders: lies })
  }
}
