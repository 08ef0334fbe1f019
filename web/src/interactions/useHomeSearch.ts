import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { filterOf, type HomeSearch, type InteractionFilter } from './interaction-filter.ts'

/** The list's filter and the opened interaction, which live in the address of the page. */
export function useHomeSearch() {
  const search: HomeSearch = useSearch({ from: '/app/' })
  const navigate = useNavigate({ from: '/' })
  const key = JSON.stringify(filterOf(search))
  // The same object for the same filter, so that opening a row does not make the list anew.
  const filter = useMemo<InteractionFilter>(() => JSON.parse(key) as InteractionFilter, [key])

  const open = useCallback(
    (interaction: string | undefined, { replace = true }: { replace?: boolean } = {}) =>
      void navigate({ search: (old) => ({ ...old, interaction }), replace }),
    [navigate],
  )
  const change = useCallback(
    (part: Partial<InteractionFilter>, { replace = false }: { replace?: boolean } = {}) =>
      void navigate({ search: (old) => ({ ...old, ...part }), replace }),
    [navigate],
  )
  return { filter, openId: search.interaction, open, change }
}
