import { Button } from '@mantine/core'
import { IconChevronRight, IconMailPlus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import type { Account } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Placeholder } from '../ui/Placeholder.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { AccountState } from './AccountState.tsx'
import styles from './AccountsPage.module.css'
import { accountsQuery } from './account-queries.ts'

/** «Учетные записи электронной почты» */
export function AccountsPage() {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  const accounts = useQuery(accountsQuery)
  usePageTitle(t('accounts.title'))
  return (
    <AdministrationFrame>
      <div className={styles['page']}>
        <header className={styles['head']}>
          <h1 className={styles['title']}>{t('accounts.title')}</h1>
          {accounts.data && accounts.data.length > 0 && mailClient ? (
            <Button component={Link} to="/accounts/new" variant="filled" leftSection={<Icon of={IconPlus} />}>
              {t('accounts.create')}
            </Button>
          ) : null}
        </header>
        {accounts.data ? (
          <AccountTable accounts={accounts.data} />
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

function AccountTable({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  if (accounts.length === 0) {
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
  return (
    <div className={styles['tableCard']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('accounts.name')}</th>
            <th scope="col">{t('accounts.senderName')}</th>
            <th scope="col">{t('accounts.address')}</th>
            <th scope="col">{t('accounts.access')}</th>
            <th scope="col">{t('accounts.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AccountRow({ account }: { account: Account }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id, name, senderName, address, scope } = account
  return (
    // The link in the first cell is the way for keys; the whole row serves the pointer.
    <tr onClick={() => void navigate({ to: '/accounts/$accountId', params: { accountId: id } })} onKeyDown={undefined}>
      <td className={styles['name']}>
        <Link to="/accounts/$accountId" params={{ accountId: id }} onClick={(event) => event.stopPropagation()}>
          {name}
        </Link>
      </td>
      <td>{senderName}</td>
      <td>{address}</td>
      <td className={styles['quiet']}>{t(scope === 'shared' ? 'accounts.shared' : 'accounts.personal')}</td>
      <td className={styles['state']}>
        <AccountState account={account} />
      </td>
      <td className={styles['arrow']}>
        <Icon of={IconChevronRight} size={14} />
      </td>
    </tr>
  )
}
