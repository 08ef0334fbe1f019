import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toFailure } from '../api/failure.ts'
import type { InteractionItem } from '../api/wire-types.ts'
import { notify } from '../ui/notices.ts'
import { askPage, type ListKey, nextPage, shapeOf } from './interaction-queries.ts'
import { farEnd, jumpWindow, type ListWindow, type PageAsk } from './list-window.ts'
import { leaveReadingPlace } from './reading-place.ts'

export type JumpTarget = 'top' | 'bottom' | Date

/**
 * Takes the list to its beginning, to its end or to a time; what was loaded stays on screen until the other place is here.
 * Resolves with the row to look at, or null where the list did not move.
 */
export function useListJump(key: ListKey): (to: JumpTarget) => Promise<InteractionItem | null> {
  const client = useQueryClient()
  const { t } = useTranslation()
  const last = useRef(0)
  return useCallback(
    async (to: JumpTarget) => {
      const turn = ++last.current
      const shape = shapeOf(key)
      const ask: PageAsk =
        to === 'bottom'
          ? { side: 'up', edge: farEnd, limit: nextPage }
          : { side: 'down', edge: to === 'top' ? farEnd : { time: to.toISOString(), cursor: null }, limit: nextPage }
      try {
        const page = await askPage(key, ask)
        // The bar was moved on meanwhile.
        if (turn !== last.current) return null
        leaveReadingPlace(key)
        const there = client.setQueryData<ListWindow>(key, (old) => jumpWindow(old, page, ask, shape))
        return (to === 'bottom' ? there?.rows.at(-1) : there?.rows[0]) ?? null
      } catch (error) {
        notify({ tone: 'bad', text: t('list.jumpFailed'), failure: toFailure(error).code })
        return null
      }
    },
    [client, key, t],
  )
}
