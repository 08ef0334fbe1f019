import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import styles from './Attachments.module.css'
import { attachmentBadge } from './attachment-badge.ts'
import { FileName } from './FileName.tsx'
import { previewKind } from './preview-kind.ts'
import { Thumbnail } from './Thumbnail.tsx'

interface AttachmentCardProps {
  file: Attachment
  onOpen: () => void
}

/** A file: a click looks at it where that is possible, and saves it otherwise. */
export function AttachmentCard({ file, onOpen }: AttachmentCardProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const name = file.name || t('letter.unnamed')
  const kind = previewKind(file)
  const badge = attachmentBadge(file.name, file.type)
  const face = (
    <>
      <span className={styles['badge']} data-tone={badge.tone} aria-hidden="true">
        {kind === 'picture' ? <Thumbnail file={file} instead={badge.word} /> : badge.word}
      </span>
      <span className={styles['words']}>
        <span className={styles['name']}>
          {kind === null ? <Unseen>{t('letter.download')} </Unseen> : null}
          <FileName name={name} />
        </span>
        <span className={styles['size']}>{formats.bytes(file.size)}</span>
      </span>
    </>
  )
  if (kind === null) {
    return (
      <li className={styles['card']}>
        <Tip label={name}>
          <a className={styles['face']} href={file.address} download={name}>
            {face}
          </a>
        </Tip>
      </li>
    )
  }
  return (
    <li className={styles['card']}>
      <Tip label={name}>
        <button type="button" className={styles['face']} aria-haspopup="dialog" onClick={onOpen}>
          {face}
        </button>
      </Tip>
      <Tip label={t('letter.download')}>
        <a className={styles['save']} href={file.address} download={name}>
          <Icon of={IconDownload} size={16} />
          <Unseen>
            {t('letter.download')} {name}
          </Unseen>
        </a>
      </Tip>
    </li>
  )
}
