import type { InteractionItem } from '../api/wire-types.ts'

export interface Neighbours {
  previous: string | undefined
  next: string | undefined
}

/** The rows above and below the opened one; where it is not in the list, the first row comes next. */
export function neighboursOf(rows: readonly InteractionItem[], openId: string | undefined): Neighbours {
  const index = rows.findIndex(({ id }) => id === openId)
  if (index === -1) return { previous: undefined, next: rows[0]?.id }
  return { previous: rows[index - 1]?.id, next: rows[index + 1]?.id }
}

/** The row so many steps from the opened one, or from the first; never beyond the ends. */
export function rowAway(
  rows: readonly InteractionItem[],
  openId: string | undefined,
  steps: number,
): string | undefined {
  const index = Math.max(
    0,
    rows.findIndex(({ id }) => id === openId),
  )
  return rows[Math.min(rows.length - 1, Math.max(0, index + steps))]?.id
}
