import '../theme/mantine-dialogs.css'
import { ActionIcon, Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { type KeyboardEvent, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { FileName } from './FileName.tsx'
import { LetterPreview } from './LetterPreview.tsx'
import { PicturePreview } from './PicturePreview.tsx'
import styles from './Preview.module.css'
import { PreviewNote } from './PreviewNote.tsx'
import { previewKind } from './preview-kind.ts'
import { TextPreview } from './TextPreview.tsx'
import { useBytes } from './useBytes.ts'

const PdfPreview = lazy(async () => ({ default: (await import('./PdfPreview.tsx')).PdfPreview }))

/** More than a page should hold; it can be saved. */
const mostBytes = 64 * 1024 * 1024
const mostText = 256 * 1024

interface PreviewDialogProps {
  /** Those of the letter that can be looked at. */
  files: readonly Attachment[]
  openId: string
  onChoose: (id: string) => void
  onClose: () => void
}

/** A file in full size, and the next ones by arrow keys. */
export function PreviewDialog({ files, openId, onChoose, onClose }: PreviewDialogProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const index = files.findIndex(({ id }) => id === openId)
  const file = files[index]
  if (!file) return null
  const name = file.name || t('letter.unnamed')
  const go = (to: number) => {
    const next = files[to]
    if (next) onChoose(next.id)
  }
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') go(index - 1)
    if (key === 'ArrowRight') go(index + 1)
  }
  return (
    <Modal.Root opened onClose={onClose} size="min(1200px, 96vw)" onKeyDown={onKeyDown}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header className={styles['head'] ?? ''}>
          <Modal.Title className={styles['title'] ?? ''}>
            <FileName name={name} />
          </Modal.Title>
          <span className={styles['facts']}>{formats.bytes(file.size)}</span>
          {files.length > 1 ? (
            <>
              <ActionIcon
                aria-label={t('letter.preview.previous')}
                disabled={index === 0}
                onClick={() => go(index - 1)}
              >
                <Icon of={IconChevronLeft} />
              </ActionIcon>
              <span className={styles['facts']} aria-live="polite">
                {t('letter.preview.position', { number: index + 1, count: files.length })}
              </span>
              <ActionIcon
                aria-label={t('letter.preview.next')}
                disabled={index === files.length - 1}
                onClick={() => go(index + 1)}
              >
                <Icon of={IconChevronRight} />
              </ActionIcon>
            </>
          ) : null}
          <ActionIcon component="a" href={file.address} download={name} aria-label={`${t('letter.download')} ${name}`}>
            <Icon of={IconDownload} />
          </ActionIcon>
          <Modal.CloseButton aria-label={t('frame.close')} />
        </Modal.Header>
        {/* Long contents are scrolled by keys too. */}
        <Modal.Body className={styles['stage'] ?? ''} tabIndex={0}>
          <Preview key={file.id} file={file} name={name} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Preview({ file, name }: { file: Attachment; name: string }) {
  const { t } = useTranslation()
  const kind = previewKind(file)
  if (kind === 'letter') return <LetterPreview file={file} />
  if (kind !== 'text' && file.size > mostBytes) return <PreviewNote isBad>{t('letter.preview.tooLarge')}</PreviewNote>
  return <BytesPreview file={file} name={name} kind={kind} />
}

function BytesPreview({
  file,
  name,
  kind,
}: {
  file: Attachment
  name: string
  kind: 'picture' | 'pdf' | 'text' | null
}) {
  const { t } = useTranslation()
  const { data, error } = useBytes(file.address, kind === 'text' ? mostText : mostBytes)
  if (error) {
    return (
      <PreviewNote isBad>
        {t(`errors.${error.code}.cause`)} {t(`errors.${error.code}.remedy`)}
      </PreviewNote>
    )
  }
  if (!data) return <PreviewNote>{t('frame.loading')}</PreviewNote>
  const { bytes, isCut } = data
  if (kind === 'picture') return <PicturePreview name={name} bytes={bytes} />
  if (kind === 'text') return <TextPreview bytes={bytes} isCut={isCut} />
  return (
    <Suspense fallback={<PreviewNote>{t('frame.loading')}</PreviewNote>}>
      <PdfPreview bytes={bytes} />
    </Suspense>
  )
}
