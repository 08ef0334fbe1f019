import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../api/api-client.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { decodePreview } from './decode-preview.ts'
import { PreviewNote } from './PreviewNote.tsx'
import styles from './SourceDialog.module.css'
import { useBytes } from './useBytes.ts'

const mostBytes = 512 * 1024

/** A letter as it came over the wire, or its beginning. */
export function SourceDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const address = `${apiBase}/interactions/${id}/source`
  const { data, error } = useBytes(address, mostBytes)
  return (
    <Dialog title={t('letter.sourceTitle')} width={900} onClose={onClose}>
      <div className={styles['foot']}>
        {data?.isCut ? <span>{t('letter.sourceCut')}</span> : null}
        <Button component="a" href={address} download={`${id}.eml`} size="xs">
          {t('letter.source')}
        </Button>
      </div>
      {error ? <PreviewNote isBad>{t(`errors.${error.code}.cause`)}</PreviewNote> : null}
      {data || error ? null : <PreviewNote>{t('frame.loading')}</PreviewNote>}
      {data ? (
        <section className={styles['source']} aria-label={t('letter.sourceTitle')}>
          <pre>{decodePreview(data.bytes)}</pre>
        </section>
      ) : null}
    </Dialog>
  )
}
