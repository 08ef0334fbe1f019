import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Session, Settings } from '../api/wire-types.ts'
import { sessionQuery } from '../session/session-query.ts'
import { notify } from '../ui/notices.ts'
import { settingsQuery } from './settings-query.ts'

/** Changes switches and names: shown at once, on this page and in the frame; taken back where the server refuses. */
export function useSettingsChange() {
  const client = useQueryClient()
  const { t } = useTranslation()
  return useMutation({
    mutationFn: (change: Partial<Settings>) => api.settings.update(change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: settingsQuery.queryKey })
      const before = client.getQueryData(settingsQuery.queryKey)
      if (before) client.setQueryData(settingsQuery.queryKey, { ...before, ...change })
      return before
    },
    onSuccess: async (settings) => {
      client.setQueryData(settingsQuery.queryKey, settings)
      const { mailClient, htmlOutgoing, otherInteractions, reviewFlags, organization } = settings
      client.setQueryData<Session>(
        sessionQuery.queryKey,
        (session) => session && { ...session, mailClient, htmlOutgoing, otherInteractions, reviewFlags, organization },
      )
      // Lists that failed or were empty while the client was off are asked for anew.
      client.removeQueries({ queryKey: ['interactions'], type: 'inactive' })
      await client.invalidateQueries({ queryKey: ['accounts'] })
    },
    onError: (failure, _change, before) => {
      if (before) client.setQueryData(settingsQuery.queryKey, before)
      notify({ tone: 'bad', text: t('review.refused'), failure: failure.code })
    },
  })
}
