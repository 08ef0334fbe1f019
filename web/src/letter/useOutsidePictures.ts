import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/api-client.ts'
import type { Failure } from '../api/failure.ts'
import type { Interaction } from '../api/wire-types.ts'
import { oneKey } from '../interactions/interaction-queries.ts'

export interface OutsideChoice {
  show: () => void
  isPending: boolean
  failure: Failure | null
}

/**
 * The letter with pictures of other servers once the reader has asked for them, without them until then. He is asked anew
 * whenever he opens it.
 */
export function useOutsidePictures(interaction: Interaction): { shown: Interaction; choice: OutsideChoice } {
  const [isWanted, setWanted] = useState(false)
  const { id, version } = interaction
  const asked = useQuery({
    queryKey: [...oneKey(id), 'outside', version],
    queryFn: ({ signal }) => api.interactions.read({ id, outside: 'shown' }, { signal }),
    enabled: isWanted,
    staleTime: 30 * 60_000,
  })
  const choice = {
    show: () => (isWanted ? void asked.refetch() : setWanted(true)),
    isPending: asked.isFetching,
    failure: asked.error,
  }
  return { shown: (isWanted && asked.data) || interaction, choice }
}
