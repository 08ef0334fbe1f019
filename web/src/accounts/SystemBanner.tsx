import { IconBellOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Banner } from '../ui/Banner.tsx'
import styles from './AccountNotes.module.css'
import { accountsQuery } from './account-queries.ts'

/** S26: says plainly that the program cannot write to anybody while the system account is not set up. */
export function SystemBanner() {
  const { t } = useTranslation()
  const { mailClient, user } = useSession()
  const { data } = useQuery(accountsQuery)
  if (!mailClient || user.role !== 'administrator' || !data || data.some(({ system }) => system)) return null
  return (
    <div className={styles['notes']}>
      <Banner
        icon={IconBellOff}
        tone="warn"
        actions={
          <Link to="/accounts/new" search={{ system: true }}>
            {t('accounts.systemSetUp')}
          </Link>
        }
      >
        {t('accounts.systemMissing')}
      </Banner>
    </div>
  )
}
