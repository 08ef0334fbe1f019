import { useTranslation } from 'react-i18next'
import styles from './ListSkeleton.module.css'

const rows = ['72%', '58%', '80%', '64%', '76%', '52%', '70%', '61%']

export function ListSkeleton() {
  const { t } = useTranslation()
  return (
    <div className={styles['rows']} role="status" aria-label={t('frame.loading')}>
      {rows.map((width) => (
        <div key={width} className={styles['row']}>
          <span style={{ width: '34%' }} />
          <span style={{ width }} />
        </div>
      ))}
    </div>
  )
}
