import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { cellRole, plainRow, rowHeaderRole } from '../ui/grid-roles.ts'
import styles from './InteractionList.module.css'

/** Head of a day, with what is left to review in it where that is known. */
export function ListHead({ date, left, isDone }: { date: Date; left: number | null; isDone: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div {...plainRow} className={styles['head']}>
      <span {...rowHeaderRole}>{formats.dayHead(date)}</span>
      {left === null || (left === 0 && !isDone) ? null : (
        <span {...cellRole} className={styles['left']}>
          {left === 0 ? t('list.allReviewed') : t('list.toReview', { count: left })}
        </span>
      )}
    </div>
  )
}

/** At the end of what is loaded: more is coming, or could not be had. */
export function ListMore({ hasFailed, onRetry }: { hasFailed: boolean; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div {...plainRow} className={styles['more']}>
      <span {...cellRole}>
        {hasFailed ? (
          <>
            {t('list.moreFailed')}{' '}
            <button type="button" className={styles['again']} onClick={onRetry}>
              {t('frame.retry')}
            </button>
          </>
        ) : (
          t('list.more')
        )}
      </span>
    </div>
  )
}
