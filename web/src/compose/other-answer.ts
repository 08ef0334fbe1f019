import type { InteractionItem } from '../api/wire-types.ts'

/** An answer that left in the same conversation since the draft was begun. */
export interface OtherAnswer {
  id: string
  /** Who signed it. */
  name: string
}

/** The newest answer of somebody else to what a draft answers, in a thread from the newest on; null where there is none. */
export function otherAnswer(
  thread: readonly InteractionItem[],
  draft: { id: string; begun: string },
): OtherAnswer | null {
  const found = thread.find(
    ({ id, direction, status, date }) =>
      id !== draft.id &&
      direction === 'outgoing' &&
      (status === 'sent' || status === 'outgoing') &&
      date >= draft.begun,
  )
  const [writer] = found?.from ?? []
  return found ? { id: found.id, name: writer?.name || writer?.address || '' } : null
}
