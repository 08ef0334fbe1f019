import { IconInbox, IconMail, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './AdministrationFrame.module.css'

/** Sections of the administration beside the page; ordinary users have only their mail accounts here. */
export function AdministrationFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { user, version, organization, mailClient } = useSession()
  const isAdministrator = user.role === 'administrator'
  const accounts = (
    <>
      <Icon of={IconMail} />
      <span>{t('accounts.title')}</span>
    </>
  )
  return (
    <div className={styles['frame']}>
      <nav className={styles['side']} aria-label={t('frame.administration')}>
        <p className={styles['title']}>{t(isAdministrator ? 'frame.administration' : 'frame.tabSettings')}</p>
        <ul className={styles['nodes']}>
          {isAdministrator ? (
            <li>
              <Link
                to="/administration/organizer"
                className={styles['node']}
                activeProps={{ 'data-chosen': true, 'aria-current': 'page' }}
              >
                <Icon of={IconInbox} />
                <span>{t('organizer.title')}</span>
              </Link>
            </li>
          ) : null}
          <li className={styles['yielding']} title={t('accounts.title')}>
            {mailClient ? (
              <Link
                to="/accounts"
                className={styles['node']}
                activeProps={{ 'data-chosen': true, 'aria-current': 'page' }}
              >
                {accounts}
              </Link>
            ) : (
              <span className={styles['node']} aria-disabled="true" title={t('organizer.accountsOff')}>
                {accounts}
              </span>
            )}
          </li>
          {isAdministrator ? (
            <li>
              <Link
                to="/administration/users"
                className={styles['node']}
                activeProps={{ 'data-chosen': true, 'aria-current': 'page' }}
              >
                <Icon of={IconUsers} />
                <span>{t('users.title')}</span>
              </Link>
            </li>
          ) : null}
        </ul>
        <footer className={styles['foot']}>
          {organization ? <div>{organization}</div> : null}
          <div>{t('frame.version', { version })}</div>
        </footer>
      </nav>
      <main className={styles['page']} id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
