import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Failure } from '../api/failure.ts'
import type { InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { kindIcon } from '../interactions/kind-icon.ts'
import { namesOf } from '../interactions/participants.ts'
import { useSession } from '../session/session-query.ts'
import type { PaletteItem } from './palette-item.ts'

const pause = 180
const most = 7

interface FoundLetters {
  items: readonly PaletteItem[]
  isSearching: boolean
  failure: Failure | null
}

/** Letters that hold the words, by the list's own search and operators, as one types. */
export function useLetterItems(typed: string): FoundLetters {
  const { t } = useTranslation()
  const formats = useFormats()
  const { mailClient } = useSession()
  const navigate = useNavigate()
  const words = typed.trim()
  const rested = useRested(words)
  const isEnough = words.length > 1
  const { data, error, isFetching } = useQuery({
    queryKey: ['interactions', 'palette', rested],
    queryFn: ({ signal }) => api.interactions.search({ q: rested, limit: most }, { signal }),
    enabled: mailClient && isEnough && rested.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  const open = ({ id }: InteractionItem) =>
    void navigate({ to: '/', search: (old: object) => ({ ...old, interaction: id }) })
  if (!isEnough || !mailClient) return { items: [], isSearching: false, failure: null }
  const items = (error ? [] : (data?.items ?? [])).map((item) => ({
    id: `letter ${item.id}`,
    group: 'letters' as const,
    icon: kindIcon(item),
    title: item.subject || t('list.noSubject'),
    hint: [namesOf(item.from), formats.brief(new Date(item.date))].filter(Boolean).join(' · '),
    names: [],
    run: () => open(item),
  }))
  return { items, isSearching: isFetching || rested !== words, failure: error }
}

/** What was typed, once it has rested for a moment. */
function useRested(words: string): string {
  const [rested, setRested] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setRested(words), pause)
    return () => clearTimeout(timer)
  }, [words])
  return rested
}
