import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { isForwardedSubject } from './forwarded-subject.ts'
import styles from './LetterBody.module.css'
import { splitQuoted } from './split-quoted.ts'
import { linkedParts } from './text-parts.ts'

/** A letter's text as it was written, with what it repeats folded away. */
export function TextBody({ text, subject }: { text: string; subject: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { own, quoted } = splitQuoted(text, { isForwarded: isForwardedSubject(subject) })
  if (own === '') return <p className={styles['empty']}>{t('letter.emptyBody')}</p>
  return (
    <div className={styles['text']}>
      <Linked text={own} />
      {quoted ? (
        <button
          type="button"
          className={styles['quoteToggle']}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'letter.hideQuoted' : 'letter.quoted')}
          title={t(isOpen ? 'letter.hideQuoted' : 'letter.quoted')}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon of={IconDots} />
        </button>
      ) : null}
      {quoted && isOpen ? (
        <div className={styles['quoted']}>
          <Linked text={quoted} />
        </div>
      ) : null}
    </div>
  )
}

function Linked({ text }: { text: string }) {
  let at = 0
  return linkedParts(text).map(({ text: part, href }) => {
    const key = at
    at += part.length
    return href ? (
      <a key={key} href={href} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    )
  })
}
