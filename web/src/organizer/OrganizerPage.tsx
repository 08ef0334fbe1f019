import '../theme/mantine-forms.css'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SystemBanner } from '../accounts/SystemBanner.tsx'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import { useSession } from '../session/session-query.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { AccountCommands } from './AccountCommands.tsx'
import { ExchangeCard } from './ExchangeCard.tsx'
import { OrganizationCard } from './OrganizationCard.tsx'
import styles from './OrganizerPage.module.css'
import { SwitchesCard } from './SwitchesCard.tsx'
import { settingsQuery } from './settings-query.ts'

/** «Администрирование → Органайзер» */
export function OrganizerPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useQuery(settingsQuery)
  usePageTitle(t('organizer.title'))
  if (user.role !== 'administrator') return <Navigate to="/accounts" replace />
  return (
    <AdministrationFrame>
      <div className={styles['page']}>
        <header className={styles['head']}>
          <h1 className={styles['title']}>{t('organizer.title')}</h1>
          <p className={styles['lead']}>{t('organizer.lead')}</p>
        </header>
        <div className={styles['banner']}>
          <SystemBanner />
        </div>
        {settings.data ? (
          <div className={styles['columns']}>
            <div>
              <SwitchesCard settings={settings.data} />
              <AccountCommands isOn={settings.data.mailClient} />
              <OrganizationCard settings={settings.data} />
            </div>
            <ExchangeCard isOn={settings.data.mailClient} />
          </div>
        ) : settings.error ? (
          <FailurePlaceholder failure={settings.error} onRetry={() => void settings.refetch()} />
        ) : null}
      </div>
    </AdministrationFrame>
  )
}
