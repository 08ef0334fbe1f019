import { frameSandbox } from '@besedka/contract/letter-html'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import { createLetterCleaner } from './clean-letter.ts'
import { frameDocument } from './frame-document.ts'
import styles from './LetterBody.module.css'

const clean = createLetterCleaner(window)

/** A letter's HTML: cleaned once more here, shown in a frame without scripts, origin or network. */
export function HtmlBody({ html }: { html: string }) {
  const { t, i18n } = useTranslation()
  const isNarrow = useIsNarrow()
  const source = useMemo(() => {
    const setting = { origin: window.location.origin, language: i18n.language, isNarrow }
    return frameDocument(clean(html), setting)
  }, [html, i18n.language, isNarrow])
  return (
    <div className={styles['paper']}>
      <iframe
        className={styles['frame']}
        sandbox={frameSandbox}
        srcDoc={source}
        title={t('letter.body')}
        referrerPolicy="no-referrer"
      />
    </div>
  )
}
