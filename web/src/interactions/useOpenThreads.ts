import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Failure, toFailure } from '../api/failure.ts'
import type { InteractionItem } from '../api/wire-types.ts'
import { notify } from '../ui/notices.ts'
import { type ListKey, threadLettersQuery } from './interaction-queries.ts'
import type { OpenThreads } from './list-lines.ts'

const none: readonly string[] = []

/** Which threads are opened in place, with their letters; forgotten when the list becomes another one. */
export function useOpenThreads(key: ListKey) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [state, setState] = useState<{ key: ListKey; ids: readonly string[] }>({ key, ids: none })
  const ids = state.key === key ? state.ids : none
  const put = useCallback(
    (threadId: string, isOpen: boolean) =>
      setState((old) => {
        const others = (old.key === key ? old.ids : none).filter((id) => id !== threadId)
        return { key, ids: isOpen ? [...others, threadId] : others }
      }),
    [key],
  )
  const set = useCallback(
    (threadId: string, isOpen: boolean) => {
      put(threadId, isOpen)
      if (!isOpen) return
      client.query(threadLettersQuery(threadId)).catch((error: unknown) => {
        put(threadId, false)
        notify({ tone: 'bad', text: t('letter.threadFailed'), failure: toFailure(error).code })
      })
    },
    [client, put, t],
  )
  const combine = useCallback(
    (results: UseQueryResult<readonly InteractionItem[], Failure>[]): OpenThreads =>
      new Map(
        ids.flatMap((id, index): [string, readonly InteractionItem[]][] => {
          const letters = results[index]?.data
          return letters ? [[id, letters]] : []
        }),
      ),
    [ids],
  )
  const open = useQueries({ queries: ids.map((id) => threadLettersQuery(id)), combine })
  return { open, set }
}
