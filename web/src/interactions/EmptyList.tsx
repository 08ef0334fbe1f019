import { Button } from '@mantine/core'
import { IconCircleCheck, IconFilterOff, IconInbox, IconMailPlus, IconSearchOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccountFolders } from '../accounts/useAccountFolders.ts'
import { Placeholder } from '../ui/Placeholder.tsx'
import type { InteractionFilter } from './interaction-filter.ts'

interface EmptyListProps {
  filter: InteractionFilter
  onReset: () => void
}

/** Why there is no row, and what to do next. */
export function EmptyList({ filter, onReset }: EmptyListProps) {
  const { t } = useTranslation()
  const { accounts, isPending, failure } = useAccountFolders()
  const reset = <Button onClick={onReset}>{t('list.resetFilters')}</Button>
  if (filter.q !== undefined) {
    return (
      <Placeholder icon={IconSearchOff} title={t('empty.searchTitle')} action={reset}>
        {t('empty.searchText')}
      </Placeholder>
    )
  }
  if (!isPending && !failure && accounts.length === 0) return <NoAccounts />
  if (filter.status === 'to-review') {
    return (
      <Placeholder icon={IconCircleCheck} title={t('empty.reviewedTitle')} action={reset}>
        {t('empty.reviewedText')}
      </Placeholder>
    )
  }
  if (filter.status ?? filter.kind ?? filter.direction) {
    return (
      <Placeholder icon={IconFilterOff} title={t('empty.filteredTitle')} action={reset}>
        {t('empty.filteredText')}
      </Placeholder>
    )
  }
  const isImporting = accounts.some(({ status }) => status?.state === 'syncing' || status?.state === 'connecting')
  return (
    <Placeholder icon={IconInbox} title={t('empty.nothingTitle')}>
      {t(isImporting ? 'empty.importingText' : 'empty.nothingText')}
    </Placeholder>
  )
}

function NoAccounts() {
  const { t } = useTranslation()
  return (
    <Placeholder
      icon={IconMailPlus}
      title={t('empty.noAccountsTitle')}
      action={
        <Button component={Link} to="/accounts/new" variant="filled">
          {t('empty.noAccountsCommand')}
        </Button>
      }
    >
      {t('empty.noAccountsText')}
    </Placeholder>
  )
}
