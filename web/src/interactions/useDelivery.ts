import { useQuery } from '@tanstack/react-query'
import type { Delivery } from '../api/wire-types.ts'
import { interactionQuery } from './interaction-queries.ts'

/** How sending a letter stands; live events read it anew. */
export function useDelivery(id: string): Delivery | null {
  const { data } = useQuery(interactionQuery(id))
  return data?.delivery ?? null
}
