import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../api/wire-types.ts'
import { Icon } from '../ui/Icon.tsx'
import { useAccountChange } from './useAccountChange.ts'

/** Stops receiving where it stands, or lets it go on. */
export function PauseButton({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { mutate, isPending } = useAccountChange()
  if (!account.useForReceiving || account.awaitsChoice) return null
  const { id, paused } = account
  return (
    <Button
      leftSection={<Icon of={paused ? IconPlayerPlay : IconPlayerPause} size={14} />}
      loading={isPending}
      onClick={() => mutate({ id, paused: !paused })}
    >
      {t(paused ? 'accounts.resume' : 'accounts.pause')}
    </Button>
  )
}
