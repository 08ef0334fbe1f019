import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import cards from '../letter/Attachments.module.css'
import { attachmentBadge } from '../letter/attachment-badge.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './DraftFileCards.module.css'
import type { Upload } from './useUploads.ts'
import type { Writing } from './useWriting.ts'

/** Files of the letter at its lower edge, those on their way with how far they are. */
export function DraftFileCards({ writing: { files, removeFile } }: { writing: Writing }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (files.files.length + files.uploads.length === 0) return null
  return (
    <ul className={styles['files']}>
      {files.files.map((file) => (
        <FileCard
          key={file.id}
          name={file.name || t('letter.unnamed')}
          type={file.type}
          onRemove={() => removeFile(file)}
          address={file.address}
        >
          {formats.bytes(file.size)}
        </FileCard>
      ))}
      {files.uploads.map((upload) => (
        <UploadCard
          key={upload.key}
          upload={upload}
          onStop={() => files.stop(upload.key)}
          onAgain={() => files.again(upload)}
        />
      ))}
    </ul>
  )
}

interface UploadCardProps {
  upload: Upload
  onStop: () => void
  onAgain: () => void
}

function UploadCard({ upload: { file, sent, failure }, onStop, onAgain }: UploadCardProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const done = file.size === 0 ? 1 : sent / file.size
  return (
    <FileCard name={file.name} type={file.type} onRemove={onStop} isBad={failure !== null}>
      {failure ? (
        <>
          <span title={t(`errors.${failure.code}.remedy`)}>
            {t('compose.uploadFailed', { cause: t(`errors.${failure.code}.cause`) })}
          </span>
          <Button size="compact-xs" variant="subtle" onClick={onAgain}>
            {t('compose.uploadAgain')}
          </Button>
        </>
      ) : (
        <>
          {t('compose.uploadOf', { done: formats.bytes(sent), size: formats.bytes(file.size) })}
          <progress className={styles['progress']} value={done} max={1} aria-label={file.name} />
        </>
      )}
    </FileCard>
  )
}

interface FileCardProps {
  name: string
  type: string
  address?: string
  isBad?: boolean
  onRemove: () => void
  children: ReactNode
}

function FileCard({ name, type, address, isBad, onRemove, children }: FileCardProps) {
  const { t } = useTranslation()
  const badge = attachmentBadge(name, type)
  return (
    <li className={styles['file']} data-bad={isBad}>
      <span className={cards['badge']} data-tone={badge.tone} aria-hidden="true">
        {badge.word}
      </span>
      <span className={styles['fileWords']}>
        {address ? (
          <a className={styles['fileName']} href={address} download={name} title={name}>
            {name}
          </a>
        ) : (
          <span className={styles['fileName']} title={name}>
            {name}
          </span>
        )}
        <span className={styles['fileState']}>{children}</span>
      </span>
      <button
        type="button"
        className={styles['fileRemove']}
        aria-label={t('compose.remove', { name })}
        onClick={onRemove}
      >
        <Icon of={IconX} size={12} />
      </button>
    </li>
  )
}
