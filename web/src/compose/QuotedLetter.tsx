import { ActionIcon } from '@mantine/core'
import { IconDots, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { interactionQuery } from '../interactions/interaction-queries.ts'
import { namesOf } from '../interactions/participants.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './ComposeBody.module.css'
import type { Writing } from './useWriting.ts'

const HtmlBody = lazy(async () => ({ default: (await import('../letter/HtmlBody.tsx')).HtmlBody }))

/** The letter that is answered: one piece that no editor takes apart, folded, with the choice to leave it out. */
export function QuotedLetter({ writing }: { writing: Writing }) {
  const { t } = useTranslation()
  const [isShown, setShown] = useState(false)
  const { interaction, fields, isHtml, change } = writing
  const { draft, basisId } = interaction
  const quoted = isHtml ? draft?.quotedHtml : null
  if (!draft || (!quoted && draft.quotedText === '')) return null
  if (!fields.quote) {
    return isHtml ? (
      <div className={styles['quoteLine']}>
        <span>{t('compose.withoutQuote')}</span>
        <button type="button" className={styles['quoteBack']} onClick={() => change({ quote: true })}>
          {t('compose.returnQuote')}
        </button>
      </div>
    ) : null
  }
  const label = t(isShown ? 'compose.hideQuote' : 'compose.showQuote')
  return (
    <section className={styles['quote']} aria-label={t('compose.earlierLetter')}>
      <div className={styles['quoteLine']}>
        <button
          type="button"
          className={styles['dots']}
          aria-expanded={isShown}
          aria-label={label}
          title={label}
          onClick={() => setShown(!isShown)}
        >
          <Icon of={IconDots} />
        </button>
        <span className={styles['quoteOf']}>{basisId ? <BasisLine id={basisId} /> : t('compose.earlierLetter')}</span>
        <Tip label={t('compose.dropQuote')}>
          <ActionIcon size="xs" aria-label={t('compose.dropQuote')} onClick={() => change({ quote: false })}>
            <Icon of={IconX} size={14} />
          </ActionIcon>
        </Tip>
      </div>
      {isShown ? (
        <div className={styles['quoteBody']}>
          {quoted ? (
            <Suspense>
              <HtmlBody html={quoted} />
            </Suspense>
          ) : (
            <pre className={styles['quoteText']}>{draft.quotedText}</pre>
          )}
        </div>
      ) : null}
    </section>
  )
}

/** «Павел Ершов, 12:04». */
function BasisLine({ id }: { id: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data } = useQuery(interactionQuery(id))
  if (!data) return t('compose.earlierLetter')
  return `${namesOf(data.from) || t('list.noSender')}, ${formats.until(new Date(data.date))}`
}
