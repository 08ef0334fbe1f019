import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeBody.module.css'
import { settleFocus } from './open-drafts.ts'

interface PlainEditorProps {
  text: string
  onChange: (text: string) => void
  onFiles: (files: readonly File[]) => void
  /** Writing begins here. */
  isFirst: boolean
  /** What stands below the text. */
  children: ReactNode
}

/** S04: the text of a letter without formatting; what it quotes stands in it and can be cut. */
export function PlainEditor({ text, onChange, onFiles, isFirst, children }: PlainEditorProps) {
  const { t } = useTranslation()
  const ref = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // The answer goes above what it quotes.
    ref.current?.setSelectionRange(0, 0)
    settleFocus()
  }, [])
  return (
    <div className={styles['text']}>
      <textarea
        ref={ref}
        className={styles['plain']}
        data-autofocus={isFirst}
        data-body
        aria-label={t('compose.body')}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length === 0) return
          event.preventDefault()
          onFiles(files)
        }}
      />
      {children}
    </div>
  )
}
