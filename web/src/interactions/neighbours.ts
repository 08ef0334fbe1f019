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

/** The nearest row that stays when others leave: below the opened one, or else above; undefined where none does. */
export function remainingNear(
  rows: readonly { id: string }[],
  openId: string,
  leaving: ReadonlySet<string>,
): string | undefined {
  const place = rows.findIndex(({ id }) => id === openId)
  const stays = ({ id }: { id: string }) => !leaving.has(id)
  return (rows.slice(place + 1).find(stays) ?? rows.slice(0, Math.max(0, place)).findLast(stays))?.id
}
