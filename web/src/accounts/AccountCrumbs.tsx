import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './AccountForm.module.css'

/** The way here: Администрирование › Органайзер › Учетные записи. */
export function AccountCrumbs() {
  const { t } = useTranslation()
  const { user } = useSession()
  return (
    <nav className={styles['crumbs']} aria-label={t('frame.back')}>
      {user.role === 'administrator' ? (
        <>
          <Link to="/administration/organizer">{t('frame.administration')}</Link>
          <Icon of={IconChevronRight} size={12} />
          <Link to="/administration/organizer">{t('organizer.title')}</Link>
          <Icon of={IconChevronRight} size={12} />
        </>
      ) : null}
      <Link to="/accounts">{t('accounts.title')}</Link>
    </nav>
  )
}
