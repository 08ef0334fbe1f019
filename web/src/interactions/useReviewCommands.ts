import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { changeReview } from './reviewCommands.ts'

/** The three review commands with the words of the screen. */
export function useReviewCommands() {
  const client = useQueryClient()
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(() => {
    const refused = t('review.refused')
    return {
      markReviewed: (items: readonly InteractionItem[]) =>
        changeReview(
          client,
          items,
          { reviewed: true },
          {
            done: (count) => t('review.reviewed', { count }),
            refused,
          },
        ),
      clearReviewed: (items: readonly InteractionItem[]) =>
        changeReview(
          client,
          items,
          { reviewed: false },
          {
            done: (count) => t('review.unreviewed', { count }),
            refused,
          },
        ),
      postpone: (items: readonly InteractionItem[], until: Date) => {
        const when = formats.until(until)
        const change = { reviewAfter: until.toISOString() }
        changeReview(client, items, change, { done: (count) => t('review.postponed', { count, when }), refused })
      },
    }
  }, [client, t, formats])
}
