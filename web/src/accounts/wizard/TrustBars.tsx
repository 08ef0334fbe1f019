import { useTranslation } from 'react-i18next'
import type { Trust } from '../discover.ts'
import styles from './Search.module.css'

/** Three bars for a reliable source, one for what a person has to confirm; the word says the same. */
export function TrustBars({ trust }: { trust: Trust }) {
  const { t } = useTranslation()
  return (
    <span className={styles['trust']} data-trust={trust}>
      <span className={styles['bars']} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t(`wizard.trust_${trust}`)}
    </span>
  )
}
