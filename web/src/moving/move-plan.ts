import type { InteractionItem } from '../api/wire-types.ts'

type FolderRef = InteractionItem['folders'][number]
type Placed = Pick<InteractionItem, 'id' | 'account' | 'folders'>

export interface Target {
  accountId: string
  folder: FolderRef
}

/** The one folder that a move takes a letter from, as the server chooses it: INBOX before others, then the oldest. */
export function originOf({ folders }: Pick<InteractionItem, 'folders'>): FolderRef | null {
  return folders.find(({ role }) => role === 'inbox') ?? folders[0] ?? null
}

/** Letters of the target's account that lie somewhere else. */
export function movable<Item extends Placed>(items: readonly Item[], { accountId, folder }: Target): Item[] {
  return items.filter(
    ({ account, folders }) =>
      account?.id === accountId && folders.length > 0 && !folders.some(({ id }) => id === folder.id),
  )
}

/** Where it will lie. */
export function foldersAfter(item: Pick<InteractionItem, 'folders'>, { folder }: Target): FolderRef[] {
  const origin = originOf(item)
  return [...item.folders.filter(({ id }) => id !== origin?.id), folder]
}

/** What takes the move back: letters by the folder that they came from. */
export function waysBack(items: readonly Placed[]): { folder: string; ids: string[] }[] {
  const byOrigin = Map.groupBy(items, (item) => originOf(item)?.id ?? '')
  return [...byOrigin]
    .filter(([folder]) => folder !== '')
    .map(([folder, some]) => ({ folder, ids: some.map(({ id }) => id) }))
}

/** The account that all lie in; null where they lie in several, or in none. */
export function commonAccount(items: readonly Placed[]): string | null {
  const first = items[0]?.account?.id
  return first !== undefined && items.every(({ account, folders }) => account?.id === first && folders.length > 0)
    ? first
    : null
}

/** Of a thread that a row stands for: its letters that lie where the row's own letter lies. */
export function lettersBeside<Item extends Placed>(row: Placed, letters: readonly Item[]): Item[] {
  const origin = originOf(row)
  return letters.filter(
    ({ account, folders }) => account?.id === row.account?.id && folders.some(({ id }) => id === origin?.id),
  )
}
