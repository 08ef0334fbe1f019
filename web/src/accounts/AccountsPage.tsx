import { Button } from '@mantine/core'
import { IconFileImport, IconMailPlus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import { useSession } from '../session/session-query.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Placeholder } from '../ui/Placeholder.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import styles from './AccountsPage.module.css'
import { AccountTable } from './AccountTable.tsx'
import { accountsQuery } from './account-queries.ts'
import { SystemBanner } from './SystemBanner.tsx'

/** «Учетные записи электронной почты» */
export function AccountsPage() {
  const { t } = useTranslation()
  const { mailClient, user } = useSession()
  const accounts = useQuery(accountsQuery)
  usePageTitle(t('accounts.title'))
  const isEmpty = accounts.data?.length === 0
  return (
    <AdministrationFrame>
      <div className={styles['page']}>
        <header className={styles['head']}>
          <h1 className={styles['title']}>{t('accounts.title')}</h1>
          {accounts.data && mailClient ? (
            <span className={styles['commands']}>
              {user.role === 'administrator' ? (
                <Button component={Link} to="/accounts/import" leftSection={<Icon of={IconFileImport} size={14} />}>
                  {t('accounts.import')}
                </Button>
              ) : null}
              {isEmpty ? null : (
                <Button component={Link} to="/accounts/new" variant="filled" leftSection={<Icon of={IconPlus} />}>
                  {t('accounts.create')}
                </Button>
              )}
            </span>
          ) : null}
        </header>
        <SystemBanner />
        {accounts.data ? (
          isEmpty ? (
            <NoAccounts />
          ) : (
            <AccountTable accounts={accounts.data} />
          )
        ) : accounts.error ? (
          <FailurePlaceholder
            title={t('accounts.failed')}
            failure={accounts.error}
            onRetry={() => void accounts.refetch()}
          />
        ) : null}
      </div>
    </AdministrationFrame>
  )
}

function NoAccounts() {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  return (
    <Placeholder
      icon={IconMailPlus}
      title={mailClient ? t('accounts.emptyTitle') : t('empty.offTitle')}
      action={
        mailClient ? (
          <Button component={Link} to="/accounts/new" variant="filled">
            {t('empty.noAccountsCommand')}
          </Button>
        ) : null
      }
    >
      {mailClient ? t('accounts.emptyText') : t('organizer.accountsOff')}
    </Placeholder>
  )
}
