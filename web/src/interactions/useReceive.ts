import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccountFolders } from '../accounts/useAccountFolders.ts'
import { api } from '../api/api-client.ts'
import { notify } from '../ui/notices.ts'
import type { InteractionFilter } from './interaction-filter.ts'

/** «Получить почту»: from the account of the chosen node, else from all; null where nothing receives. */
export function useReceive(filter: InteractionFilter): { run: () => void; isRunning: boolean } | null {
  const { t } = useTranslation()
  const { accounts } = useAccountFolders()
  const { mutate, isPending } = useMutation({
    mutationFn: (ids: readonly string[]) => Promise.all(ids.map((id) => api.accounts.sync({ id }))),
    onSuccess: () => notify({ tone: 'info', text: t('list.receiving') }),
    onError: (failure) => notify({ tone: 'bad', text: t('list.receive'), failure: failure.code }),
  })
  const receiving = accounts.filter(({ account }) => account.useForReceiving)
  const chosen = receiving.filter(
    ({ account, status }) =>
      account.id === filter.account || status?.folders.some(({ id }) => id === filter.folder) === true,
  )
  const targets = (chosen.length > 0 ? chosen : receiving).map(({ account }) => account.id)
  if (targets.length === 0) return null
  return { run: () => mutate(targets), isRunning: isPending }
}
