import { Button } from '@mantine/core'
import { IconListTree } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction, InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { interactionQuery, threadQuery } from '../interactions/interaction-queries.ts'
import { nameOf } from '../interactions/participants.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { TextBody } from './TextBody.tsx'
import styles from './ThreadFold.module.css'

interface ThreadFoldProps {
  interaction: Interaction
  onOpen: (id: string) => void
}

/** So many stand as lines of their own, the others behind a count. */
const shownAtOnce = 2

/** The other letters of the thread, newest first, each folded into one line. */
export function ThreadFold({ interaction, onOpen }: ThreadFoldProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const thread = useQuery(threadQuery(interaction.threadId))
  const [isWhole, setWhole] = useState(false)
  if (thread.isError && !thread.data) {
    return (
      <p className={styles['failure']} role="alert">
        {t('letter.threadFailed')} {t(`errors.${thread.error.code}.cause`)}
      </p>
    )
  }
  const others = (thread.data?.items ?? []).filter(({ id }) => id !== interaction.id).toReversed()
  if (others.length === 0) return null
  const shown = isWhole || others.length === shownAtOnce + 1 ? others : others.slice(0, shownAtOnce)
  const hidden = others.length - shown.length
  const oldest = others.at(-1)
  return (
    <section className={styles['thread']} aria-label={t('letter.thread')}>
      {shown.map((item) => (
        <Fold key={item.id} item={item} onOpen={onOpen} />
      ))}
      {hidden > 0 ? (
        <div className={styles['fold']}>
          <button type="button" className={styles['line']} onClick={() => setWhole(true)}>
            <Icon of={IconListTree} className={styles['treeIcon']} />
            <span className={styles['more']}>{t('letter.earlier', { count: hidden })}</span>
            <span className={styles['text']} />
            {oldest ? <time dateTime={oldest.date}>{formats.moment(new Date(oldest.date))}</time> : null}
          </button>
        </div>
      ) : null}
    </section>
  )
}

function Fold({ item, onOpen }: { item: InteractionItem; onOpen: (id: string) => void }) {
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const sender = item.from[0]
  const name = sender ? nameOf(sender) : ''
  return (
    <div className={styles['fold']}>
      <button type="button" className={styles['line']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Avatar name={name} of={sender?.address ?? ''} />
        <b>{name}</b>
        <span className={styles['text']}>{isOpen ? item.subject : item.snippet || item.subject}</span>
        <time dateTime={item.date}>{formats.moment(new Date(item.date))}</time>
      </button>
      {isOpen ? <FoldedLetter id={item.id} onOpen={onOpen} /> : null}
    </div>
  )
}

function FoldedLetter({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const letter = useQuery(interactionQuery(id))
  if (letter.isPending) return <p className={styles['body']}>{t('frame.loading')}</p>
  if (!letter.data) {
    return (
      <p className={styles['body']} role="alert">
        {letter.error ? t(`errors.${letter.error.code}.cause`) : null}
      </p>
    )
  }
  return (
    <div className={styles['body']}>
      <TextBody text={letter.data.text} subject={letter.data.subject} />
      <div className={styles['open']}>
        <Button size="xs" onClick={() => onOpen(id)}>
          {t('letter.open')}
        </Button>
      </div>
    </div>
  )
}
