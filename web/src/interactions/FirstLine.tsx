import {
  IconAlertCircle,
  IconArrowDown,
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconClock,
  IconCornerUpLeft,
  IconEye,
  IconPaperclip,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import { canTakeBack } from '../compose/delivery-word.ts'
import { canAnswer } from '../compose/useCompose.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { Highlighted } from './Highlighted.tsx'
import styles from './InteractionRow.module.css'
import { namesOf } from './participants.ts'
import type { RowActions, RowParts } from './row-parts.ts'

/** Who, the thread, marks and the time; under the pointer quick actions stand in place of the time. */
export function FirstLine({ item, words, isOpen, isInside, copyIn, reviewFlags, actions, state, delivery }: RowParts) {
  const { t } = useTranslation()
  const formats = useFormats()
  const date = new Date(item.date)
  const isOutgoing = item.direction === 'outgoing' && item.proved
  const names = isOutgoing
    ? t('list.to', { names: namesOf(item.to) || t('list.noAddressee') })
    : namesOf(item.from) || t('list.noSender')
  return (
    <div className={styles['line']}>
      <span className={styles['who']}>
        <Highlighted text={names} words={words} />
      </span>
      {copyIn === null ? null : <span className={styles['where']}>{copyIn}</span>}
      {isOpen === null ? null : <ThreadBadge item={item} isOpen={isOpen} actions={actions} />}
      <span className={styles['space']} />
      <span className={styles['marks']}>
        {state.isOnControl ? <Mark of={IconEye} title={t('list.onControl')} tone="accent" /> : null}
        {item.importance === 'high' ? <Mark of={IconAlertCircle} title={t('list.highImportance')} tone="bad" /> : null}
        {item.importance === 'low' ? <Mark of={IconArrowDown} title={t('list.lowImportance')} /> : null}
        {item.hasAttachments ? <Mark of={IconPaperclip} title={t('list.hasAttachments')} /> : null}
      </span>
      {delivery && canTakeBack(delivery) ? <TakeBack id={item.id} delivery={delivery} /> : null}
      <time className={styles['time']} dateTime={item.date} title={formats.exact(date)}>
        {isInside ? formats.brief(date) : formats.time(date)}
      </time>
      <QuickActions item={item} canReview={reviewFlags && state.word !== 'draft'} actions={actions} />
    </div>
  )
}

/** How many letters the thread has; opens and closes it in place. */
function ThreadBadge({ item, isOpen, actions }: { item: InteractionItem; isOpen: boolean; actions: RowActions }) {
  const { t } = useTranslation()
  const count = item.thread?.count ?? 0
  const title = t(isOpen ? 'list.closeThread' : 'list.openThread', { count })
  return (
    <button
      type="button"
      className={styles['badge']}
      tabIndex={-1}
      aria-label={title}
      aria-expanded={isOpen}
      title={title}
      onClick={(event) => {
        event.stopPropagation()
        actions.openThread(item, !isOpen)
      }}
    >
      <Icon of={isOpen ? IconChevronDown : IconChevronRight} size={12} />
      {count >= 100 ? '99+' : count}
    </button>
  )
}

function QuickActions({
  item,
  canReview,
  actions,
}: {
  item: InteractionItem
  canReview: boolean
  actions: RowActions
}) {
  const { t } = useTranslation()
  const canMark = canReview && (!item.reviewed || (item.thread?.toReview ?? 0) > 0)
  return (
    <span className={styles['quick']}>
      {canAnswer(item) ? (
        <QuickAction of={IconCornerUpLeft} label={t('compose.reply')} run={() => actions.reply(item)} />
      ) : null}
      {canMark ? (
        <>
          <QuickAction of={IconCheck} label={t('list.reviewed')} run={() => actions.markReviewed(item)} />
          <QuickAction of={IconClock} label={t('list.postpone')} run={() => actions.postpone(item)} />
        </>
      ) : null}
    </span>
  )
}

function Mark({ of, title, tone }: { of: typeof IconEye; title: string; tone?: 'accent' | 'bad' }) {
  return (
    <span className={styles['mark']} role="img" aria-label={title} title={title} data-tone={tone}>
      <Icon of={of} size={14} />
    </span>
  )
}

function QuickAction({ of, label, run }: { of: typeof IconEye; label: string; run: () => void }) {
  return (
    <button
      type="button"
      className={styles['action']}
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        run()
      }}
    >
      <Icon of={of} />
    </button>
  )
}

/** While a letter has not left, it can be called back. */
function TakeBack({ id, delivery }: { id: string; delivery: Delivery }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  if (delivery.state === 'failed') return null
  return (
    <button
      type="button"
      className={styles['takeBack']}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        void import('../compose/sendCommands.ts').then(({ takeBack }) => takeBack(client, id))
      }}
    >
      {t('deliveries.takeBack')}
    </button>
  )
}
