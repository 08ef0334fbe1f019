import { frameSandbox } from '@besedka/contract/letter-html'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import { createLetterCleaner } from './clean-letter.ts'
import { foldQuotes } from './fold-quotes.ts'
import styles from './LetterBody.module.css'
import { showLetter } from './show-letter.ts'

const clean = createLetterCleaner(window)

interface HtmlBodyProps {
  html: string
  /** What the letter repeats at its end is folded; absent: it is shown. */
  folding?: { isForwarded: boolean }
}

/** A letter's HTML: cleaned once more here, shown in a frame without scripts or network, as high as it is. */
export function HtmlBody({ html, folding }: HtmlBodyProps) {
  const { t, i18n } = useTranslation()
  const isNarrow = useIsNarrow()
  const frame = useRef<HTMLIFrameElement>(null)
  const label = t('letter.quoted')
  const isFolding = folding !== undefined
  const isForwarded = folding?.isForwarded ?? false
  useLayoutEffect(() => {
    if (frame.current === null) return
    const setting = { origin: window.location.origin, language: i18n.language, isNarrow }
    const body = clean(html)
    if (isFolding) foldQuotes(body, { label, isForwarded })
    return showLetter(frame.current, body, setting)
  }, [html, i18n.language, isNarrow, isFolding, isForwarded, label])
  return (
    <div className={styles['paper']}>
      <div className={styles['sheet']}>
        <iframe
          ref={frame}
          className={styles['frame']}
          sandbox={frameSandbox}
          title={t('letter.body')}
          referrerPolicy="no-referrer"
        />
      </div>
    </div>
  )
}
