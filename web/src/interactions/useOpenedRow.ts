import { useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import type { ListKey } from './interaction-queries.ts'

/** The opened row as it stood in this list last: it stays while it is read, whatever the list holds meanwhile. */
export function useOpenedRow(
  key: ListKey,
  rows: readonly InteractionItem[],
  openId: string | undefined,
): InteractionItem | null {
  const [kept, setKept] = useState<{ key: ListKey; row: InteractionItem } | null>(null)
  const found = openId === undefined ? undefined : rows.find(({ id }) => id === openId)
  if (found && (kept?.row !== found || kept.key !== key)) setKept({ key, row: found })
  if (found) return found
  return kept && kept.key === key && kept.row.id === openId ? kept.row : null
}
