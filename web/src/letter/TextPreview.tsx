import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { decodePreview } from './decode-preview.ts'
import styles from './Preview.module.css'
import { PreviewNote } from './PreviewNote.tsx'

interface TextPreviewProps {
  bytes: Uint8Array
  isCut: boolean
}

/** A file as plain text, whatever is written in it. */
export function TextPreview({ bytes, isCut }: TextPreviewProps) {
  const { t } = useTranslation()
  const text = useMemo(() => decodePreview(bytes), [bytes])
  if (text === '') return <PreviewNote>{t('letter.preview.empty')}</PreviewNote>
  return (
    <>
      <pre className={styles['text']} dir="auto">
        {text}
      </pre>
      {isCut ? <PreviewNote>{t('letter.preview.cut')}</PreviewNote> : null}
    </>
  )
}
