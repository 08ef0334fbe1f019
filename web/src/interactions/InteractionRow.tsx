import {
  IconAlertCircle,
  IconArrowDown,
  IconCheck,
  IconClock,
  IconEye,
  IconFileText,
  IconPaperclip,
} from '@tabler/icons-react'
import { type MouseEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InteractionItem } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Avatar } from '../ui/Avatar.tsx'
import check from '../ui/Check.module.css'
import { cellRole, rowProps } from '../ui/grid-roles.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/join-classes.ts'
import { Highlighted } from './Highlighted.tsx'
import styles from './InteractionRow.module.css'
import { kindIcon } from './kind-icon.ts'
import { OutgoingSnippet, OutgoingWord } from './OutgoingLine.tsx'
import { namesOf } from './participants.ts'
import { isPostponed, type RowState, rowStateOf } from './row-state.ts'

export interface RowActions {
  open(item: InteractionItem, event: MouseEvent): void
  check(item: InteractionItem, event: MouseEvent): void
  markReviewed(item: InteractionItem): void
  postpone(item: InteractionItem): void
}

interface InteractionRowProps {
  item: InteractionItem
  isSelected: boolean
  isChecked: boolean
  isFresh: boolean
  reviewFlags: boolean
  words: readonly string[]
  actions: RowActions
}

/** One interaction in the list: who, what, when, and where it stands. */
export const InteractionRow = memo(function InteractionRow(props: InteractionRowProps) {
  const { item, isSelected, isChecked, isFresh, reviewFlags, actions } = props
  const state = rowStateOf(item, reviewFlags, Date.now())
  return (
    <div
      {...rowProps(`row-${item.id}`, { isSelected, onClick: (event) => actions.open(item, event) })}
      className={styles['row']}
      data-unreviewed={state.isUnreviewed}
      data-checked={isChecked}
      data-fresh={isFresh}
    >
      <KindCell {...props} state={state} />
      <div {...cellRole} className={styles['lines']}>
        <FirstLine {...props} state={state} />
        <SecondLine {...props} state={state} />
      </div>
    </div>
  )
})

type PartProps = InteractionRowProps & { state: RowState }

function KindCell({ item, isChecked, actions, state }: PartProps) {
  const { t } = useTranslation()
  return (
    <div {...cellRole} className={styles['kind']} data-checked={isChecked}>
      <span className={styles['kindIcon']}>
        <Icon of={kindIcon(item)} size={18} />
      </span>
      {state.isUnreviewed ? <span className={styles['hidden']}>{t('list.toReviewMark')}</span> : null}
      <input
        type="checkbox"
        className={joinClasses(check['box'], styles['box'])}
        checked={isChecked}
        tabIndex={-1}
        aria-label={item.subject || t('list.noSubject')}
        onClick={(event) => {
          event.stopPropagation()
          actions.check(item, event)
        }}
        onChange={() => {}}
      />
    </div>
  )
}

function FirstLine({ item, words, reviewFlags, actions, state }: PartProps) {
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
      <span className={styles['space']} />
      <span className={styles['marks']}>
        {state.isOnControl ? <Mark of={IconEye} title={t('list.onControl')} tone="accent" /> : null}
        {item.importance === 'high' ? <Mark of={IconAlertCircle} title={t('list.highImportance')} tone="bad" /> : null}
        {item.importance === 'low' ? <Mark of={IconArrowDown} title={t('list.lowImportance')} /> : null}
        {item.hasAttachments ? <Mark of={IconPaperclip} title={t('list.hasAttachments')} /> : null}
      </span>
      <time className={styles['time']} dateTime={item.date} title={formats.exact(date)}>
        {formats.time(date)}
      </time>
      {reviewFlags ? (
        <span className={styles['quick']}>
          {item.reviewed ? null : (
            <>
              <QuickAction of={IconCheck} label={t('list.reviewed')} run={() => actions.markReviewed(item)} />
              <QuickAction of={IconClock} label={t('list.postpone')} run={() => actions.postpone(item)} />
            </>
          )}
        </span>
      ) : null}
    </div>
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

function SecondLine({ item, words, state }: PartProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['line']}>
      <StateWord item={item} state={state} />
      <span className={styles['text']}>
        <b>
          <Highlighted text={item.subject || t('list.noSubject')} words={words} />
        </b>{' '}
        <span>
          {item.status === 'outgoing' ? (
            <OutgoingSnippet item={item} />
          ) : (
            <Highlighted text={item.snippet} words={words} />
          )}
        </span>
      </span>
      {item.record ? (
        <span className={styles['chip']} title={item.record.title}>
          <Icon of={IconFileText} size={12} />
          <span>{item.record.title}</span>
        </span>
      ) : null}
      {item.assignee ? <Avatar name={item.assignee.name} of={item.assignee.id} title={item.assignee.name} /> : null}
    </div>
  )
}

const wordTones = {
  draft: 'accent',
  postponedUntil: 'wait',
  postponedDue: 'accent',
  unproved: 'bad',
} as const

function StateWord({ item, state: { word } }: Pick<PartProps, 'item' | 'state'>) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (word === null) return null
  if (word === 'outgoing') return <OutgoingWord item={item} />
  const isWaiting = isPostponed(word)
  return (
    <span
      className={styles['state']}
      data-tone={wordTones[word]}
      title={word === 'unproved' ? t('list.unprovedHelp') : undefined}
    >
      {isWaiting ? <Icon of={IconClock} size={14} /> : null}
      {isPostponed(word)
        ? t(`list.${word}`, { when: formats.brief(new Date(item.reviewAfter ?? item.date)) })
        : t(`list.${word}`)}
    </span>
  )
}
