import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { AccountCrumbs } from '../AccountCrumbs.tsx'
import styles from './Wizard.module.css'

/** The way here, and the way out. */
export function WizardHead() {
  const { t } = useTranslation()
  return (
    <header className={styles['bar']}>
      <AccountCrumbs />
      <Link to="/accounts" className={styles['close']} aria-label={t('frame.close')}>
        <Icon of={IconX} />
      </Link>
    </header>
  )
}
