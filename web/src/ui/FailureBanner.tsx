import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import { Banner } from './Banner.tsx'
import styles from './FailureBanner.module.css'

interface FailureBannerProps {
  failure: Failure
  actions?: ReactNode
}

/** What happened, why, and what to do: in the user's language, with the log's id where the cause is known only there. */
export function FailureBanner({ failure, actions }: FailureBannerProps) {
  const { t } = useTranslation()
  const logId = failure.code === 'UNEXPECTED' ? failure.problem?.instance : undefined
  return (
    <Banner icon={IconAlertTriangle} tone="bad" actions={actions}>
      <strong className={styles['cause']}>{t(`errors.${failure.code}.cause`)}</strong>{' '}
      {t(`errors.${failure.code}.remedy`)}
      {logId ? <span className={styles['log']}> {t('frame.logId', { id: logId })}</span> : null}
    </Banner>
  )
}
