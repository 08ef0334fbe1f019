import { Button } from '@mantine/core'
import { IconListTree } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction, InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { interactionQuery } from '../interactions/interaction-queries.ts'
import { nameOf } from '../interactions/participants.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Attachments } from './Attachments.tsx'
import { isForwardedSubject } from './forwarded-subject.ts'
import { TextBody } from './TextBody.tsx'
import styles from './ThreadFold.module.css'
import { threadPages } from './thread-pages.ts'

const HtmlBody = lazy(async () => ({ default: (await import('./HtmlBody.tsx')).HtmlBody }))

interface ThreadFoldProps {
  interaction: Interaction
  onOpen: (id: string) => void
}

/** So many stand as lines of their own, the others behind a count. */
const shownAtOnce = 2

/** The other letters of the thread, newest first, each folded into one line; those of a long thread come in pages. */
export function ThreadFold({ interaction, onOpen }: ThreadFoldProps) {
  const { t } = useTranslation()
  const thread = useInfiniteQuery(threadPages(interaction.threadId))
  const [isWhole, setWhole] = useState(false)
  if (thread.isError && !thread.data) {
    return (
      <p className={styles['failure']} role="alert">
        {t('letter.threadFailed')} {t(`errors.${thread.error.code}.cause`)}
      </p>
    )
  }
  const all = thread.data?.pages.flatMap(({ items }) => items) ?? []
  const others = all.filter(({ id }) => id !== interaction.id)
  if (others.length === 0) return null
  const isLong = thread.hasNextPage || others.length > shownAtOnce + 1
  const shown = isWhole || !isLong ? others : others.slice(0, shownAtOnce)
  const hidden = others.length - shown.length
  const showMore = () => (isWhole ? void thread.fetchNextPage() : setWhole(true))
  return (
    <section className={styles['thread']} aria-label={t('letter.thread')}>
      {shown.map((item) => (
        <Fold key={item.id} item={item} onOpen={onOpen} />
      ))}
      {hidden > 0 || thread.hasNextPage ? (
        <MoreLine
          text={moreText(t, hidden, thread.hasNextPage)}
          oldest={thread.hasNextPage ? undefined : others.at(-1)}
          isBusy={thread.isFetchingNextPage}
          onMore={showMore}
        />
      ) : null}
      {thread.isFetchNextPageError ? (
        <p className={styles['failure']} role="alert">
          {t('letter.threadFailed')}
        </p>
      ) : null}
    </section>
  )
}

/** Nobody counts what has not been loaded. */
function moreText(t: TFunction, hidden: number, isMore: boolean): string {
  if (!isMore) return t('letter.earlier', { count: hidden })
  return hidden > 0 ? t('letter.moreThan', { count: hidden }) : t('letter.loadEarlier')
}

interface MoreLineProps {
  text: string
  oldest: InteractionItem | undefined
  isBusy: boolean
  onMore: () => void
}

function MoreLine({ text, oldest, isBusy, onMore }: MoreLineProps) {
  const formats = useFormats()
  return (
    <div className={styles['fold']}>
      <button
        type="button"
        className={styles['line']}
        aria-disabled={isBusy}
        onClick={() => (isBusy ? null : onMore())}
      >
        <Icon of={IconListTree} className={styles['treeIcon']} />
        <span className={styles['more']}>{text}</span>
        <span className={styles['text']} />
        {oldest ? <time dateTime={oldest.date}>{formats.moment(new Date(oldest.date))}</time> : null}
      </button>
    </div>
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
        <b>
          <bdi>{name}</bdi>
        </b>
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
      {letter.data.html ? (
        <Suspense>
          <HtmlBody html={letter.data.html} folding={{ isForwarded: isForwardedSubject(letter.data.subject) }} />
        </Suspense>
      ) : (
        <TextBody text={letter.data.text} subject={letter.data.subject} />
      )}
      <Attachments letterId={id} attachments={letter.data.attachments} />
      <div className={styles['open']}>
        <Button size="xs" onClick={() => onOpen(id)}>
          {t('letter.open')}
        </Button>
      </div>
    </div>
  )
}
