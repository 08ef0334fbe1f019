import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../api/api-client.ts'
import type { Attachment } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { AttachmentCard } from './AttachmentCard.tsx'
import styles from './Attachments.module.css'
import { previewKind } from './preview-kind.ts'

const PreviewDialog = lazy(async () => ({ default: (await import('./PreviewDialog.tsx')).PreviewDialog }))

interface AttachmentsProps {
  /** Of the letter that the files belong to. */
  letterId: string
  attachments: readonly Attachment[]
}

/** So many cards at once; the others on wish, so that three hundred files do not hold up the letter. */
const shownAtOnce = 12

/** Files of a letter as cards: what can be looked at opens here, everything can be saved. */
export function Attachments({ letterId, attachments }: AttachmentsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [isWhole, setWhole] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const files = attachments.filter(({ inline }) => !inline)
  if (files.length === 0) return null
  const shown = isWhole || files.length <= shownAtOnce + 1 ? files : files.slice(0, shownAtOnce)
  const size = formats.bytes(files.reduce((sum, file) => sum + file.size, 0))
  return (
    <section className={styles['attachments']} aria-label={t('letter.attachments', { count: files.length, size })}>
      <div className={styles['head']}>
        <h3>{t('letter.attachments', { count: files.length, size })}</h3>
        {files.length > 1 ? (
          <a href={`${apiBase}/interactions/${letterId}/attachments`} download>
            {t('letter.downloadAll')}
          </a>
        ) : null}
      </div>
      <ul className={styles['cards']}>
        {shown.map((file) => (
          <AttachmentCard key={file.id} file={file} onOpen={() => setOpenId(file.id)} />
        ))}
      </ul>
      {shown.length < files.length ? (
        <button type="button" className={styles['all']} onClick={() => setWhole(true)}>
          {t('letter.allAttachments', { count: files.length })}
        </button>
      ) : null}
      {openId === null ? null : (
        <Suspense>
          <PreviewDialog
            files={files.filter((file) => previewKind(file) !== null)}
            openId={openId}
            onChoose={setOpenId}
            onClose={() => setOpenId(null)}
          />
        </Suspense>
      )}
    </section>
  )
}
