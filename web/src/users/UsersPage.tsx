import '../theme/mantine-forms.css'
import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import page from '../accounts/AccountsPage.module.css'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import { useSession } from '../session/session-query.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { Icon } from '../ui/Icon.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { AddUser } from './AddUser.tsx'
import { ResetPassword } from './ResetPassword.tsx'
import { UserRow } from './UserRow.tsx'
import type { User } from './user-types.ts'
import { usersQuery } from './users-query.ts'

type Asking = { about: 'new' } | { about: 'password'; user: User } | null

/** «Администрирование → Пользователи» */
export function UsersPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const users = useQuery({ ...usersQuery, enabled: user.role === 'administrator' })
  const [asking, setAsking] = useState<Asking>(null)
  const close = () => setAsking(null)
  usePageTitle(t('users.title'))
  if (user.role !== 'administrator') return <Navigate to="/accounts" replace />
  return (
    <AdministrationFrame>
      <div className={page['page']}>
        <header className={page['head']}>
          <h1 className={page['title']}>{t('users.title')}</h1>
          {users.data ? (
            <Button
              variant="filled"
              leftSection={<Icon of={IconUserPlus} />}
              onClick={() => setAsking({ about: 'new' })}
            >
              {t('users.add')}
            </Button>
          ) : null}
        </header>
        {users.data ? (
          <UserTable users={users.data} onPassword={(about) => setAsking({ about: 'password', user: about })} />
        ) : users.error ? (
          <FailurePlaceholder title={t('users.failed')} failure={users.error} onRetry={() => void users.refetch()} />
        ) : null}
      </div>
      {asking?.about === 'new' ? <AddUser onClose={close} /> : null}
      {asking?.about === 'password' ? <ResetPassword user={asking.user} onClose={close} /> : null}
    </AdministrationFrame>
  )
}

interface UserTableProps {
  users: readonly User[]
  onPassword: (user: User) => void
}

function UserTable({ users, onPassword }: UserTableProps) {
  const { t } = useTranslation()
  return (
    <div className={page['tableCard']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col">{t('users.name')}</th>
            <th scope="col">{t('users.email')}</th>
            <th scope="col">{t('users.role')}</th>
            <th scope="col">{t('users.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} onPassword={() => onPassword(user)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
