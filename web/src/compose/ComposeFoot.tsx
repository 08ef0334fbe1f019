import { ActionIcon } from '@mantine/core'
import { IconAlertCircle, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './ComposeBody.module.css'
import { SendButton } from './SendButton.tsx'
import type { Writing } from './useWriting.ts'

/** Send, what goes with the letter, its size, and throwing it away. */
export function ComposeFoot({ writing, onPick }: { writing: Writing; onPick: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { files, fields, isHtml, change } = writing
  const isHigh = fields.importance === 'high'
  return (
    <footer className={styles['foot']}>
      <SendButton isSending={writing.isSending} onSend={writing.send} />
      {isHtml ? null : (
        <Tip label={t('compose.attach')}>
          <ActionIcon size="xs" aria-label={t('compose.attach')} onClick={onPick}>
            <Icon of={IconPaperclip} />
          </ActionIcon>
        </Tip>
      )}
      <Tip label={t('compose.importance')}>
        <ActionIcon
          size="xs"
          variant={isHigh ? 'light' : 'subtle'}
          aria-label={t('compose.importance')}
          aria-pressed={isHigh}
          onClick={() => change({ importance: isHigh ? 'normal' : 'high' })}
        >
          <Icon of={IconAlertCircle} />
        </ActionIcon>
      </Tip>
      <span className={styles['footNote']} role="status">
        {writing.isSending && files.isRunning ? t('compose.uploadsRunning') : isHtml ? null : t('compose.plainNote')}
      </span>
      {files.size > 0 ? (
        <span className={styles['size']} data-bad={files.limit > 0 && files.size > files.limit}>
          {files.limit > 0
            ? t('compose.sizeOf', { size: formats.bytes(files.size), limit: formats.bytes(files.limit) })
            : formats.bytes(files.size)}
        </span>
      ) : null}
      <Tip label={t('compose.discardDraft')}>
        <ActionIcon size="xs" aria-label={t('compose.discardDraft')} onClick={writing.discard}>
          <Icon of={IconTrash} />
        </ActionIcon>
      </Tip>
    </footer>
  )
}
