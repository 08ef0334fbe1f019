import '../theme/mantine-forms.css'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import { Failure } from '../api/failure.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { AccountCrumbs } from './AccountCrumbs.tsx'
import { AccountEditor } from './AccountEditor.tsx'
import styles from './AccountForm.module.css'
import { accountsQuery } from './account-queries.ts'

/** One account: its settings, its check, its end. */
export function AccountPage() {
  const { t } = useTranslation()
  const { accountId } = useParams({ from: '/app/accounts/$accountId' })
  const accounts = useQuery(accountsQuery)
  const account = accounts.data?.find(({ id }) => id === accountId)
  return (
    <AdministrationFrame>
      <div className={styles['page']}>
        <AccountCrumbs />
        {account ? (
          <AccountEditor key={account.id} account={account} />
        ) : accounts.data ? (
          <FailurePlaceholder failure={new Failure('NOT_FOUND')} />
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
