import type { InteractionItem } from '../api/wire-types.ts'

/** A row as it stands in the list; those of an opened thread are indented below its first line. */
export interface ListLine {
  item: InteractionItem
  isInside: boolean
  /** Null where it is no thread, or the list does not fold. */
  isOpen: boolean | null
  /** Of an opened thread, where the same letter came to several accounts: the account that this one came to. */
  copyIn: string | null
}

export type OpenThreads = ReadonlyMap<string, readonly InteractionItem[]>

/** More than one letter is a thread that can be opened. */
export function isThread({ thread }: InteractionItem): boolean {
  return (thread?.count ?? 1) > 1
}

/**
 * The rows with the letters of opened threads below them, newest first. The letter that stands for the thread is not
 * said twice.
 */
export function linesOf(rows: readonly InteractionItem[], open: OpenThreads): ListLine[] {
  return rows.flatMap((item): ListLine[] => {
    const closed = { item, isInside: false, copyIn: null }
    if (!isThread(item)) return [{ ...closed, isOpen: null }]
    const letters = open.get(item.threadId)
    if (!letters) return [{ ...closed, isOpen: false }]
    const others = letters.filter(({ id }) => id !== item.id)
    const copyIn = copiesOf([item, ...others])
    return [
      { ...closed, isOpen: true, copyIn: copyIn(item) },
      ...others.map((other) => ({ item: other, isInside: true, isOpen: null, copyIn: copyIn(other) })),
    ]
  })
}

function copiesOf(letters: readonly InteractionItem[]): (letter: InteractionItem) => string | null {
  const counts = new Map<string, number>()
  for (const { messageId } of letters) if (messageId) counts.set(messageId, (counts.get(messageId) ?? 0) + 1)
  return ({ messageId, account }) => (messageId && (counts.get(messageId) ?? 0) > 1 ? (account?.name ?? null) : null)
}
