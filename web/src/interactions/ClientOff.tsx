import { Button } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Placeholder } from '../ui/Placeholder.tsx'
import styles from './Home.module.css'

/** In place of the list while the master switch is off. */
export function ClientOff() {
  const { t } = useTranslation()
  const { user } = useSession()
  const isAdministrator = user.role === 'administrator'
  return (
    <main className={styles['off']} id="content">
      <Placeholder
        isPage
        icon={IconMailOff}
        title={t('empty.offTitle')}
        action={
          isAdministrator ? (
            <Button component={Link} to="/administration/organizer" variant="filled">
              {t('empty.offCommand')}
            </Button>
          ) : null
        }
      >
        <p>{t('empty.offText')}</p>
        <p>{t(isAdministrator ? 'empty.offAdministrator' : 'empty.offUser')}</p>
      </Placeholder>
    </main>
  )
}
