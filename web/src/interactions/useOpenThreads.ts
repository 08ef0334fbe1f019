import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import type { InteractionItem } from '../api/wire-types.ts'
import { notify } from '../ui/notices.ts'
import { type ListKey, threadLettersQuery } from './interaction-queries.ts'
import type { OpenThreads } from './list-lines.ts'

const none: readonly string[] = []

/** Which threads are opened in place, with their letters; forgotten when the list becomes another one. */
export function useOpenThreads(key: ListKey) {
  const { t } = useTranslation()
  const [state, setState] = useState<{ key: ListKey; ids: readonly string[] }>({ key, ids: none })
  const ids = state.key === key ? state.ids : none
  const set = useCallback(
    (threadId: string, isOpen: boolean) =>
      setState((old) => {
        const others = (old.key === key ? old.ids : none).filter((id) => id !== threadId)
        return { key, ids: isOpen ? [...others, threadId] : others }
      }),
    [key],
  )
  const combine = useCallback(
    (results: UseQueryResult<readonly InteractionItem[], Failure>[]) => ({
      open: new Map(
        ids.flatMap((id, index): [string, readonly InteractionItem[]][] => {
          const letters = results[index]?.data
          return letters ? [[id, letters]] : []
        }),
      ) as OpenThreads,
      failed: ids.find((_, index) => results[index]?.isError && !results[index]?.data) ?? null,
      failure: results.find(({ isError, data }) => isError && !data)?.error?.code ?? null,
    }),
    [ids],
  )
  const { open, failed, failure } = useQueries({ queries: ids.map((id) => threadLettersQuery(id)), combine })
  useEffect(() => {
    if (failed === null || failure === null) return
    set(failed, false)
    notify({ tone: 'bad', text: t('letter.threadFailed'), failure })
  }, [failed, failure, set, t])
  return { open, set }
}
