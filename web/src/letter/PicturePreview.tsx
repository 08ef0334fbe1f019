import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Preview.module.css'
import { PreviewNote } from './PreviewNote.tsx'
import { isTooLarge, pictureFacts } from './picture-facts.ts'
import { useObjectUrl } from './useObjectUrl.ts'

interface PicturePreviewProps {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A picture as large as there is room; a click shows its own size. What its bytes are counts, not what its name says. */
export function PicturePreview({ name, bytes }: PicturePreviewProps) {
  const { t } = useTranslation()
  const facts = pictureFacts(bytes)
  const isShown = facts !== null && !isTooLarge(facts)
  const url = useObjectUrl(bytes, isShown ? facts.type : undefined)
  const [isBroken, setBroken] = useState(false)
  const [isWhole, setWhole] = useState(false)
  if (facts?.size && isTooLarge(facts)) {
    return <PreviewNote isBad>{t('letter.preview.largePicture', { ...facts.size })}</PreviewNote>
  }
  if (facts === null || isBroken) return <PreviewNote isBad>{t('letter.preview.brokenPicture')}</PreviewNote>
  if (url === null) return <PreviewNote>{t('frame.loading')}</PreviewNote>
  return (
    <button
      type="button"
      className={styles['picture']}
      data-whole={isWhole}
      title={t(isWhole ? 'letter.preview.fit' : 'letter.preview.ownSize')}
      onClick={() => setWhole(!isWhole)}
    >
      <img src={url} alt={name} onError={() => setBroken(true)} />
    </button>
  )
}
