import { useTranslation } from 'react-i18next'
import type { Attachment } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Unseen } from '../ui/Unseen.tsx'
import styles from './Attachments.module.css'
import { attachmentBadge } from './attachment-badge.ts'

/** Files of a letter as cards; a click takes the file. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const files = attachments.filter(({ inline }) => !inline)
  if (files.length === 0) return null
  const size = formats.bytes(files.reduce((sum, file) => sum + file.size, 0))
  return (
    <section className={styles['attachments']}>
      <h3 className={styles['head']}>{t('letter.attachments', { count: files.length, size })}</h3>
      <ul className={styles['cards']}>
        {files.map((file) => (
          <Card key={file.id} file={file} />
        ))}
      </ul>
    </section>
  )
}

function Card({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const name = file.name || t('letter.unnamed')
  const badge = attachmentBadge(file.name, file.type)
  const size = formats.bytes(file.size)
  return (
    <li>
      <a className={styles['card']} href={file.address} download={name} title={name}>
        <span className={styles['badge']} data-tone={badge.tone} aria-hidden="true">
          {badge.word}
        </span>
        <span className={styles['words']}>
          <span className={styles['name']}>
            <Unseen>{t('letter.download')} </Unseen>
            {name}
          </span>
          <span className={styles['size']}>{size}</span>
        </span>
      </a>
    </li>
  )
}
