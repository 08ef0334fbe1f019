import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Inputs } from '../api/api-client.ts'
import { api } from '../api/api-client.ts'
import { notify } from '../ui/notices.ts'
import { accountsKey } from './account-queries.ts'

/** Small changes that ask no server: a pause, the part of the system account. */
export function useAccountChange() {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Inputs['accounts']['update']) => api.accounts.update(change),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
    onError: ({ code }) => notify({ tone: 'bad', text: t('accounts.changeRefused'), failure: code }),
  })
}
