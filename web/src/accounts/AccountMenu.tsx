import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDots,
  IconListCheck,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import { notify } from '../ui/notices.ts'
import { accountsKey } from './account-queries.ts'
import { RemoveDialog } from './RemoveAccount.tsx'
import { useAccountChange } from './useAccountChange.ts'

/** «Еще»: what can be done with an account without opening it. */
export function AccountMenu({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const change = useAccountChange()
  const check = useCheckNow(account)
  const receive = useReceiveNow(account)
  const { id, rights, paused, useForReceiving, awaitsChoice, closedAt } = account
  if (!rights.manage || !mailClient) return null
  const isOpen = closedAt === null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            loading={check.isPending}
            aria-label={t('accounts.more', { name: account.name })}
          >
            <Icon of={IconDots} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Icon of={IconSettings} />}
            onClick={() => void navigate({ to: '/accounts/$accountId', params: { accountId: id } })}
          >
            {t('accounts.open')}
          </Menu.Item>
          {isOpen ? (
            <Menu.Item leftSection={<Icon of={IconListCheck} />} onClick={() => check.mutate()}>
              {t('accountForm.check')}
            </Menu.Item>
          ) : null}
          {isOpen && useForReceiving && !awaitsChoice ? (
            <>
              <Menu.Item leftSection={<Icon of={IconRefresh} />} disabled={paused} onClick={() => receive.mutate()}>
                {t('accounts.receiveNow')}
              </Menu.Item>
              <Menu.Item
                leftSection={<Icon of={paused ? IconPlayerPlay : IconPlayerPause} />}
                onClick={() => change.mutate({ id, paused: !paused })}
              >
                {t(paused ? 'accounts.resume' : 'accounts.pause')}
              </Menu.Item>
            </>
          ) : null}
          <Menu.Item leftSection={<Icon of={IconTrash} />} onClick={() => setRemoving(true)}>
            {t('accountForm.removeAsk')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRemoving ? <RemoveDialog account={account} onClose={() => setRemoving(false)} /> : null}
    </>
  )
}

/** S29 from the list: the outcome as a notice, the steps on the account's own page. */
function useCheckNow({ id, name }: Account) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.accounts.check({ id }),
    onSuccess: async ({ ok, steps }) => {
      await client.invalidateQueries({ queryKey: accountsKey })
      if (ok) return notify({ tone: 'done', text: t('accounts.checked', { name }) })
      const failed = steps.find((step) => !step.ok)
      notify({
        tone: 'bad',
        text: t('accounts.checkFailed', { name }),
        failure: knownCode(failed?.code) ?? 'UNEXPECTED',
      })
    },
    onError: ({ code }) => notify({ tone: 'bad', text: t('accounts.checkFailed', { name }), failure: code }),
  })
}

function useReceiveNow({ id }: Account) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.accounts.sync({ id }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
    onError: ({ code }) => notify({ tone: 'bad', text: t('accounts.changeRefused'), failure: code }),
  })
}
