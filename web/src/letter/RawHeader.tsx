import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../api/api-client.ts'
import { copyText } from './copy-text.ts'
import { decodePreview } from './decode-preview.ts'
import styles from './LetterProperties.module.css'
import { headOf } from './source-head.ts'
import { useBytes } from './useBytes.ts'

const mostBytes = 256 * 1024

/** All header fields of a letter as they came. */
export function RawHeader({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error } = useBytes(`${apiBase}/interactions/${id}/source`, mostBytes)
  const head = data ? headOf(decodePreview(data.bytes)) : ''
  return (
    <section className={styles['headers']} aria-label={t('letter.headers')}>
      <div className={styles['headersHead']}>
        <h3>{t('letter.headers')}</h3>
        <Button
          size="xs"
          disabled={head === ''}
          onClick={() => void copyText(head, { done: t('letter.headersCopied'), failed: t('letter.copyFailedPlain') })}
        >
          {t('letter.copy')}
        </Button>
      </div>
      {error ? <p role="alert">{t(`errors.${error.code}.cause`)}</p> : null}
      {data ? <pre>{head}</pre> : null}
      {data || error ? null : <p role="status">{t('frame.loading')}</p>}
    </section>
  )
}
