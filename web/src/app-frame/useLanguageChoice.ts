import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Session } from '../api/wire-types.ts'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'
import type { Language } from '../i18n/language.ts'
import { sessionQuery } from '../session/session-query.ts'
import { notify } from '../ui/notices.ts'

/** The language of the screens: changed at once, kept with the user; taken back where the server refuses. */
export function useLanguageChoice(): { language: Language; choose: (language: Language) => void } {
  const client = useQueryClient()
  const { t } = useTranslation()
  const { mutate } = useMutation({
    mutationFn: async ({ to }: { to: Language; from: Language }) => api.users.updateOwn({ language: to }),
    onMutate: ({ to }) => switchLanguage(to),
    onSuccess: (_user, { to }) => {
      client.setQueryData<Session>(
        sessionQuery.queryKey,
        (session) => session && { ...session, user: { ...session.user, language: to } },
      )
    },
    onError: (failure, { from }) => {
      void switchLanguage(from)
      notify({ tone: 'bad', text: t('review.refused'), failure: failure.code })
    },
  })
  const language = currentLanguage()
  return { language, choose: (to) => mutate({ to, from: language }) }
}
