import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { isThread } from './list-lines.ts'
import type { ReviewChange } from './review-change.ts'
import { changeReview, changeThreads } from './reviewCommands.ts'

/**
 * The three review commands with the words of the screen.
 * @param isOpen whether the letters of a thread stand in the list one by one: then its first row is only its own letter
 */
export function useReviewCommands(isOpen: (threadId: string) => boolean) {
  const client = useQueryClient()
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(() => {
    const run = (items: readonly InteractionItem[], change: ReviewChange, done: (count: number) => string) => {
      const words = { done, refused: t('review.refused') }
      const folded = items.filter((item) => isThread(item) && !isOpen(item.threadId))
      if (folded.length === 0) changeReview(client, items, change, words)
      else void changeThreads(client, items, new Set(folded.map(({ threadId }) => threadId)), { change, words })
    }
    return {
      markReviewed: (items: readonly InteractionItem[]) =>
        run(items, { reviewed: true }, (count) => t('review.reviewed', { count })),
      clearReviewed: (items: readonly InteractionItem[]) =>
        run(items, { reviewed: false }, (count) => t('review.unreviewed', { count })),
      postpone: (items: readonly InteractionItem[], until: Date) => {
        const when = formats.until(until)
        run(items, { reviewAfter: until.toISOString() }, (count) => t('review.postponed', { count, when }))
      },
    }
  }, [client, t, formats, isOpen])
}
