import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import { DeliveryState } from '../compose/DeliveryState.tsx'
import { interactionQuery } from './interaction-queries.ts'

/** Few letters are on their way at once: their rows read how sending stands, and live events read it anew. */
function useDelivery({ id, status }: InteractionItem): Delivery | null {
  const { data } = useQuery({ ...interactionQuery(id), enabled: status === 'outgoing' })
  return status === 'outgoing' ? (data?.delivery ?? null) : null
}

export function OutgoingWord({ item }: { item: InteractionItem }) {
  const { t } = useTranslation()
  const delivery = useDelivery(item)
  return delivery ? <DeliveryState id={item.id} delivery={delivery} /> : t('list.outgoing')
}

/** Why it has not left stands where the letter's beginning would. */
export function OutgoingSnippet({ item }: { item: InteractionItem }) {
  const { t } = useTranslation()
  const code = knownCode(useDelivery(item)?.failure?.code)
  return code ? t(`errors.${code}.cause`) : item.snippet
}
