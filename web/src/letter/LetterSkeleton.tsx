import { useTranslation } from 'react-i18next'
import styles from './LetterSkeleton.module.css'

/** The shape of a letter while it is on its way; it comes only after a moment, so that quick answers do not flicker. */
export function LetterSkeleton() {
  const { t } = useTranslation()
  return (
    <div className={styles['skeleton']} role="status" aria-label={t('frame.loading')}>
      <span data-line="subject" />
      <span data-line="facts" />
      <span />
      <span />
      <span data-line="short" />
    </div>
  )
}
